"""Whose picture is decoded next: pages share the decoders evenly by the time that theirs take.

Start-time fair queueing: a page of pictures that each take seconds is behind a page of usual ones from its second
picture on, and still gets its part. Source: Goyal, Vin and Cheng, "Start-time Fair Queueing", 1996.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Share:
    """A page's part. `tag` is where it stands on the clock that all pages share: seconds of decoding."""

    def __init__(self) -> None:
        self.tag = 0.0


class Turns:
    """At most `most` at a time; of those that wait, the one whose page has had least."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._clock = most, clock
        self._waiting: list[tuple[Share, asyncio.Future[None]]] = []
        self._now = 0.0

    @asynccontextmanager
    async def turn(self, share: Share) -> AsyncIterator[None]:
        """Wait for a turn, which ends with the block; its time is charged to `share`."""
        # Nobody saves up what they did not use.
        share.tag = max(share.tag, self._now)
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((share, future))
        self._next()
        try:
            await future
        except asyncio.CancelledError:
            if future.cancelled():
                self._waiting.remove((share, future))
            else:
                self._end()
            raise
        started = self._clock()
        try:
            yield
        finally:
            share.tag += self._clock() - started
            self._end()

    def _end(self) -> None:
        self._free += 1
        self._next()

    def _next(self) -> None:
        waiting = [one for one in self._waiting if not one[1].cancelled()]
        if self._free and waiting:
            share, future = one = min(waiting, key=lambda one: one[0].tag)
            self._waiting.remove(one)
            self._now = max(self._now, share.tag)
            self._free -= 1
            future.set_result(None)
