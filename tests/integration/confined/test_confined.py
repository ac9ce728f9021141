"""Confined processes: what they may not do, and what becomes of a task that tries or takes too much."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from libs.confined.errors import Ended, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.kernel import available
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from tests.integration.confined import tasks
from tests.waiting import until

LIMITS = ProcessLimits(cpu_seconds=30, wall_seconds=120, memory_bytes=600 << 20)
SECRET = "of-the-store"
SHARED = 100_000


@contextmanager
def confined(limits: ProcessLimits = LIMITS) -> Iterator[ConfinedPool]:
    with closing(ConfinedPool(1, limits, (tasks.__name__,), tasks=100, shared=SHARED)) as pool:
        yield pool


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
async def test_no_secret_is_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in that of a process that comes after the fork server was killed, which multiprocessing starts by itself."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    with confined() as pool:
        server = await pool.run(tasks.parent)
        names, block = await pool.run(tasks.environment)
        assert "PATH" in names
        assert "AWS_SECRET_ACCESS_KEY" not in names
        assert SECRET.encode() not in block
        os.kill(server, signal.SIGKILL)
        await until(lambda: not psutil.pid_exists(server) or _is_zombie(server), "the fork server is gone")
        old = pool.pids
        os.kill(*old, signal.SIGKILL)
        assert await pool.run(tasks.parent) != server
        assert pool.pids != old
        names, block = await pool.run(tasks.environment)
        assert "AWS_SECRET_ACCESS_KEY" not in names
        assert SECRET.encode() not in block
        assert os.environ["AWS_SECRET_ACCESS_KEY"] == SECRET, "ours stays as it is"


def _is_zombie(pid: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


@pytest.mark.skipif(not available(), reason="this kernel has no seccomp filter")
async def test_what_it_may_not_do() -> None:
    with confined() as pool:
        found = {what: await pool.run(tasks.attempted, what) for what in tasks.ATTEMPTS}
    assert found == {
        "fork": "PermissionError", "program": "PermissionError", "execute": "PermissionError",
        "connect": "PermissionError", "local socket": "PermissionError", "write": "OSError", "thread": "done",
    }  # fmt: skip


async def test_processor_time_is_limited_for_each_task() -> None:
    """In C as well, and the next task has its own time."""
    with confined(LIMITS._replace(cpu_seconds=0.1)) as pool:
        assert await pool.run(tasks.much, 1) == 1 << 20
        with pytest.raises(OutOfProcessor, match=r"takes more than 0\.1 s"):
            await pool.run(tasks.spin)
        assert await pool.run(tasks.much, 1) == 1 << 20


async def test_memory_is_limited() -> None:
    with confined() as pool:
        with pytest.raises(OutOfMemory, match="takes more than 600 MB"):
            await pool.run(tasks.much, 700)
        assert await pool.run(tasks.much, 10) == 10 << 20


async def test_a_task_that_ends_its_process_ends_nothing_else() -> None:
    with confined() as pool:
        with pytest.raises(Ended, match="ended with status 3"):
            await pool.run(tasks.ended, 3)
        assert await pool.run(tasks.much, 1) == 1 << 20


async def test_what_the_task_raises_comes_back() -> None:
    with confined() as pool, pytest.raises(KeyError, match="unheard"):
        await pool.run(tasks.attempted, "unheard")


@pytest.mark.parametrize("count", [0, 1, SHARED, SHARED + 1, 3_000_000])
async def test_bytes_come_through_shared_memory_where_they_fit(count: int) -> None:
    with confined() as pool:
        first = await pool.run(tasks.buffered, count)
        await pool.run(tasks.buffered, SHARED)
        word, data = first
    assert (word, bytes(data)) == ("sent", b"x" * count)


async def test_what_cannot_be_sent_is_an_error_of_its_task() -> None:
    with confined() as pool:
        with pytest.raises(TypeError, match="cannot be sent"):
            await pool.run(tasks.unsendable)
        with pytest.raises((TypeError, AttributeError)):
            await pool.run(lambda: 1)
        assert await pool.run(tasks.much, 1) == 1 << 20


async def test_a_task_that_takes_too_long_on_the_clock_is_ended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless")
    with confined(LIMITS._replace(wall_seconds=1)) as pool:
        with pytest.raises(TimedOut, match="took more than 1 s"):
            await pool.run(Path.read_bytes, tmp_path / "endless")
        assert pool.pids == []


async def test_a_process_that_is_killed_while_it_waits_costs_no_task() -> None:
    with confined() as pool:
        await pool.run(tasks.much, 1)
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        assert await pool.run(tasks.much, 1) == 1 << 20
        assert pool.pids != [pid]


async def test_a_fresh_process_takes_over_after_so_many_tasks() -> None:
    with closing(ConfinedPool(1, LIMITS, (tasks.__name__,), tasks=2)) as pool:
        seen = [await pool.run(os.getpid) for _ in range(5)]
    assert [seen.count(pid) for pid in dict.fromkeys(seen)] == [2, 2, 1]


async def test_tasks_that_are_cancelled_leave_the_pool_whole() -> None:
    """While a process starts, while they wait for one, and at work."""
    with confined() as pool:
        for turns in (1, 2, 5):
            some = [asyncio.create_task(pool.run(tasks.much, 1)) for _ in range(4)]
            for _ in range(turns):
                await asyncio.sleep(0)
            for task in some[:3]:
                task.cancel()
            found = await asyncio.gather(*some, return_exceptions=True)
            assert found[3] == 1 << 20
            assert len(pool.pids) == 1
