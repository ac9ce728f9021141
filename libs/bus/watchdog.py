"""Notices what no exception tells: a handler that is stuck, lag without progress."""

import asyncio
import logging
import time

from libs.bus import metrics
from libs.bus.intake import Intake
from libs.bus.lanes import Lanes

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0


class Watchdog:
    """Keeps `alive` and the lag and stall metrics up to date."""

    def __init__(self, group: str, intake: Intake, lanes: Lanes, stall_seconds: float) -> None:
        self._group = group
        self._intake = intake
        self._lanes = lanes
        self._stall_seconds = stall_seconds
        self._seen: object = None
        self._moved = time.monotonic()
        self.stalled = False

    @property
    def alive(self) -> bool:
        """False when a handler overran its time-out by the stall time: it blocks, or swallows its cancellation.

        That the loop turns is shown by the answer itself, since the health endpoint runs on it.
        """
        return not self._stuck()

    def _stuck(self) -> bool:
        oldest = self._lanes.oldest
        return oldest is not None and time.monotonic() - oldest > self._lanes.timeout_seconds + self._stall_seconds

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            self.tick(time.monotonic(), self._intake.lag())
            await asyncio.sleep(TICK_SECONDS)

    def tick(self, now: float, lag: dict[str, int]) -> None:
        """Look once. `lag` is the number of uncommitted messages by topic."""
        for topic, count in lag.items():
            metrics.LAG.labels(self._group, topic).set(count)
        progress = self._intake.progress()
        # Retry topics wait by design: only the topics themselves can be behind.
        behind = sum(count for topic, count in lag.items() if self._intake.reads(topic))
        if progress != self._seen or not behind:
            self._seen, self._moved = progress, now
        stalled = now - self._moved > self._stall_seconds
        if stalled and not self.stalled:
            log.error("lag of %d but no progress for %.0f s", behind, now - self._moved)
        self.stalled = stalled
        metrics.STALLED.labels(self._group).set(stalled)
