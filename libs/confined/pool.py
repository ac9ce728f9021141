"""A few confined processes, and tasks for them."""

import asyncio
import logging
import multiprocessing
import os
import platform
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from libs.confined.confine import OUT_OF_MEMORY, OUT_OF_PROCESSOR, confine, or_exit
from libs.confined.environment import start_server
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.kernel import available
from libs.confined.limits import ProcessLimits

log = logging.getLogger(__name__)

T = TypeVar("T")

PRELOADED = "libs.confined.preloaded"
"""Not imported here: it ends a process that has secrets in its environment."""
WITHOUT = "processes that decode strangers' files are not kept from the network; limits of memory and time remain"
POLL_SECONDS = 2.0
"""So often a task that waits asks whether there still is a pool."""


class ConfinedPool:
    """Runs functions in `processes` confined processes; one that ends is replaced, after `tasks` by a fresh one.

    `preload` names the modules that hold what will be run: the server that processes are forked from loads them once.
    What the program's own script defines is not known to them.
    """

    def __init__(self, processes: int, limits: ProcessLimits, preload: Sequence[str], *, tasks: int) -> None:
        self._processes, self._limits, self._tasks = processes, limits, tasks
        if not available():
            log.warning("this kernel has no seccomp filter for %s: %s", platform.machine(), WITHOUT)
        # From a server that has the codecs loaded: a new process is there in milliseconds and shares their memory.
        self._context = multiprocessing.get_context("forkserver")
        # Each process works on one thing at a time; threads of its own would only take memory.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._context.set_forkserver_preload([PRELOADED, confine.__module__, *preload])
        self._closed = False
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        start_server()
        return ProcessPool(self._processes, self._tasks, confine, (self._limits,), self._context)

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """What `work(*args)` returns or raises in a process. Raises ConfinedError where the process failed.

        A task that is cancelled ends with its process.
        """
        try:
            return await self._attempt(work, *args)
        except MemoryError:
            # That process had worked on others before, and is no more: a fresh one has more to give.
            pass
        try:
            return await self._attempt(work, *args)
        except MemoryError:
            raise OutOfMemory(f"takes more than {self._limits.memory_bytes >> 20} MB") from None

    async def _attempt(self, work: Callable[..., T], *args: object) -> T:
        seconds = self._limits.wall_seconds
        if not self._pool.active:
            # Its processes were killed while they had nothing to do.
            await self._replace(self._pool)
        pool = self._pool
        try:
            future = pool.schedule(or_exit, (work, self._limits.cpu_seconds, args), timeout=seconds)
            return await _result(pool, asyncio.wrap_future(future))
        except BrokenProcessPool:
            # Not one of its processes could start: the next attempt gets a new pool.
            await self._replace(pool)
            raise NotStarted("no process could be started") from None
        except TookTooLong:
            raise TimedOut(f"took more than {seconds:g} s") from None
        except ProcessExpired as error:
            if error.exitcode == OUT_OF_MEMORY:
                raise MemoryError from None
            if error.exitcode == OUT_OF_PROCESSOR:
                raise OutOfProcessor(f"takes more than {self._limits.cpu_seconds:g} s") from None
            raise Ended(error.exitcode) from None

    async def _replace(self, broken: ProcessPool) -> None:
        # Several tasks may find the same pool broken: the new one is not to be ended by the second of them.
        if self._pool is broken and not self._closed:
            self._pool = self._started()
            await asyncio.to_thread(_end, broken)

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._closed = True
        _end(self._pool)


async def _result(pool: ProcessPool, future: asyncio.Future[T]) -> T:
    try:
        while not (await asyncio.wait({future}, timeout=POLL_SECONDS))[0]:
            if not pool.active:
                # A task that comes while the pool breaks is forgotten by it.
                raise BrokenProcessPool("the pool ended before the task began")
        return future.result()
    finally:
        future.cancel()


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
