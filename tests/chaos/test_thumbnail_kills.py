"""The thumbnail service is killed between storing pictures and saying so: the repeat leaves what was there, and no more.

At chosen moments, on the embedded broker; at random ones: test_kills.py. In S3: moto's, and the server that AWS_ENDPOINT_URL
names.
"""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fixtures.media import clips
from fixtures.waiting import until
from libs.bus import KafkaBus
from libs.events import ThumbnailGenerated
from libs.events.envelope import header
from tests.integration.bus.secure_listener import broker_behind
from tests.integration.processes import running
from tests.integration.thumbnail.driving import (
    GENERATED,
    committed,
    digests,
    has_ended,
    left_in,
    objects,
    post,
    records,
    settings_for,
    with_topics,
)
from tests.support.hostile import HostileServer, hostile_server
from tests.support.s3 import S3Env
from tests.support.stalling_proxy import OFFSET_COMMIT, KafkaProxy, StallingProxy

SESSION = {"KAFKA_SESSION_TIMEOUT_SECONDS": "2", "WORKER_COMMIT_INTERVAL_SECONDS": "0.2"}
"""A killed member is missed for so long before the next one gets its partitions."""


@pytest.fixture
async def web() -> AsyncIterator[HostileServer]:
    async with hostile_server() as server:
        yield server


async def results(bus: KafkaBus) -> list[tuple[ThumbnailGenerated, str | None]]:
    """Each event with its id."""
    return [
        (ThumbnailGenerated.model_validate_json(record.value or b""), header(record.headers, "ce_id"))
        for record in await records(bus, GENERATED)
    ]


async def test_killed_after_the_upload_and_before_the_commit(
    s3: S3Env, root: str, web: HostileServer, tmp_path: Path
) -> None:
    """One video, two deaths: all pictures are stored and the worker was not told; the event is out, the offset is not."""
    work = tmp_path / "work"
    clip = clips.pan(tmp_path / "clip.mp4")
    async with KafkaProxy() as kafka, StallingProxy(s3["AWS_ENDPOINT_URL"].rpartition("/")[2]) as store:
        with broker_behind(kafka):
            bus = await with_topics(kafka.address)
            by_proxy = s3 | {"AWS_ENDPOINT_URL": f"http://{store.address}"}
            env = settings_for(
                work, root, by_proxy, FETCH_ALLOW_PRIVATE=web.address, STORAGE_CONCURRENCY="32", **SMALL
            )  # fmt: skip
            # All pictures are there, but nobody has told the worker.
            async with running(kafka.address, "services.thumbnail", env=env | SESSION) as service:
                await service.ready()  # which the store answered for
                store.stall()
                await post(bus, {"v1": web.file(clip)})
                await until(lambda: stored(s3, root), "all pictures are stored")
                assert len(left_in(work)) == 1, "the video"
                await service.end(signal.SIGKILL)
            assert len(left_in(work)) == 1, "nobody was left to remove it"
            first = await objects(s3, root)
            assert (len(await results(bus)), await committed(bus)) == (0, 0)
            store.go_on()

            # The event is out, but the offset is not committed.
            kafka.stall_at(OFFSET_COMMIT)
            async with running(kafka.address, "services.thumbnail", env=env | SESSION) as service:
                await until(kafka.stalled.is_set, "the commit is on its way")
                assert not left_in(work), "neither its own video nor that of the one before"
                await service.end(signal.SIGKILL)
            assert await objects(s3, root) == first
            assert (len(await results(bus)), await committed(bus)) == (1, 0)
            kafka.go_on()

            async with running(kafka.address, "services.thumbnail", env=env | SESSION) as service:
                await until(lambda: has_ended(service, 1), "the video is done")
                service.process.terminate()
                assert await service.ended() == 0, service.stderr
            assert await committed(bus) == 1
            assert await objects(s3, root) == first, "the same keys, the same bytes, and no others"
            (event, event_id), repeat = await results(bus)
            assert repeat == (event, event_id), "told twice, with one id"
            assert {one.uri: one.sha256 for one in event.thumbnails} == digests(first)
            assert not list(work.iterdir()), "of the killed ones, too"


SMALL = {"THUMBNAIL_COUNT": "1", "THUMBNAIL_DECODERS": "1"}
PICTURES = 6
"""Of one frame: three aspects, two formats."""


async def stored(s3: S3Env, root: str) -> bool:
    return len(await objects(s3, root)) == PICTURES
