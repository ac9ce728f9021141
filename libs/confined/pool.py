"""A few confined processes, and tasks for them."""

import asyncio
import logging
import multiprocessing
import os
import platform
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from libs.confined.confine import OUT_OF_MEMORY, OUT_OF_PROCESSOR, confine
from libs.confined.environment import start_server
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.kernel import available
from libs.confined.limits import ProcessLimits
from libs.confined.process import ConfinedProcess, Gone

log = logging.getLogger(__name__)

T = TypeVar("T")

PRELOADED = "libs.confined.preloaded"
"""Not imported here: it ends a process that has secrets in its environment."""
WITHOUT = "processes that decode strangers' files are not kept from the network; limits of memory and time remain"


class ConfinedPool:
    """Runs functions in up to `processes` confined processes; one that ends is replaced, after `tasks` by a fresh one.

    `preload` names the modules that hold what will be run: the server that processes are forked from loads them once.
    What the program's own script defines is not known to them. What a function returns is pickled; one PickleBuffer
    in it, of up to `shared` bytes, comes through memory that the process shares with us: as `bytes`.
    """

    def __init__(
        self, processes: int, limits: ProcessLimits, preload: Sequence[str], *, tasks: int, shared: int = 0
    ) -> None:
        self._limits = limits
        if not available():
            log.warning("this kernel has no seccomp filter for %s: %s", platform.machine(), WITHOUT)
        # From a server that has the codecs loaded: a new process is there in milliseconds and shares their memory.
        context = multiprocessing.get_context("forkserver")
        # Each process works on one thing at a time; threads of its own would only take memory.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        context.set_forkserver_preload([PRELOADED, confine.__module__, *preload])
        start_server()
        self._closed = False
        self._all = [ConfinedProcess(context, limits, tasks, shared) for _ in range(processes)]
        self._free = list(self._all)
        self._waiting: deque[asyncio.Future[ConfinedProcess]] = deque()

    @property
    def pids(self) -> list[int]:
        """Of the processes that there are."""
        return [process.pid for process in self._all if process.pid is not None]

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
        async with self._one() as process:
            try:
                answer = await process.answer(work, *args)
            except TimeoutError:
                raise TimedOut(f"took more than {self._limits.wall_seconds:g} s") from None
            except Gone as gone:
                if gone.status == OUT_OF_MEMORY:
                    raise MemoryError from None
                if gone.status == OUT_OF_PROCESSOR:
                    raise OutOfProcessor(f"takes more than {self._limits.cpu_seconds:g} s") from None
                raise Ended(gone.status) from None
        if answer.raised:
            raise answer.value
        result: T = answer.value
        return result

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[ConfinedProcess]:
        """A process that is free, for the block; those that wait come in their order."""
        if self._free:
            process = self._free.pop()
        else:
            future: asyncio.Future[ConfinedProcess] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            try:
                process = await future
            except asyncio.CancelledError:
                if future.done() and not future.cancelled():
                    self._give(future.result())
                raise
        try:
            if self._closed:
                raise NotStarted("the pool was closed")
            yield process
        finally:
            if self._closed:
                process.kill()
            self._give(process)

    def _give(self, process: ConfinedProcess) -> None:
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(process)
                return
        self._free.append(process)

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._closed = True
        for process in self._all:
            process.kill()
        for process in self._all:
            process.join()
