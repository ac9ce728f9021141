"""Work at a rate that a person chose, until it is to stop."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import TypeVar

T = TypeVar("T")


def batch_size(rate: float | None, most: int) -> int:
    """Items of a batch, at most `most`: with a rate, those of a tenth of a second, so that batches do not wait long."""
    return most if rate is None else max(1, min(most, int(rate / 10)))


async def paced(items: AsyncGenerator[T, None], rate: float | None, stop: asyncio.Event) -> AsyncGenerator[T, None]:
    """`items`, at most `rate` per second (None: without a limit), until `stop` is set.

    After a delay, at most the items of one second are made up for.
    """
    loop = asyncio.get_running_loop()
    due = loop.time()
    async with aclosing(items):
        async for item in items:
            if rate is not None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), max(0.0, due - loop.time()))
                due = max(due, loop.time() - 1) + 1 / rate
            if stop.is_set():
                return
            yield item
