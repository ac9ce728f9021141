"""Limits the pages in work by their total size."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class WeightedSemaphore:
    """Admits holders while their total weight is at most `limit`; a single heavier one is admitted alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def acquired(self, weight: int) -> AsyncIterator[None]:
        """Wait until `weight` fits, and hold it until the block ends."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._held or self._held + weight <= self._limit)
            self._held += weight
        try:
            yield
        finally:
            self._held -= weight
            await asyncio.shield(asyncio.ensure_future(self._notify()))

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
