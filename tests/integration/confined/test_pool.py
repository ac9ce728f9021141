"""A pool of confined processes: tasks that end badly, callers that go, processes that lie, and the end of the pool."""

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psutil
import pytest

from fixtures.waiting import until
from libs.confined.errors import InvalidMessage, NotStarted, Raised, TimedOut
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from tests.integration.confined import tasks

LIMITS = ProcessLimits(cpu_seconds=30, wall_seconds=120, memory_bytes=600 << 20)


@contextmanager
def confined(processes: int = 1, limits: ProcessLimits = LIMITS, number: int = 100) -> Iterator[ConfinedPool]:
    with closing(ConfinedPool(processes, limits, (tasks.__name__,), tasks=number)) as pool:
        yield pool


class Endless:
    """A task that does not end: it reads a named pipe that is never closed."""

    def __init__(self, pool: ConfinedPool, path: Path) -> None:
        os.mkfifo(path)
        self._path = path
        self._held: list[int] = []
        self.running = asyncio.create_task(pool.run(Path.read_bytes, path))

    async def begun(self) -> None:
        await until(self._read, "the pipe is read")

    def _read(self) -> bool:
        with suppress(OSError):  # ENXIO: nobody reads it yet
            self._held.append(os.open(self._path, os.O_WRONLY | os.O_NONBLOCK))
        return bool(self._held)

    def close(self) -> None:
        for descriptor in self._held:
            os.close(descriptor)


async def test_as_many_processes_as_allowed_and_none_before_it_is_needed() -> None:
    with confined(2) as pool:
        assert not pool.pids
        first = await pool.run(tasks.me)
        assert [await pool.run(tasks.me), pool.pids] == [first, [first]]
        found = await asyncio.gather(*(pool.run(tasks.me) for _ in range(8)))
        assert set(found) <= set(pool.pids)
        assert len(pool.pids) == 2


async def test_a_process_is_replaced_after_its_tasks() -> None:
    with confined(number=2) as pool:
        one, two, three = [await pool.run(tasks.me) for _ in range(3)]
        assert one == two != three
        assert pool.pids == [three]


async def test_a_task_that_takes_too_long_is_ended_alone(tmp_path: Path) -> None:
    with confined(limits=LIMITS._replace(wall_seconds=3)) as pool, closing(Endless(pool, tmp_path / "pipe")) as endless:
        with pytest.raises(TimedOut, match="took more than 3 s"):
            await endless.running
        pool._limits = LIMITS  # however slow the machine is
        assert [await pool.run(tasks.me)] == pool.pids


async def test_who_is_cancelled_leaves_the_process_to_others(tmp_path: Path) -> None:
    with confined() as pool, closing(Endless(pool, tmp_path / "pipe")) as endless:
        await endless.begun()
        (killed,) = pool.pids
        gone, patient = (asyncio.create_task(pool.run(tasks.me)) for _ in range(2))
        await asyncio.sleep(0)  # both wait
        gone.cancel()
        endless.running.cancel()
        for task in (gone, endless.running):
            with pytest.raises(asyncio.CancelledError):
                await task
        assert [await patient] == pool.pids != [killed]
        assert not psutil.pid_exists(killed)


class Late:
    """A process that starts when it may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pids: list[int] = []
        self._begun, self.may_go_on = threading.Event(), threading.Event()
        start = ForkServerProcess.start

        def late(process: ForkServerProcess) -> None:
            start(process)
            self.pids.append(process.pid or 0)
            self._begun.set()
            self.may_go_on.wait(60)

        monkeypatch.setattr(ForkServerProcess, "start", late)

    async def begun(self) -> None:
        await asyncio.to_thread(self._begun.wait)


async def test_who_is_cancelled_while_a_process_starts_leaves_it_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    late = Late(monkeypatch)
    with confined() as pool:
        hasty = asyncio.create_task(pool.run(tasks.me))
        await late.begun()
        hasty.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hasty
        late.may_go_on.set()
        assert [await pool.run(tasks.me)] == late.pids


async def test_a_process_that_starts_while_the_pool_is_closed_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    late = Late(monkeypatch)
    with confined() as pool:
        running = asyncio.create_task(pool.run(tasks.me))
        await late.begun()
    late.may_go_on.set()
    with pytest.raises(NotStarted, match="the pool is closed"):
        await running
    assert not psutil.pid_exists(late.pids[0])


async def test_a_task_that_runs_while_the_pool_is_closed_did_not_fail(tmp_path: Path) -> None:
    with confined() as pool, closing(Endless(pool, tmp_path / "pipe")) as endless:
        await endless.begun()
        waiting = asyncio.create_task(pool.run(tasks.me))
        await asyncio.sleep(0)  # it waits
        (pid,) = pool.pids
        pool.close()
        assert not psutil.pid_exists(pid)
        for task in (endless.running, waiting):
            with pytest.raises(NotStarted, match="the pool is closed"):
                await task


async def test_nothing_is_left_open() -> None:
    with confined() as pool:
        await pool.run(tasks.me)
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            with pytest.raises(InvalidMessage):
                await pool.run(tasks.forged, [("[]", b"")])
            await pool.run(tasks.me)
        assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("[]", b""),
        ("no JSON", b""),
        ("[" * 10_000, b""),
        ("{}", b""),
        (" " * 200_000 + "{}", b""),
        ('{"result": "text"}', b""),
        ('{"result": [0]}', b""),
        ('{"result": {"unheard": 1}}', b""),
        ('{"result": {"bytes": -1}}', b"x"),
        ('{"result": {"array": [2, 2]}}', b"x"),
        ('{"result": {"array": [-1]}}', b"x"),
        ('{"raised": ["KeyError"], "trace": ""}', b""),
        ('{"raised": ["UnicodeDecodeError", []], "trace": ""}', b""),
    ],
)
async def test_of_a_process_that_lies_nothing_but_data_is_taken(text: str, data: bytes) -> None:
    with confined() as pool:
        before = await pool.run(tasks.me)
        with pytest.raises(InvalidMessage):
            await pool.run(tasks.forged, [(text, data)])
        assert await pool.run(tasks.me) != before
        assert not psutil.pid_exists(before), "it is not trusted any more"


async def test_a_process_that_says_more_than_it_was_asked_is_replaced() -> None:
    with confined() as pool:
        before = await pool.run(tasks.me)
        assert await pool.run(tasks.forged, [('{"result": 7}', b""), ('{"result": 8}', b"")]) == 7
        assert await pool.run(tasks.me) not in (8, before)


async def test_errors_come_back_as_known_classes() -> None:
    with confined() as pool:
        with pytest.raises(Raised, match=r"the task raised Odd: \['very', 1, 'x'\]"):
            await pool.run(tasks.odd)
        # Python's own that are not errors of a task are not raised here.
        with pytest.raises(Raised, match="SystemExit"):
            await pool.run(tasks.forged, [('{"raised": ["SystemExit", []], "trace": ""}', b"")])
    with closing(ConfinedPool(1, LIMITS, (tasks.__name__,), tasks=9, errors=(tasks.Odd,))) as pool:
        with pytest.raises(tasks.Odd) as raised:
            await pool.run(tasks.odd)
        assert raised.value.args == ("very", 1, "x")
        assert not hasattr(raised.value, "__notes__")
        with pytest.raises(KeyError) as bug:
            await pool.run(tasks.attempted, "unheard")
        assert "in attempted" in bug.value.__notes__[0]
