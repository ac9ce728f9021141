"""Decoding processes that are killed, starved or left alone: the service goes on."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from fixtures.media import clips, hostile
from fixtures.waiting import until
from libs.bus import Retryable
from services.thumbnail.errors import TooCostly
from services.thumbnail.pool import Decoders
from services.thumbnail.scan import ScanRequest
from tests.integration.thumbnail.conftest import LIMITS, decoders

ASK = ScanRequest(480, 6, between=True)
ROOT = Path(__file__).resolve().parents[3]
PARENT = """
import asyncio, sys
from pathlib import Path
from services.thumbnail.limits import VideoLimits
from services.thumbnail.pool import Decoders
from services.thumbnail.scan import ScanRequest

async def main():
    pool = Decoders(2, VideoLimits(60, 50_000_000, 30, 1500 << 20))
    looks = [asyncio.ensure_future(pool.scan(Path(sys.argv[1]), ScanRequest(480, 6, True))) for _ in range(2)]
    await asyncio.gather(*looks)
    print("ready", flush=True)
    while True:
        await asyncio.gather(*(pool.scan(Path(sys.argv[1]), ScanRequest(480, 6, True)) for _ in range(4)))

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.pan(tmp_path_factory.mktemp("pool") / "clip.mp4", seconds=1)


class Endless:
    """A named pipe that never gives a byte: who reads it is at work until ended."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._held: list[int] = []

    async def begun(self) -> None:
        """Wait until somebody reads it, and keep it open from then on."""
        await until(self._read, "the pipe is read")

    def _read(self) -> bool:
        with suppress(OSError):  # ENXIO: nobody reads it yet
            self._held.append(os.open(self.path, os.O_WRONLY | os.O_NONBLOCK))
        return bool(self._held)

    def close(self) -> None:
        for descriptor in self._held:
            os.close(descriptor)


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[Endless]:
    with closing(Endless(tmp_path / "endless.mp4")) as pipe:
        yield pipe


def workers(pool: Decoders) -> list[psutil.Process]:
    """Its processes that are alive."""
    return [psutil.Process(pid) for pid in pool.pool.pids if psutil.pid_exists(pid)]


def ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def test_a_process_that_is_killed_at_work_is_replaced(endless: Endless, clip: Path) -> None:
    with decoders() as pool:
        await pool.scan(clip, ASK)
        (process,) = workers(pool)
        task = asyncio.ensure_future(pool._run(Path.read_bytes, endless.path))
        await endless.begun()
        process.kill()
        with pytest.raises(Retryable, match="ended with status -9"):
            await task
        assert (await pool.scan(clip, ASK)).frames
        assert workers(pool) != [process]


async def test_processes_that_are_killed_while_they_wait_are_replaced(clip: Path) -> None:
    """As the kernel does when memory is short: no video is tried again for it."""
    with decoders(processes=2) as pool:
        await asyncio.gather(pool.scan(clip, ASK), pool.scan(clip, ASK))
        old = workers(pool)
        assert len(old) == 2
        for process in old:
            process.kill()
        # Not only ended: while a thread of it is still ending, it has its socket.
        await until(lambda: not any(psutil.pid_exists(process.pid) for process in old), "the old ones are gone")
        assert all(scan.frames for scan in await asyncio.gather(*(pool.scan(clip, ASK) for _ in range(4))))
        assert len(workers(pool)) == 2
        assert not set(workers(pool)) & set(old)


@pytest.mark.parametrize(("ending", "spare"), [("mp4", 40), ("mov", 2)])
async def test_too_little_memory_is_told_and_the_pool_lives_on(clip: Path, ending: str, spare: int) -> None:
    """A decoder calls it damage when it gets no memory: what is left tells the two apart."""
    large = clip.with_name(f"large.{ending}")
    if ending == "mov":
        hostile.huge(large, 7000)
    else:
        clips.pan(large, size=(7000, 7000), seconds=0.2, options={"preset": "ultrafast"})
    with decoders() as pool:
        assert (await pool.scan(clip, ASK)).frames
        used = max(process.memory_info().vms for process in workers(pool))
    with decoders(LIMITS._replace(memory_bytes=used + (spare << 20))) as pool:
        with pytest.raises(TooCostly, match="THUMBNAIL_DECODE_MEMORY_MB"):
            await pool.scan(large, ASK)
        # With 2 MB, which is what a JPEG decoded small does not get along with, the clip may not do either.
        assert spare == 2 or (await pool.scan(clip, ASK)).frames


async def test_not_enough_memory_to_start_at_all(clip: Path) -> None:
    with decoders(LIMITS._replace(memory_bytes=20 << 20)) as pool:
        for _ in range(2):
            with pytest.raises((Retryable, TooCostly)):
                await pool.scan(clip, ASK)


async def test_what_is_cancelled_is_ended(endless: Endless, clip: Path) -> None:
    with decoders() as pool:
        await pool.scan(clip, ASK)
        (process,) = workers(pool)
        task = asyncio.ensure_future(pool._run(Path.read_bytes, endless.path))
        await endless.begun()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(lambda: ended(process), "the process ends")
        assert (await pool.scan(clip, ASK)).frames


async def test_a_closed_pool_leaves_no_process(clip: Path) -> None:
    with decoders(processes=2) as pool:
        await asyncio.gather(pool.scan(clip, ASK), pool.scan(clip, ASK))
        processes = workers(pool)
        assert len(processes) == 2
    assert all(map(ended, processes))


async def test_a_killed_service_leaves_no_process(clip: Path) -> None:
    service = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, str(clip), cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    try:
        assert service.stdout is not None
        assert await service.stdout.readline() == b"ready\n"
        children = psutil.Process(service.pid).children(recursive=True)
        assert len(children) >= 3, "two that decode, and what starts them"
    finally:
        service.kill()
        await service.wait()
    await until(lambda: all(map(ended, children)), "its processes end")
