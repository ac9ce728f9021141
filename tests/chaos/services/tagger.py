"""The tagger, by rules: the tags of a caption are the same each time."""

import json
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from libs.bus.failure import Outgoing
from libs.events import TagsGenerated
from tests.chaos.harness import Place, Service, Surroundings
from tests.support.records import publish
from tests.support.service_topics import create_topics

PARSED, TAGGED = "caption-parsed", "tags-generated"
PORTION = 500
COLOURS = ("red", "black", "white", "green")


@asynccontextmanager
async def tagger(on: Surroundings) -> AsyncIterator[Service]:
    await create_topics(on.bus, "tagger")
    run = uuid.uuid4().hex[:8]

    async def post(portion: int) -> Mapping[str, Place]:
        colours = {f"{run}-{portion}-{number}": COLOURS[number % len(COLOURS)] for number in range(PORTION)}
        await publish(
            on.bus,
            [
                Outgoing(
                    PARSED,
                    video_id.encode(),
                    json.dumps({"video_id": video_id, "caption": f"New {colour} heels only 55k!"}).encode(),
                    (("ce_id", video_id.encode()),) if number % 2 else (),
                )
                for number, (video_id, colour) in enumerate(colours.items())
            ],
        )
        return dict.fromkeys(colours, "done")

    async def effects(results: Mapping[str, bytes]) -> None:
        for video_id, value in results.items():
            tags = TagsGenerated.model_validate_json(value)
            assert tags.category == "apparel.shoes.heels"
            assert tags.tags == [f"colour:{COLOURS[int(video_id.rpartition('-')[2]) % len(COLOURS)]}"]

    yield Service(
        module=("services.tagger",),
        env={"TAGGER_METHOD": "rules"},
        queues=[(PARSED, "tagger")],
        results=[TAGGED],
        post=post,
        key=lambda value: str(json.loads(value)["video_id"]),
        effects=effects,
        waiting=PORTION,
    )
