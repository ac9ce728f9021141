"""The thumbnail service: pictures are stored under names made of their content, so that a repeat adds none."""

import json
import os
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fixtures.media import clips
from libs.events import ThumbnailGenerated
from tests.chaos.harness import Place, Service, Surroundings
from tests.integration.thumbnail.driving import GENERATED, GROUP, POSTED, digests, objects, post, settings_for
from tests.support.hostile import hostile_server
from tests.support.service_topics import create_topics

AT_A_TIME = 2
VIDEOS = int(os.environ.get("CHAOS_VIDEOS", "12"))
PORTION = 2 * AT_A_TIME


@asynccontextmanager
async def thumbnail(on: Surroundings) -> AsyncIterator[Service]:
    await create_topics(on.bus, "thumbnail")
    run, work = uuid.uuid4().hex[:8], on.folder / "work"
    clip = clips.pan(on.folder / "clip.mp4", size=(720, 1280), seconds=10, fps=25)
    async with hostile_server() as web:

        async def post_videos(portion: int) -> Mapping[str, Place]:
            names = [f"{run}-{portion}-{number}" for number in range(PORTION)]
            await post(on.bus, dict.fromkeys(names, web.file(clip)))
            return dict.fromkeys(names, "done")

        async def effects(results: Mapping[str, bytes]) -> None:
            events = [ThumbnailGenerated.model_validate_json(value) for value in results.values()]
            assert {event.status for event in events} == {"generated"}
            named = {one.uri: one.sha256 for event in events for one in event.thumbnails}
            assert digests(await objects(on.s3, on.root)) == named, (
                "each picture is as its event says, and there are no others"
            )

        yield Service(
            module=("services.thumbnail",),
            env=settings_for(
                work, on.root, on.s3, FETCH_ALLOW_PRIVATE=web.address, WORKER_CONCURRENCY=str(AT_A_TIME),
                THUMBNAIL_DECODERS="1",
            ),
            queues=[(POSTED, GROUP)],
            results=[GENERATED],
            post=post_videos,
            key=lambda value: str(json.loads(value)["video_id"]),
            folder=work,
            files_are_work=True,
            effects=effects,
            portions=VIDEOS // PORTION,
            rounds=3,
        )  # fmt: skip
