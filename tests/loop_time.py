"""How long the event loop stood still: `async with loop_held_under(0.25): await what_it_should_bear()`."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client.parser import text_string_to_metric_families

from libs.telemetry.loop import watch_event_loop
from tests.waiting import until

LIMIT = 0.25
"""Seconds that no input may keep the event loop from turning."""
INTERVAL = 0.005


class LoopTime:
    """The longest times between two turns so far, in seconds: `processor` of the loop's thread, and `wall`."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.processor = 0.0
        self.beats = 0

    def observe(self, wall: float, processor: float) -> None:
        self.wall, self.processor = max(self.wall, wall), max(self.processor, processor)
        self.beats += 1


@asynccontextmanager
async def loop_held_under(limit: float = LIMIT) -> AsyncIterator[LoopTime]:
    """Fails when callbacks on this loop computed for `limit` seconds or more between two turns.

    By processor time of the loop's thread, so that a machine that stalls fails nothing. What waits for another thread
    or for a system call does not count: see `LoopTime.wall`, and `make bench`.
    """
    found = LoopTime()
    # What other tests left in this process is not what a service's garbage collection would go through.
    gc.collect()
    gc.freeze()
    watching = asyncio.create_task(watch_event_loop(found.observe, INTERVAL))
    await asyncio.sleep(0)  # the first interval has begun
    try:
        yield found
        beats = found.beats
        await until(lambda: found.beats > beats, "the end of the interval in which the last callback ran")
    finally:
        watching.cancel()
        gc.unfreeze()
    longest = found.processor
    assert longest < limit, f"the event loop stood still for {longest:.3f} s of processor time, limit {limit:g} s"


def assert_loop_held(metrics: str) -> None:
    """The same for a service, by its `/metrics`: since its start, no turn of its loop computed for 250 ms."""
    samples = (sample for family in text_string_to_metric_families(metrics) for sample in family.samples)
    turns = {
        sample.labels["le"]: sample.value
        for sample in samples
        if sample.name == "reelbus_event_loop_lag_seconds_bucket" and sample.labels["clock"] == "processor"
    }
    assert turns["+Inf"] > 0, "the service does not measure its event loop"
    assert turns[f"{LIMIT:g}"] == turns["+Inf"], f"{turns['+Inf'] - turns[f'{LIMIT:g}']:g} turns took too long"
