"""Pages in work are limited by their total weight."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from services.collage.worker.admission import WeightedSemaphore


async def settle() -> None:
    """Run the event loop until no task can proceed."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_holders_wait_until_their_weight_fits() -> None:
    semaphore, inside = WeightedSemaphore(10), list[str]()
    leave = {name: asyncio.Event() for name in ("a", "b", "c", "huge")}

    async def work(name: str, weight: int) -> None:
        async with semaphore.acquired(weight):
            inside.append(name)
            await leave[name].wait()
            inside.remove(name)

    async with asyncio.TaskGroup() as tasks:
        for name, weight in (("a", 6), ("b", 4), ("c", 1), ("huge", 99)):
            tasks.create_task(work(name, weight))
        await settle()
        assert inside == ["a", "b"]
        leave["b"].set()
        await settle()
        assert inside == ["a", "c"], "the waiting heavy one does not block lighter ones"
        leave["a"].set()
        await settle()
        assert inside == ["c"]
        leave["c"].set()
        await settle()
        assert inside == ["huge"], "alone"
        leave["huge"].set()


async def test_a_failed_or_cancelled_holder_releases_its_weight() -> None:
    semaphore = WeightedSemaphore(1)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(semaphore.acquired(1))
        waiting = asyncio.create_task(acquire(semaphore))
        await settle()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    with pytest.raises(ValueError):
        async with semaphore.acquired(1):
            raise ValueError
    async with asyncio.timeout(5), semaphore.acquired(1):
        pass


async def acquire(semaphore: WeightedSemaphore) -> None:
    async with semaphore.acquired(1):
        raise AssertionError("the weight is held")
