"""The caption service, by rules: what it finds in a caption is the same each time."""

import json
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from libs.bus.failure import Outgoing
from libs.events import CaptionParsed
from tests.chaos.harness import Place, Service, Surroundings
from tests.support.records import publish
from tests.support.service_topics import create_topics

POSTED, PARSED = "new-video-posted", "caption-parsed"
PORTION = 500


@asynccontextmanager
async def caption(on: Surroundings) -> AsyncIterator[Service]:
    await create_topics(on.bus, "caption")
    run = uuid.uuid4().hex[:8]

    async def post(portion: int) -> Mapping[str, Place]:
        prices = {f"{run}-{portion}-{number}": 10 + number for number in range(PORTION)}
        await publish(
            on.bus,
            [
                Outgoing(
                    POSTED,
                    video_id.encode(),
                    json.dumps({"video_id": video_id, "caption": f"New heels only {price}k! Sizes 37–41"}).encode(),
                    (("ce_id", video_id.encode()),) if price % 2 else (),
                )
                for video_id, price in prices.items()
            ],
        )
        return dict.fromkeys(prices, "done")

    async def effects(results: Mapping[str, bytes]) -> None:
        for video_id, value in results.items():
            parsed = CaptionParsed.model_validate_json(value)
            assert parsed.price == 1000 * (10 + int(video_id.rpartition("-")[2]))
            assert parsed.sizes == ["37", "38", "39", "40", "41"]

    yield Service(
        module=("services.caption",),
        env={"CAPTION_METHOD": "rules"},
        queues=[(POSTED, "caption")],
        results=[PARSED],
        post=post,
        key=lambda value: str(json.loads(value)["video_id"]),
        effects=effects,
        waiting=PORTION,
    )
