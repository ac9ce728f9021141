"""A confined process and its socket, as the parent has them."""

import asyncio
import multiprocessing
import socket
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from typing import Self

from libs.confined import confine
from libs.confined.environment import start_server
from libs.confined.errors import ConfinedError, Ended, NotStarted, OutOfMemory, OutOfProcessor
from libs.confined.limits import ProcessLimits

PRELOADED = "libs.confined.preloaded"
"""Not imported here: it exits in a process that has secrets in its environment."""

_statuses = threading.Lock()
"""Starting a process also asks for the status of the others, and of two who ask at once, one gets a wrong one."""


def set_preload(modules: Sequence[str]) -> None:
    """Name the modules that the fork server loads once for all processes, when it starts."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED, confine.__name__, *modules])


class Child:
    """A process that was started."""

    def __init__(self, process: ForkServerProcess, connection: socket.socket) -> None:
        self._process, self.connection = process, connection
        self.pid = process.pid or 0
        self._status: int | None = None

    @classmethod
    def start(cls, run: Callable[..., None], args: Sequence[object], modules: Sequence[str]) -> Self:
        """A new process that calls `run(its socket, *args)`. Raises NotStarted.

        Blocks for milliseconds, or until the fork server has loaded the `modules`: call it in a thread.
        """
        set_preload(modules)
        ours, theirs = socket.socketpair()
        process = multiprocessing.get_context("forkserver").Process(target=run, args=(theirs, *args), daemon=True)
        try:
            start_server()
            with _statuses:
                process.start()
        except (OSError, EOFError) as error:
            ours.close()
            raise NotStarted(f"no process could be started: {getattr(error, 'strerror', None) or error}") from None
        finally:
            theirs.close()
        return cls(process, ours)

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        if self._status is None:
            self._process.kill()

    def join(self) -> int:
        """Wait for its end: the exit status; negative: the number of a signal. Blocks."""
        if self._status is None:
            # Before the lock is taken, because others may need it meanwhile.
            wait([self._process.sentinel])
            with _statuses:
                self._process.join()
                self._status = self._process.exitcode or 0
        return self._status

    async def ended(self) -> int:
        """Wait for its end, without a thread until then: the exit status."""
        if self._status is not None:
            return self._status
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        return await asyncio.to_thread(self.join)

    async def end(self) -> int:
        """Kill it, wait for its end and close its socket: the exit status."""
        self.kill()
        status = await self.ended()
        self.close()
        return status

    def close(self) -> None:
        """Close its socket and pipes, once it has ended and nothing waits for that."""
        self.connection.close()
        self._process.close()


def failure(status: int, limits: ProcessLimits) -> ConfinedError:
    """The error of a task whose process ended with `status`."""
    if status == confine.OUT_OF_MEMORY:
        return OutOfMemory(f"takes more than {limits.memory_bytes >> 20} MB")
    if status == confine.OUT_OF_PROCESSOR:
        return OutOfProcessor(f"takes more than {limits.cpu_seconds:g} s")
    return Ended(status)
