"""A confined process that asks its parent: its messages, its limits, and that nothing of it is left."""

import asyncio
import os
import signal
import threading
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psutil
import pytest

from libs.confined.channel import Message
from libs.confined.errors import Ended, InvalidMessage, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.limits import ProcessLimits
from libs.confined.process import run_confined
from tests.integration.confined import tasks

LIMITS = ProcessLimits.of_tasks(20, 1500 << 20)
MIB = 1024 * 1024


async def test_bytes_go_both_ways() -> None:
    heard: list[Message] = []

    async def answer(message: Message) -> Message | None:
        if "wanted" in message.content:
            return Message({}, bytes(message.content["wanted"]))
        heard.append(message)
        return None

    await run_confined(tasks.converse, (5, 3 * MIB), limits=LIMITS, preload=(), answer=answer)
    assert heard == [Message({"total": 15 * MIB})]


@pytest.mark.parametrize(
    ("what", "limits", "error"),
    [
        ("spin", LIMITS._replace(cpu_seconds=0.3), OutOfProcessor),
        ("wait", LIMITS._replace(wall_seconds=3), TimedOut),
        ("memory", LIMITS._replace(memory_bytes=800 << 20), OutOfMemory),
        ("status", LIMITS, Ended),
        ("socket", LIMITS, Ended),
        ("close", LIMITS._replace(wall_seconds=3), TimedOut),
        ("huge", LIMITS, InvalidMessage),
        ("not JSON", LIMITS, InvalidMessage),
        ("deep", LIMITS, InvalidMessage),
        ("a list", LIMITS, InvalidMessage),
    ],
)
async def test_a_limit_ends_it(what: str, limits: ProcessLimits, error: type[Exception]) -> None:
    begun: list[int] = []

    async def answer(message: Message) -> None:
        begun.append(message.content["begun"])

    with pytest.raises(error):
        await run_confined(tasks.with_channel, (what,), limits=limits, preload=(), answer=answer)
    assert not psutil.pid_exists(begun[0])


@pytest.mark.parametrize(("size", "outcome"), [(1000, "done"), (MIB + 1, "OSError")])
async def test_files_are_limited(size: int, outcome: str, tmp_path: Path) -> None:
    heard: list[str] = []

    async def answer(message: Message) -> None:
        heard.append(message.content["outcome"])

    limits = LIMITS._replace(file_bytes=MIB)
    path = tmp_path / "file"
    await run_confined(tasks.written, (str(path), size), limits=limits, preload=(), answer=answer)
    assert heard == [outcome]
    assert path.stat().st_size <= MIB


async def test_an_error_of_the_parent_ends_it() -> None:
    async def answer(message: Message) -> None:
        begun.append(message.content["begun"])
        raise KeyError("x")

    begun: list[int] = []
    with pytest.raises(KeyError):
        await run_confined(tasks.with_channel, ("wait",), limits=LIMITS, preload=(), answer=answer)
    assert not psutil.pid_exists(begun[0])


@pytest.mark.parametrize("ending", ["cancel", "limit"])
async def test_it_ends_while_an_answer_is_pending(ending: str) -> None:
    """An answer takes as long as the store does."""
    begun: list[int] = []
    asked = asyncio.Event()

    async def answer(message: Message) -> Message | None:
        if "begun" in message.content:
            begun.append(message.content["begun"])
            return None
        asked.set()
        await asyncio.Event().wait()
        return Message({})

    limits = LIMITS._replace(wall_seconds=1) if ending == "limit" else LIMITS
    running = asyncio.ensure_future(
        run_confined(tasks.with_channel, ("ask",), limits=limits, preload=(), answer=answer)
    )
    if ending == "cancel":
        await asked.wait()
        running.cancel()
    with pytest.raises(TimedOut if ending == "limit" else asyncio.CancelledError):
        await running
    assert not psutil.pid_exists(begun[0])


async def test_a_process_that_starts_ends_with_its_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled before anybody knows the process."""
    started: list[int] = []
    starting, cancelled = threading.Event(), threading.Event()
    start = ForkServerProcess.start

    def late(self: ForkServerProcess) -> None:
        start(self)
        started.append(self.pid or 0)
        starting.set()
        cancelled.wait(30)

    monkeypatch.setattr(ForkServerProcess, "start", late)

    async def answer(message: Message) -> None:
        raise AssertionError(message)

    running = asyncio.ensure_future(
        run_confined(tasks.with_channel, ("wait",), limits=LIMITS, preload=(), answer=answer)
    )
    await asyncio.to_thread(starting.wait)
    running.cancel()
    running.cancel()
    asyncio.get_running_loop().call_later(0.05, cancelled.set)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not psutil.pid_exists(started[0])


@pytest.mark.parametrize("ending", ["cancel", "kill"])
async def test_it_ends_with_its_caller_and_by_a_signal(ending: str) -> None:
    begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(message: Message) -> None:
        begun.set_result(message.content["begun"])

    before = len(os.listdir("/proc/self/fd"))
    running = asyncio.ensure_future(
        run_confined(tasks.with_channel, ("wait",), limits=LIMITS, preload=(), answer=answer)
    )
    number = await begun
    if ending == "cancel":
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    else:
        os.kill(number, signal.SIGKILL)
        with pytest.raises(Ended, match="-9"):
            await running
    assert not psutil.pid_exists(number)
    assert len(os.listdir("/proc/self/fd")) <= before + 3  # the fork server's, at first
