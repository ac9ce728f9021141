"""One confined process as its parent sees it: started when it is needed, killed when it takes too long."""

import asyncio
import os
import pickle
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.heap import Arena
from typing import TypeVar

from libs.confined.environment import start_server
from libs.confined.errors import NotStarted
from libs.confined.limits import ProcessLimits
from libs.confined.serve import BEGUN, HEAD, READY, Answer, serve, unpacked

T = TypeVar("T")

START_SECONDS = 60.0
"""A process that is not ready by then is given up."""
PAUSES = (0.02, 0.1, 0.5, 1.0)
"""Seconds, in a thread, after each failed attempt to start one."""
CHUNK = 1 << 16


class Gone(Exception):
    """The process ended before it answered; `status` is its exit status, `begun` whether it had read the task."""

    def __init__(self, status: int, begun: bool) -> None:
        super().__init__(status)
        self.status, self.begun = status, begun


class ConfinedProcess:
    """Does one task at a time. `tasks` is for how many a process is used before a fresh one takes over."""

    def __init__(self, context: ForkServerContext, limits: ProcessLimits, tasks: int, shared: int) -> None:
        self._context, self._limits, self._tasks = context, limits, tasks
        self._shared = shared
        self._arena: Arena | None = None
        self._process: ForkServerProcess | None = None
        self._socket: socket.socket | None = None
        self._done = 0

    @property
    def pid(self) -> int | None:
        """Of the process, if there is one."""
        return self._process.pid if self._process is not None and self._socket is not None else None

    async def answer(self, work: Callable[..., object], *args: object) -> Answer:
        """What `work(*args)` came to. A process that is not there, or was killed while it waited, is started.

        Raises NotStarted, TimeoutError, Gone; with these, and when cancelled, the process is ended.
        """
        task = pickle.dumps((work, self._limits.cpu_seconds, args))
        try:
            return await self._answered(task)
        except Gone as gone:
            if gone.begun:
                raise
        return await self._answered(task)

    async def _answered(self, task: bytes) -> Answer:
        loop = asyncio.get_running_loop()
        ours = self._waiting()
        if ours is None:
            self.kill()
            ours = await _to_its_end(loop.run_in_executor(None, self._start))
        memory = self._shares().buffer
        memory[-1] = 0
        self._done += 1
        try:
            async with asyncio.timeout(self._limits.wall_seconds):
                await loop.sock_sendall(ours, task)
                data = bytearray()
                await _received(loop, ours, data, HEAD.size)
                length, shared = HEAD.unpack_from(data)
                await _received(loop, ours, data, HEAD.size + length)
            return unpacked(bytes(data[HEAD.size :]), shared, memory)
        except (EOFError, ConnectionError):
            self._close()
            status = await _to_its_end(loop.run_in_executor(None, self._status))
            raise Gone(status, memory[-1] == BEGUN) from None
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End the process, if there is one, whatever it does; does not wait for its end."""
        if self._process is not None and self._process.is_alive():
            self._process.kill()
        self._close()

    def join(self) -> None:
        """Wait for the end of a process that was killed."""
        if self._process is not None:
            self._process.join()

    def _close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _waiting(self) -> socket.socket | None:
        """The connection to a process that waits for a task and may have one more, if there is one."""
        if self._socket is None or self._done >= self._tasks:
            return None
        try:
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return self._socket
        except OSError:
            pass
        # It has ended: nothing else comes without a task.
        return None

    def _shares(self) -> Arena:
        """Memory that the processes share with us, one after the other, and with nobody else. Raises OSError."""
        if self._arena is None:
            arena = Arena(self._shared + 1)
            # All of it now: a page that cannot be had later would be a signal, and the end.
            if sys.platform == "linux":
                os.posix_fallocate(arena.fd, 0, arena.size)
            self._arena = arena
        return self._arena

    def _status(self) -> int:
        self.join()
        status = None if self._process is None else self._process.exitcode
        return 255 if status is None else status

    def _start(self) -> socket.socket:
        # The one before uses the same memory.
        self.join()
        failed: Exception | None = None
        for pause in PAUSES:
            try:
                return self._launched()
            except (OSError, EOFError) as error:
                # The fork server was killed. One with our whole environment, which multiprocessing then starts, ends
                # itself, and until it has, no other can be started.
                failed = error
                time.sleep(pause)
                start_server()
        raise NotStarted(f"no process could be started: {failed}")

    def _launched(self) -> socket.socket:
        arena = self._shares()
        ours, theirs = socket.socketpair()
        with theirs:
            task = (theirs, arena, self._limits)
            self._process = self._context.Process(target=serve, args=task, daemon=True)
            self._socket, self._done = ours, 0
            try:
                self._process.start()
            except BaseException:
                self._process = None
                self._close()
                raise
        ours.settimeout(START_SECONDS)
        try:
            ready = ours.recv(len(READY))
        except OSError:
            ready = b""
        if ready != READY:
            self.kill()
            raise NotStarted("no process could be started")
        ours.setblocking(False)
        return ours


async def _received(loop: asyncio.AbstractEventLoop, ours: socket.socket, data: bytearray, length: int) -> None:
    """Add to `data` until it has `length` bytes. Raises EOFError."""
    while len(data) < length:
        chunk = await loop.sock_recv(ours, CHUNK)
        if not chunk:
            raise EOFError
        data += chunk


async def _to_its_end(future: asyncio.Future[T]) -> T:
    """The result of `future`, waited for even when cancelled: what it does must not go on behind our back."""
    cancelled = False
    while not future.done():
        try:
            await asyncio.wait((future,))
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        future.exception()
        raise asyncio.CancelledError
    return future.result()
