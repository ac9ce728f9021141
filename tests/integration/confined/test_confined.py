"""Confined processes: what they may not do, and what becomes of a task that tries or takes too much."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psutil
import pytest

from fixtures.waiting import until
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor
from libs.confined.kernel import available
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from tests.integration.confined import tasks

LIMITS = ProcessLimits(cpu_seconds=30, wall_seconds=120, memory_bytes=600 << 20)
SECRET = "of-the-store"


@contextmanager
def confined(limits: ProcessLimits = LIMITS) -> Iterator[ConfinedPool]:
    with closing(ConfinedPool(1, limits, (tasks.__name__,), tasks=100)) as pool:
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
        for _ in range(20):
            with suppress(NotStarted, Ended):
                if await pool.run(tasks.parent) != server:
                    break
        assert await pool.run(tasks.parent) != server
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
