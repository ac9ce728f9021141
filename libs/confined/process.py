"""A confined process for one long task, which asks its parent for what it may not do itself."""

import asyncio
import gc
import multiprocessing
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from multiprocessing.context import ForkServerProcess

from libs.confined.channel import Channel, Message, ParentChannel
from libs.confined.confine import OUT_OF_MEMORY, OUT_OF_PROCESSOR, confine, or_exit
from libs.confined.environment import start_server
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.limits import ProcessLimits
from libs.confined.pool import PRELOADED

Work = Callable[..., None]
"""Runs in the process: takes its Channel, and the arguments."""
Answer = Callable[[Message], Awaitable[Message | None]]
"""Runs in the parent's event loop, for each message; returns the answer, or None if the process waits for none."""


async def run_confined(
    work: Work, args: Sequence[object], *, limits: ProcessLimits, preload: Sequence[str], answer: Answer
) -> None:
    """Call `work(channel, *args)` in a new confined process, and answer its messages until it ends.

    Raises what `answer` raises, and ConfinedError if the process exceeded a limit, sent what is not a message, or ended
    with another status than 0. Whatever is raised, and if the caller is cancelled, the process has ended then.
    """
    starting = asyncio.ensure_future(asyncio.to_thread(_started, work, args, limits, preload))
    try:
        process, connection = await asyncio.shield(starting)
        async with asyncio.timeout(limits.wall_seconds) as deadline:
            await _answered(ParentChannel(connection), answer)
            await _ended(process)
    except TimeoutError:
        if deadline.expired():
            raise TimedOut(f"took more than {limits.wall_seconds:g} s") from None
        raise
    finally:
        await _finished(asyncio.ensure_future(_left(starting)))
    _check(process, limits)


async def _answered(channel: ParentChannel, answer: Answer) -> None:
    """Answer the messages until the process closes the channel."""
    with suppress(EOFError):
        while True:
            reply = await answer(await channel.receive())
            if reply is not None:
                # If it ended meanwhile, its status says why.
                with suppress(OSError):
                    await channel.send(*reply)


async def _ended(process: ForkServerProcess) -> None:
    """Wait for the end of the process, without a thread."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(process.sentinel, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()


async def _left(starting: "asyncio.Future[tuple[ForkServerProcess, socket.socket]]") -> None:
    """Leave nothing of a process that is starting, running or ended."""
    with suppress(NotStarted):
        process, connection = await starting
        process.kill()
        await _ended(process)
        connection.close()


async def _finished(task: "asyncio.Future[None]") -> None:
    """Wait for the end of `task`, then raise the cancellation that came meanwhile."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    task.result()


def _started(
    work: Work, args: Sequence[object], limits: ProcessLimits, preload: Sequence[str]
) -> tuple[ForkServerProcess, socket.socket]:
    start_server()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED, confine.__module__, *preload])
    ours, theirs = socket.socketpair()
    process = context.Process(target=_run, args=(theirs, work, limits, args), daemon=True)
    try:
        process.start()
    except OSError as error:
        ours.close()
        raise NotStarted(f"no process could be started: {error.strerror or error}") from None
    finally:
        theirs.close()
    return process, ours


def _run(connection: socket.socket, work: Work, limits: ProcessLimits, args: Sequence[object]) -> None:
    confine(limits)
    gc.freeze()  # what the fork server loaded stays: a search for garbage need not touch, and so copy, it
    or_exit(work, limits.cpu_seconds, (Channel(connection), *args))
    # Without waiting for threads of codecs.
    os._exit(0)


def _check(process: ForkServerProcess, limits: ProcessLimits) -> None:
    status = process.exitcode
    if status == OUT_OF_MEMORY:
        raise OutOfMemory(f"takes more than {limits.memory_bytes >> 20} MB")
    if status == OUT_OF_PROCESSOR:
        raise OutOfProcessor(f"takes more than {limits.cpu_seconds:g} s")
    if status:
        raise Ended(status)
