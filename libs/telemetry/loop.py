"""How long the event loop stands still: what one callback computes, all others of the process wait for."""

import asyncio
import time
from collections.abc import Callable

from libs.telemetry.metrics import EVENT_LOOP_LAG

INTERVAL = 0.05
"""Seconds between two beats of a service: often enough to see what matters, and some thousandth of a processor."""

Observe = Callable[[float, float], None]
"""Called with wall time and processor time of the loop's thread, in seconds beyond the interval."""


def observe(wall: float, processor: float) -> None:
    """Record in `reelbus_event_loop_lag_seconds`."""
    EVENT_LOOP_LAG.labels("wall").observe(wall)
    EVENT_LOOP_LAG.labels("processor").observe(processor)


async def watch_event_loop(observe: Observe = observe, interval: float = INTERVAL) -> None:
    """Beat every `interval` seconds until cancelled, and observe how much later each beat comes.

    Wall time says what callers notice; it also grows while the machine, another thread that holds the interpreter or
    a blocking system call keeps the loop waiting. Processor time is what callbacks on the loop computed themselves.
    """
    while True:
        wall, processor = time.monotonic(), time.thread_time()
        await asyncio.sleep(interval)
        observe(
            max(0.0, time.monotonic() - wall - interval),
            max(0.0, time.thread_time() - processor - interval),
        )
