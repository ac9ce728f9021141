"""A confined process for one long task, which asks its parent for what it may not do itself."""

import asyncio
import gc
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from libs.confined.channel import Channel, Message
from libs.confined.child import Child, failure
from libs.confined.confine import confine, or_exit
from libs.confined.errors import NotStarted, TimedOut
from libs.confined.limits import ProcessLimits
from libs.confined.parent_channel import ParentChannel

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
    starting = asyncio.ensure_future(asyncio.to_thread(Child.start, _run, (work, limits, args), preload))
    try:
        child = await asyncio.shield(starting)
        async with asyncio.timeout(limits.wall_seconds) as deadline:
            await _answered(ParentChannel(child.connection), answer)
            status = await child.ended()
    except TimeoutError:
        if deadline.expired():
            raise TimedOut(f"took more than {limits.wall_seconds:g} s") from None
        raise
    finally:
        await _finished(asyncio.ensure_future(_left(starting)))
    if status:
        raise failure(status, limits)


async def _answered(channel: ParentChannel, answer: Answer) -> None:
    """Answer the messages until the process closes the channel."""
    with suppress(EOFError):
        while True:
            reply = await answer(await channel.receive())
            if reply is not None:
                # If it ended meanwhile, its status says why.
                with suppress(OSError):
                    await channel.send(*reply)


async def _left(starting: "asyncio.Future[Child]") -> None:
    """Leave nothing of a process that is starting, running or ended."""
    with suppress(NotStarted):
        await (await starting).end()


async def _finished(task: "asyncio.Future[None]") -> None:
    """Wait for the end of `task`, then raise the cancellation that came meanwhile."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    task.result()


def _run(connection: socket.socket, work: Work, limits: ProcessLimits, args: Sequence[object]) -> None:
    confine(limits)
    gc.freeze()  # what the fork server loaded stays: a search for garbage need not touch, and so copy, it
    or_exit(work, limits.cpu_seconds, (Channel(connection), *args))
    # Without waiting for threads of codecs.
    os._exit(0)
