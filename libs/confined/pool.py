"""A pool of confined processes."""

import asyncio
import logging
import os
import pickle
import platform
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from libs.confined import serve
from libs.confined.channel import Message
from libs.confined.child import Child, failure, set_preload
from libs.confined.decode import Errors, Outcome, decoded
from libs.confined.environment import start_server
from libs.confined.errors import NotStarted, OutOfMemory, TimedOut
from libs.confined.kernel import available
from libs.confined.limits import ProcessLimits
from libs.confined.parent_channel import ParentChannel

log = logging.getLogger(__name__)

T = TypeVar("T")

WITHOUT = "processes that decode untrusted files can access the network; limits of memory and time remain"
LONGEST_JSON = 128 * 1024
MOST_BYTES = 256 * 1024 * 1024
"""Limits of a result: JSON that is read in the event loop in some milliseconds, and as bytes more than a picture of 50
megapixels with transparency has.
"""
LONG_RESULT = 1024 * 1024
"""A result with more bytes is read in a thread: they are copied."""


class _Worker:
    """A process of the pool, and the number of tasks that it was given."""

    def __init__(self, child: Child) -> None:
        self.child, self.tasks = child, 0
        self._channel = ParentChannel(child.connection, LONGEST_JSON, MOST_BYTES)

    async def ask(self, task: bytes) -> Message:
        """Run a task. Raises EOFError or OSError if the process ends, and InvalidMessage."""
        self.tasks += 1
        await self._channel.send({}, task)
        return await self._channel.receive()

    def is_idle(self) -> bool:
        """Whether it lives, and has answered its task with one message."""
        return self._channel.is_quiet()


class ConfinedPool:
    """Runs functions in up to `processes` confined processes, which start when they are needed. A process is replaced
    when it ends, and after `tasks` tasks.

    `preload` names the modules of the functions: the server that forks the processes loads them once. Functions of the
    program's main script cannot be run. What they return must be data (`encode.py`), of the type of their annotation.
    `errors`: bases of the errors that they raise or return, beside Python's own; others come as Raised.
    """

    def __init__(
        self, processes: int, limits: ProcessLimits, preload: Sequence[str], *, tasks: int, errors: Errors = ()
    ) -> None:  # fmt: skip
        self._limits, self._tasks, self._errors = limits, tasks, errors
        self._preload = [serve.__name__, *preload]
        if not available():
            log.warning("this kernel has no seccomp filter for %s: %s", platform.machine(), WITHOUT)
        # Each process runs one task at a time; more threads would only use memory.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._free = asyncio.Semaphore(processes)
        self._idle: list[_Worker] = []
        self._children: set[Child] = set()
        """All that run. They start in threads."""
        self._ending: set[asyncio.Task[int]] = set()
        self._changing = threading.Lock()
        self._closed = False
        # Forked from a server that has loaded the codecs: a process starts in milliseconds and shares their memory.
        set_preload(self._preload)
        start_server()

    @property
    def pids(self) -> list[int]:
        """The numbers of its processes."""
        return [child.pid for child in self._children]

    async def run(self, work: Callable[..., T], *args: object, trim: bool = False) -> T:
        """Call `work(*args)` in a process; returns or raises what it does. Raises ConfinedError if the process failed.

        With `trim` the process returns free memory afterwards (`heap.run_and_trim`). If the caller is cancelled, the
        process is killed.
        """
        task = pickle.dumps((work, args, trim))
        try:
            outcome = await self._outcome(work, task)
        except OutOfMemory:
            # That process had run other tasks before, and has exited: a new one has more free memory.
            outcome = await self._outcome(work, task)
        return outcome.get()

    async def _outcome(self, work: Callable[..., T], task: bytes) -> Outcome[T]:
        worker = await self._taken()
        try:
            async with asyncio.timeout(self._limits.wall_seconds):
                message = await worker.ask(task)
            outcome = await _decoded(message, work, self._errors)
        except asyncio.CancelledError:
            self._end(worker)
            raise
        except Exception as error:
            status = await asyncio.shield(self._end(worker))
            if self._closed:
                raise NotStarted("the pool is closed") from None
            if isinstance(error, TimeoutError):
                raise TimedOut(f"took more than {self._limits.wall_seconds:g} s") from None
            if isinstance(error, EOFError | OSError):
                raise failure(status, self._limits) from None
            raise
        self._idle.append(worker)
        self._free.release()
        return outcome

    async def _taken(self) -> _Worker:
        """A process for one task. Afterwards it is given back or ended."""
        await self._free.acquire()
        while self._idle:
            worker = self._idle.pop()
            if worker.tasks < self._tasks and worker.is_idle():
                return worker
            await asyncio.shield(self._end(worker))
            await self._free.acquire()
        starting = asyncio.ensure_future(asyncio.to_thread(self._started))
        try:
            return _Worker(await asyncio.shield(starting))
        except asyncio.CancelledError:
            # It is there for the next task.
            starting.add_done_callback(self._keep)
            raise
        except BaseException:
            self._free.release()
            raise

    def _started(self) -> Child:
        child = Child.start(serve.serve, (self._limits,), self._preload)
        with self._changing:
            if not self._closed:
                self._children.add(child)
                return child
        child.kill()
        child.join()
        child.close()
        raise NotStarted("the pool is closed")

    def _keep(self, starting: "asyncio.Future[Child]") -> None:
        if not starting.cancelled() and starting.exception() is None:
            self._idle.append(_Worker(starting.result()))
        self._free.release()

    def _end(self, worker: _Worker) -> "asyncio.Task[int]":
        """Kill a process. Another may take its place when it has ended, with the result: its status."""
        worker.child.kill()
        ending = asyncio.get_running_loop().create_task(worker.child.end())
        self._ending.add(ending)
        ending.add_done_callback(partial(self._ended, worker))
        return ending

    def _ended(self, worker: _Worker, ending: "asyncio.Task[int]") -> None:
        self._ending.discard(ending)
        if not ending.cancelled():
            self._children.discard(worker.child)
        self._free.release()

    def close(self) -> None:
        """Kill the processes, and wait for their end. Tasks that run raise NotStarted."""
        with self._changing:
            self._closed = True
            children = [*self._children]
        for child in children:
            child.kill()
        for child in children:
            child.join()


async def _decoded(message: Message, work: Callable[..., T], errors: Errors) -> Outcome[T]:
    if len(message.data) > LONG_RESULT:
        return await asyncio.to_thread(decoded, message, work, errors)
    return decoded(message, work, errors)
