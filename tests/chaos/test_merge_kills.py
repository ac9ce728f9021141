"""The merge service is killed while it reads, encodes, uploads, and before it says so: the repeat leaves one result.

At chosen moments, on the embedded broker; at random ones: test_kills.py. In S3: moto's, and the server that AWS_ENDPOINT_URL
names.
"""

import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from fixtures.media.marked import marked, read
from fixtures.waiting import until
from libs.bus import KafkaBus
from libs.storage import Storage, open_storage
from tests.integration.bus.secure_listener import broker_behind
from tests.integration.merge.driving import (
    answers,
    ended,
    post,
    request,
    settings_for,
    unfinished_uploads,
    with_topics,
)
from tests.integration.processes import Process, running
from tests.integration.thumbnail.driving import left_in
from tests.support.s3 import S3Env, s3_settings
from tests.support.stalling_proxy import OFFSET_COMMIT, HttpProxy, KafkaProxy

SESSION = {"KAFKA_SESSION_TIMEOUT_SECONDS": "2", "WORKER_COMMIT_INTERVAL_SECONDS": "0.2"}
"""A killed member is missed for so long before the next one gets its partitions."""
READING = rb"GET /[^ ]*/in/two\.mp4"
UPLOADING = rb"PUT /[^ ]*partNumber=2"
COMPLETED = rb"POST /[^ ]*[?&]uploadId="
FRAMES = 100
HEAVY = {"preset": "ultrafast", "b": "40M", "x264-params": "nal-hrd=cbr:vbv-maxrate=40000:vbv-bufsize=40000:filler=1"}
"""20 MB in four seconds, most of it filler: the result has several parts."""


async def prepared(storage: Storage, folder: Path) -> list[str]:
    """Three inputs; the first is large, the last one is encoded."""
    made = {
        "one.mp4": marked(folder / "one.mp4", 1, frames=FRAMES, options=HEAVY),
        "two.mp4": marked(folder / "two.mp4", 2),
        "three.mp4": marked(folder / "three.mp4", 3, frames=FRAMES, size=(640, 360), sound=None),
    }
    for name, path in made.items():
        await storage.put(storage.uri(f"in/{name}"), path, content_type="video/mp4")
    assert (await storage.head(storage.uri("in/one.mp4"))).size > 15_000_000
    return [storage.uri(f"in/{name}") for name in made]


@pytest.mark.long
async def test_one_merge_is_killed_at_each_of_its_steps(s3: S3Env, root: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    async with AsyncExitStack() as stack:
        kafka = await stack.enter_async_context(KafkaProxy())
        store = await stack.enter_async_context(HttpProxy(s3["AWS_ENDPOINT_URL"].rpartition("/")[2]))
        stack.enter_context(broker_behind(kafka))
        storage = await stack.enter_async_context(open_storage(s3_settings(s3, root)))
        inputs, bus = await prepared(storage, tmp_path), await with_topics(kafka.address)
        by_proxy = s3 | {"AWS_ENDPOINT_URL": f"http://{store.address}"}
        env = settings_for(work, root, by_proxy, STORAGE_CONCURRENCY="32", STORAGE_PART_SIZE_MB="5") | SESSION
        output = storage.uri("merged/p1.mp4")

        @asynccontextmanager
        async def killed(moment: str) -> AsyncIterator[Process]:
            async with running(kafka.address, "services.merge", env=env) as service:
                await service.ready()
                yield service
                assert service.process.returncode is None, service.stderr
                await service.end(signal.SIGKILL)
            assert await answers(bus) == [], moment
            store.go_on()

        await post(bus, [request("p1", inputs)])
        store.stall_at(READING)
        async with killed("reading"):
            await until(store.stalled.is_set, "an input is being read")
        async with killed("encoding"):
            await until(lambda: any(path.stat().st_size for path in left_in(work)), "something is encoded")
        store.stall_at(UPLOADING)
        async with killed("uploading"):
            await until(store.stalled.is_set, "a part is on its way")
        assert len(await unfinished_uploads(s3, root)) == 1, "nobody was left to end it"
        assert [info.uri async for info in storage.list(f"{root}/merged/")] == []
        store.stall_at(COMPLETED)
        async with killed("completed"):
            await until(store.stalled.is_set, "the result is stored")
        first = await storage.head(output)

        # The event is out, but the offset is not committed.
        kafka.stall_at(OFFSET_COMMIT)
        async with running(kafka.address, "services.merge", env=env) as service:
            await until(kafka.stalled.is_set, "the commit is on its way")
            await service.end(signal.SIGKILL)
        assert len(await answers(bus)) == 1
        kafka.go_on()
        async with running(kafka.address, "services.merge", env=env) as service:
            await until(lambda: ended(service, repeated=1), "the merge is found done")
            service.process.terminate()
            assert await service.ended() == 0, service.stderr

        assert (await storage.head(output)).size == first.size
        await check(bus, storage, output, tmp_path)
        assert await unfinished_uploads(s3, root) == []
        assert not list(work.iterdir()), "of the killed ones, too"


async def check(bus: KafkaBus, storage: Storage, output: str, folder: Path) -> None:
    """One answer, told twice with one id; its result has all frames."""
    first, second = await answers(bus)
    assert first == second
    event, _ = first
    assert (event.status, event.uri) == ("merged", output)
    info = await storage.download(output, folder / "result.mp4", limit=100_000_000)
    assert info.size == event.size
    wanted = [(1, FRAMES), (2, 20), (3, FRAMES)]
    seen = [(one.clip, one.frame) for one in read(folder / "result.mp4").frames]
    assert seen == [(clip, frame) for clip, frames in wanted for frame in range(frames)]
    assert {one.uri async for one in storage.list(f"{storage.root}/merged/")} == {output}
