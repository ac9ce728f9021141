"""A confined process for one long task, which asks its parent for what it may not do itself.

Messages are JSON with bytes beside it: whatever an attacked process sends, the parent only reads data.
"""

import asyncio
import json
import multiprocessing
import os
from collections.abc import Awaitable, Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any, NamedTuple

from libs.confined.confine import OUT_OF_MEMORY, OUT_OF_PROCESSOR, confine, or_exit
from libs.confined.environment import start_server
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.limits import ProcessLimits
from libs.confined.pool import PRELOADED

LONGEST_JSON = 4 * 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024
"""Limits of a message."""


class Message(NamedTuple):
    """What one side says to the other."""

    content: dict[str, Any]
    """JSON."""
    data: bytes = b""


class Channel:
    """One end of the connection between the parent and the process. Blocks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def send(self, content: dict[str, Any], data: bytes = b"") -> None:
        """Send a message. Raises OSError if the other side has ended."""
        self._connection.send_bytes(json.dumps(content | ({"bytes": len(data)} if data else {})).encode())
        if data:
            self._connection.send_bytes(data)

    def receive(self) -> Message:
        """The next message. Raises EOFError if the other side has ended, ValueError for what is not a message."""
        content = json.loads(self._connection.recv_bytes(LONGEST_JSON))
        if not isinstance(content, dict):
            raise ValueError("a message must be a JSON object")
        data = self._connection.recv_bytes(MOST_BYTES) if content.pop("bytes", 0) else b""
        return Message(content, data)

    def ask(self, content: dict[str, Any], data: bytes = b"") -> Message:
        """Send a message and return the answer."""
        self.send(content, data)
        return self.receive()


Work = Callable[..., None]
"""Runs in the process: takes its Channel, and the arguments."""
Answer = Callable[[Message], Awaitable[Message | None]]
"""Runs in the parent's event loop, for each message; returns the answer, or None if the process waits for none."""


async def run_confined(
    work: Work, args: Sequence[object], *, limits: ProcessLimits, preload: Sequence[str], answer: Answer
) -> None:
    """Call `work(channel, *args)` in a new confined process, and answer its messages until it ends.

    Raises what `answer` raises; then, and if the caller is cancelled, the process is killed. Raises ConfinedError if
    the process exceeded a limit, or ended with another status than 0.
    """
    process, channel, connection = await asyncio.to_thread(_started, work, args, limits, preload)
    loop = asyncio.get_running_loop()

    def serve() -> None:
        while True:
            try:
                message = channel.receive()
            except (EOFError, OSError):
                return
            reply = asyncio.run_coroutine_threadsafe(_coroutine(answer, message), loop).result()
            if reply is not None:
                try:
                    channel.send(*reply)
                except OSError:
                    return  # it has ended

    serving = asyncio.ensure_future(asyncio.to_thread(serve))
    try:
        async with asyncio.timeout(limits.wall_seconds):
            await asyncio.shield(serving)
    except BaseException as error:
        process.kill()
        if isinstance(error, TimeoutError) and not serving.done():
            raise TimedOut(f"took more than {limits.wall_seconds:g} s") from None
        raise
    finally:
        await _ended(process, serving)
        connection.close()
    _check(process, limits)


async def _coroutine(answer: Answer, message: Message) -> Message | None:
    return await answer(message)


async def _ended(process: ForkServerProcess, serving: "asyncio.Future[None]") -> None:
    """Wait for the process and the thread, also if the caller is cancelled meanwhile."""
    ending = asyncio.ensure_future(asyncio.to_thread(process.join))
    while not (ending.done() and serving.done()):
        try:
            await asyncio.wait([ending, serving])
        except asyncio.CancelledError:
            process.kill()


def _started(
    work: Work, args: Sequence[object], limits: ProcessLimits, preload: Sequence[str]
) -> tuple[ForkServerProcess, Channel, Connection]:
    start_server()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED, confine.__module__, *preload])
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, limits, args), daemon=True)
    try:
        process.start()
    except OSError as error:
        ours.close()
        raise NotStarted(f"no process could be started: {error.strerror or error}") from None
    finally:
        theirs.close()
    return process, Channel(ours), ours


def _run(connection: Connection, work: Work, limits: ProcessLimits, args: Sequence[object]) -> None:
    confine(limits)
    or_exit(work, limits.cpu_seconds, (Channel(connection), *args))
    # Without waiting for threads of codecs.
    connection.close()
    os._exit(0)


def _check(process: ForkServerProcess, limits: ProcessLimits) -> None:
    status = process.exitcode
    if status == OUT_OF_MEMORY:
        raise OutOfMemory(f"takes more than {limits.memory_bytes >> 20} MB")
    if status == OUT_OF_PROCESSOR:
        raise OutOfProcessor(f"takes more than {limits.cpu_seconds:g} s")
    if status:
        raise Ended(status)
