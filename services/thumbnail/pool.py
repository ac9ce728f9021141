"""Decoding in processes of their own: a video that hangs, or crashes a codec, takes down one of them and not us."""

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from libs.bus import Retryable
from services.thumbnail.confined import OUT_OF_MEMORY, confine, or_exit
from services.thumbnail.errors import TooCostly
from services.thumbnail.limits import VideoLimits
from services.thumbnail.render import Encoding, Order, Rendered, render
from services.thumbnail.survey import Ask, Survey, survey

T = TypeVar("T")

WALL_FACTOR = 4
"""A task may take so many times its processor time: the machine may be busy."""
POLL_SECONDS = 2.0
"""So often a task that waits asks whether there still is a pool."""
TASKS_PER_PROCESS = 200
"""Then a fresh process takes over: codecs leak."""


class Decoders:
    """A few decoding processes. `survey` and `render` wait for a free one."""

    def __init__(self, processes: int, limits: VideoLimits) -> None:
        self._processes, self._limits = processes, limits
        # From a server that has the codecs loaded: a new process is there in milliseconds and shares their memory.
        self._context = multiprocessing.get_context("forkserver")
        # Each process works on one frame at a time; threads of its own would only take memory.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._context.set_forkserver_preload([confine.__module__, survey.__module__, render.__module__])
        self._closed = False
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        return ProcessPool(self._processes, TASKS_PER_PROCESS, confine, (self._limits,), self._context)

    async def survey(self, path: Path, ask: Ask) -> Survey:
        """See `survey.survey`. Raises Retryable where the process failed rather than the video."""
        return await self._run(survey, path, self._limits, ask)

    async def render(self, path: Path, orders: Sequence[Order], encoding: Encoding) -> list[Rendered]:
        """See `render.render`. Raises Retryable where the process failed rather than the video."""
        return await self._run(render, path, self._limits, orders, encoding)

    async def _run(self, work: Callable[..., T], *args: object) -> T:
        try:
            return await self._attempt(work, *args)
        except MemoryError:
            # That process had worked on others before, and is no more: the video may do with what a fresh one has.
            pass
        try:
            return await self._attempt(work, *args)
        except MemoryError:
            limit = self._limits.memory_bytes >> 20
            raise TooCostly(f"decoding it takes more than {limit} MB (THUMBNAIL_DECODE_MEMORY_MB)") from None

    async def _attempt(self, work: Callable[..., T], *args: object) -> T:
        seconds = self._limits.cpu_seconds * WALL_FACTOR
        if not self._pool.active:
            # Its processes were killed while they had nothing to do.
            await self._replace(self._pool)
        pool = self._pool
        try:
            future = pool.schedule(or_exit, (work, *args), timeout=seconds)
            return await _result(pool, asyncio.wrap_future(future))
        except BrokenProcessPool:
            # Not one of its processes could start: the next attempt gets a new pool.
            await self._replace(pool)
            raise Retryable("no decoding process could be started: out of memory?") from None
        except TookTooLong:
            raise Retryable(f"decoding took more than {seconds:g} s and was ended: too little processor?") from None
        except ProcessExpired as error:
            if error.exitcode == OUT_OF_MEMORY:
                raise MemoryError from None
            raise Retryable(f"the decoding process ended with status {error.exitcode}: out of memory?") from None

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
