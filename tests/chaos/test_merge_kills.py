"""The merge service is killed while it reads, encodes, uploads, and before it says so: the repeat leaves one result.

At chosen moments, on the embedded broker; at random ones: test_kills.py. In S3: moto's, and the server that AWS_ENDPOINT_URL
names.
"""

import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
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


class Setup(NamedTuple):
    """A broker and a store that can stall, with inputs and a request."""

    kafka: KafkaProxy
    store: HttpProxy
    bus: KafkaBus
    storage: Storage
    work: Path
    env: dict[str, str]

    @property
    def output(self) -> str:
        return self.storage.uri("merged/p1.mp4")

    def running(self, **more: str) -> AbstractAsyncContextManager[Process]:
        return running(self.kafka.address, "services.merge", env=self.env | more)


@pytest.fixture
async def setup(s3: S3Env, root: str, tmp_path: Path) -> AsyncIterator[Setup]:
    work = tmp_path / "work"
    async with AsyncExitStack() as stack:
        kafka = await stack.enter_async_context(KafkaProxy())
        store = await stack.enter_async_context(HttpProxy(s3["AWS_ENDPOINT_URL"].rpartition("/")[2]))
        stack.enter_context(broker_behind(kafka))
        storage = await stack.enter_async_context(open_storage(s3_settings(s3, root)))
        inputs, bus = await prepared(storage, tmp_path), await with_topics(kafka.address)
        by_proxy = s3 | {"AWS_ENDPOINT_URL": f"http://{store.address}"}
        env = settings_for(work, root, by_proxy, STORAGE_CONCURRENCY="32", STORAGE_PART_SIZE_MB="5") | SESSION
        await post(bus, [request("p1", inputs)])
        yield Setup(kafka, store, bus, storage, work, env)


@pytest.mark.long
async def test_a_merging_process_that_is_killed_and_a_service_that_is_stopped(
    setup: Setup, s3: S3Env, root: str, tmp_path: Path
) -> None:
    """The request is tried again; a stop ends the merge and its upload, and another process begins it again."""
    setup.store.stall_at(UPLOADING)
    async with setup.running(WORKER_SHUTDOWN_DRAIN_SECONDS="0") as service:
        await until(setup.store.stalled.is_set, "a part is on its way")
        service.process.terminate()
        await service.says("draining")
        setup.store.go_on()
        assert await service.ended() == 0, service.stderr
    assert (await answers(setup.bus), await unfinished_uploads(s3, root)) == ([], [])
    assert not list(setup.work.iterdir())

    setup.store.stall_at(READING)
    async with setup.running() as service:
        await until(setup.store.stalled.is_set, "an input is being read")
        pid = service.process.pid
        (process,) = (one for one in psutil.Process(pid).children(recursive=True) if one.ppid() != pid)
        process.kill()
        setup.store.go_on()
        await until(lambda: ended(service, merged=1), "it is merged by the next attempt")
        service.process.terminate()
        assert await service.ended() == 0, service.stderr
    assert "the merging process was killed: out of memory?" in service.stderr
    await check(setup.bus, setup.storage, setup.output, tmp_path, told=1)
    assert await unfinished_uploads(s3, root) == []


@pytest.mark.long
async def test_one_merge_is_killed_at_each_of_its_steps(setup: Setup, s3: S3Env, root: str, tmp_path: Path) -> None:
    kafka, store, bus, storage, work, _ = setup

    @asynccontextmanager
    async def killed(moment: str) -> AsyncIterator[Process]:
        async with setup.running() as service:
            await service.ready()
            yield service
            assert service.process.returncode is None, service.stderr
            await service.end(signal.SIGKILL)
        assert await answers(bus) == [], moment
        store.go_on()

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
    first = await storage.head(setup.output)

    # The event is out, but the offset is not committed.
    kafka.stall_at(OFFSET_COMMIT)
    async with setup.running() as service:
        await until(kafka.stalled.is_set, "the commit is on its way")
        await service.end(signal.SIGKILL)
    assert len(await answers(bus)) == 1
    kafka.go_on()
    async with setup.running() as service:
        await until(lambda: ended(service, repeated=1), "the merge is found done")
        service.process.terminate()
        assert await service.ended() == 0, service.stderr

    assert (await storage.head(setup.output)).size == first.size
    await check(bus, storage, setup.output, tmp_path, told=2)
    assert await unfinished_uploads(s3, root) == []
    assert not list(work.iterdir()), "of the killed ones, too"


async def check(bus: KafkaBus, storage: Storage, output: str, folder: Path, *, told: int) -> None:
    """One answer, sent so often with one id; its result has all frames."""
    first, *others = await answers(bus)
    assert others == [first] * (told - 1)
    event, _ = first
    assert (event.status, event.uri) == ("merged", output)
    info = await storage.download(output, folder / "result.mp4", limit=100_000_000)
    assert info.size == event.size
    wanted = [(1, FRAMES), (2, 20), (3, FRAMES)]
    seen = [(one.clip, one.frame) for one in read(folder / "result.mp4").frames]
    assert seen == [(clip, frame) for clip, frames in wanted for frame in range(frames)]
    assert {one.uri async for one in storage.list(f"{storage.root}/merged/")} == {output}
