"""Pages in work are bounded by what they weigh together."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from services.collage.worker.admission import Gate


async def settled() -> None:
    """Let all that can go on go on."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_does_not_fit_waits_and_then_comes() -> None:
    gate, inside, leave = Gate(10), list[str](), {name: asyncio.Event() for name in ("a", "b", "c", "huge")}

    async def work(name: str, weight: int) -> None:
        async with gate.passed(weight):
            inside.append(name)
            await leave[name].wait()
            inside.remove(name)

    async with asyncio.TaskGroup() as tasks:
        for name, weight in (("a", 6), ("b", 4), ("c", 1), ("huge", 99)):
            tasks.create_task(work(name, weight))
        await settled()
        assert inside == ["a", "b"]
        leave["b"].set()
        await settled()
        assert inside == ["a", "c"], "huge is not in the way of what fits"
        leave["a"].set()
        await settled()
        assert inside == ["c"]
        leave["c"].set()
        await settled()
        assert inside == ["huge"], "alone"
        leave["huge"].set()


async def test_who_fails_or_gives_up_leaves_room() -> None:
    gate = Gate(1)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(gate.passed(1))
        waiting = asyncio.create_task(stack_of(gate))
        await settled()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    with pytest.raises(ValueError):
        async with gate.passed(1):
            raise ValueError
    async with asyncio.timeout(5), gate.passed(1):
        pass


async def stack_of(gate: Gate) -> None:
    async with gate.passed(1):
        raise AssertionError("there is no room")
