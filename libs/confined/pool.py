"""A pool of confined processes."""

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
"""Not imported here: it exits in a process that has secrets in its environment."""
WITHOUT = "processes that decode untrusted files can access the network; limits of memory and time remain"
POLL_SECONDS = 2.0
"""Interval in which a waiting task checks that the pool is active."""


class ConfinedPool:
    """Runs functions in `processes` confined processes. A process is replaced when it ends, and after `tasks` tasks.

    `preload` names the modules of the functions: the server that forks the processes loads them once. Functions of the
    program's main script cannot be run.
    """

    def __init__(self, processes: int, limits: ProcessLimits, preload: Sequence[str], *, tasks: int) -> None:
        self._processes, self._limits, self._tasks = processes, limits, tasks
        if not available():
            log.warning("this kernel has no seccomp filter for %s: %s", platform.machine(), WITHOUT)
        # Forked from a server that has loaded the codecs: a process starts in milliseconds and shares their memory.
        self._context = multiprocessing.get_context("forkserver")
        # Each process runs one task at a time; more threads would only use memory.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._context.set_forkserver_preload([PRELOADED, confine.__module__, *preload])
        self._closed = False
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        start_server()
        return ProcessPool(self._processes, self._tasks, confine, (self._limits,), self._context)

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """Call `work(*args)` in a process; returns or raises what it does. Raises ConfinedError if the process failed.

        If the caller is cancelled, the process is killed.
        """
        try:
            return await self._attempt(work, *args)
        except MemoryError:
            # That process had run other tasks before, and has exited: a new one has more free memory.
            pass
        try:
            return await self._attempt(work, *args)
        except MemoryError:
            raise OutOfMemory(f"takes more than {self._limits.memory_bytes >> 20} MB") from None

    async def _attempt(self, work: Callable[..., T], *args: object) -> T:
        seconds = self._limits.wall_seconds
        if not self._pool.active:
            # Its processes were killed while they were idle.
            await self._replace(self._pool)
        pool = self._pool
        try:
            future = pool.schedule(or_exit, (work, self._limits.cpu_seconds, args), timeout=seconds)
            return await _result(pool, asyncio.wrap_future(future))
        except BrokenProcessPool:
            # No process could be started: the next attempt gets a new pool.
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
        # Several tasks may find the same pool broken: the second one must not stop the new pool.
        if self._pool is broken and not self._closed:
            self._pool = self._started()
            await asyncio.to_thread(_end, broken)

    def close(self) -> None:
        """Kill the processes."""
        self._closed = True
        _end(self._pool)


async def _result(pool: ProcessPool, future: asyncio.Future[T]) -> T:
    try:
        while not (await asyncio.wait({future}, timeout=POLL_SECONDS))[0]:
            if not pool.active:
                # A task that is scheduled while the pool breaks is never run.
                raise BrokenProcessPool("the pool ended before the task began")
        return future.result()
    finally:
        future.cancel()


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
