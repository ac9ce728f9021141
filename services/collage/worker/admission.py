"""How many pages are in work at a time, by what they weigh."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    """Lets in what together weighs up to `most`; what alone weighs more comes when nothing else is in."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def passed(self, weight: int) -> AsyncIterator[None]:
        """Wait for a turn; out again at the end of the block."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._inside or self._inside + weight <= self._most)
            self._inside += weight
        try:
            yield
        finally:
            self._inside -= weight
            await asyncio.shield(asyncio.ensure_future(self._told()))

    async def _told(self) -> None:
        async with self._changed:
            self._changed.notify_all()
