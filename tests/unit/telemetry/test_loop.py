"""The event loop's lag, as services measure it and as tests bound it."""

import asyncio
import time
from contextlib import suppress

import pytest
from prometheus_client import REGISTRY

from fixtures.loop_time import loop_held_under
from fixtures.waiting import until
from libs.telemetry.loop import watch_event_loop


def compute(seconds: float) -> None:
    """Keep this thread's processor busy."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def test_a_callback_that_computes_is_seen() -> None:
    async def held() -> None:
        async with loop_held_under(0.1):
            await asyncio.sleep(0)
            compute(0.15)

    with pytest.raises(AssertionError, match=r"was blocked for 0\.\d+ s of processor time, limit 0.1 s"):
        await held()


async def test_many_short_callbacks_are_none_that_stands_still() -> None:
    async with loop_held_under(0.1) as found:
        for _ in range(30):
            compute(0.01)
            await asyncio.sleep(0)
    assert found.beats > 1


async def test_waiting_counts_as_wall_time_only() -> None:
    async with loop_held_under(0.1) as found:
        time.sleep(0.3)  # noqa: ASYNC251 - what is measured
    assert found.wall > 0.2


async def test_the_metric_has_both_clocks() -> None:
    def count(clock: str, bound: str) -> float:
        labels = {"clock": clock, "le": bound}
        return REGISTRY.get_sample_value("reelbus_event_loop_lag_seconds_bucket", labels) or 0.0

    def slow(clock: str) -> float:
        return count(clock, "+Inf") - count(clock, "0.1")

    before = {clock: slow(clock) for clock in ("wall", "processor")}
    watching = asyncio.create_task(watch_event_loop(interval=0.01))
    await asyncio.sleep(0)
    compute(0.2)
    await until(lambda: slow("processor") > before["processor"], "an observation of the computation")
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert slow("wall") > before["wall"]
