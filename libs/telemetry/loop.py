"""Measures how long callbacks block the event loop, and with it all tasks of the process."""

import asyncio
import time
from collections.abc import Callable

from libs.telemetry.metrics import EVENT_LOOP_LAG

INTERVAL = 0.05
"""Seconds between two measurements: short enough to detect delays, and costs some thousandth of a processor."""

Observe = Callable[[float, float], None]
"""Called with wall time and processor time of the loop's thread, in seconds beyond the interval."""


def observe(wall: float, processor: float) -> None:
    """Record in `reelbus_event_loop_lag_seconds`."""
    EVENT_LOOP_LAG.labels("wall").observe(wall)
    EVENT_LOOP_LAG.labels("processor").observe(processor)


async def watch_event_loop(observe: Observe = observe, interval: float = INTERVAL) -> None:
    """Sleep `interval` seconds repeatedly until cancelled, and observe the delay of each wake-up.

    Wall time is the delay that callers notice; it includes waiting for the machine, for a thread that holds the
    interpreter, and for blocking system calls. Processor time is the time that the loop's callbacks computed.
    """
    while True:
        wall, processor = time.monotonic(), time.thread_time()
        await asyncio.sleep(interval)
        observe(
            max(0.0, time.monotonic() - wall - interval),
            max(0.0, time.thread_time() - processor - interval),
        )
