"""The merge service: a result is under the key that was asked for, complete, and no upload is left unfinished."""

import json
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fixtures.media.marked import marked, read
from libs.bus.kafka.admin import create
from libs.events import VideoMerged, topic
from libs.events.specs import topic_specs
from libs.storage import open_storage
from tests.chaos.harness import Place, Service, Surroundings
from tests.integration.merge.driving import GROUP, MERGED, REQUESTED, post, request, settings_for, unfinished_uploads
from tests.support.s3 import s3_settings

AT_A_TIME = 2
PORTION = 2 * AT_A_TIME
FRAMES = 60
"""Of each clip: encoding one takes some tenths of a second."""


def clips(folder: Path) -> dict[str, Path]:
    """Clips of different kinds: one of them is encoded, so that a merge takes a while."""
    return {
        "one.mp4": marked(folder / "one.mp4", 1, frames=FRAMES),
        "two.mkv": marked(folder / "two.mkv", 2, frames=FRAMES, size=(640, 360), sound_rate=44_100),
        "three.mp4": marked(folder / "three.mp4", 3, frames=FRAMES, sound=None),
    }


@asynccontextmanager
async def merge(on: Surroundings) -> AsyncIterator[Service]:
    await create(on.bus, list(topic_specs([topic(REQUESTED), topic(MERGED)])))
    run, work = uuid.uuid4().hex[:8], on.folder / "work"
    async with open_storage(s3_settings(on.s3, on.root)) as storage:
        uris = []
        for name, path in clips(on.folder).items():
            uris.append(storage.uri(f"in/{name}"))
            await storage.put(uris[-1], path, content_type="video/mp4")

        async def post_requests(portion: int) -> Mapping[str, Place]:
            names = [f"{run}-{portion}-{number}" for number in range(PORTION)]
            await post(on.bus, [request(name, uris) for name in names])
            return dict.fromkeys(names, "done")

        async def effects(results: Mapping[str, bytes]) -> None:
            events = {name: VideoMerged.model_validate_json(value) for name, value in results.items()}
            assert {event.status for event in events.values()} == {"merged"}
            for name, event in events.items():
                assert event.uri == storage.uri(f"merged/{name}.mp4")
                assert (await storage.head(event.uri)).size == event.size
            path = on.folder / "result.mp4"
            await storage.download(next(iter(events.values())).uri or "", path, limit=10_000_000)
            seen = [(one.clip, one.frame) for one in read(path).frames]
            assert seen == [(clip, frame) for clip in (1, 2, 3) for frame in range(FRAMES)]
            stored = {info.uri async for info in storage.list(f"{on.root}/merged/")}
            assert stored == {event.uri for event in events.values()}
            assert await unfinished_uploads(on.s3, on.root) == []

        yield Service(
            module=("services.merge",),
            env=settings_for(work, on.root, on.s3, MERGE_PROCESSES=str(AT_A_TIME)),
            queues=[(REQUESTED, GROUP)],
            results=[MERGED],
            post=post_requests,
            key=lambda value: str(json.loads(value)["pipeline_id"]),
            folder=work,
            files_are_work=True,
            effects=effects,
            portions=2,
            rounds=3,
        )
