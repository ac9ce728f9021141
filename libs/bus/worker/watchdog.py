"""Notices what no exception tells: a handler that is stuck, lag without progress, a partition that stands still."""

import asyncio
import logging
import time
from collections.abc import Mapping

from aiokafka import TopicPartition

from libs.bus.observing.monitor import LagMonitor
from libs.bus.worker import metrics
from libs.bus.worker.executor import Executor
from libs.bus.worker.fetch_loop import FetchLoop

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0


class Watchdog:
    """Keeps `alive` and the lag and stall metrics up to date."""

    def __init__(
        self, group: str, fetch_loop: FetchLoop, executor: Executor, monitor: LagMonitor, stall_seconds: float
    ) -> None:
        self._group = group
        self._fetch_loop = fetch_loop
        self._executor = executor
        self._monitor = monitor
        self._stall_seconds = stall_seconds
        self._seen: Mapping[TopicPartition, int | None] | None = None
        self._moved = time.monotonic()
        self._still: dict[TopicPartition, tuple[int | None, float]] = {}
        """Partitions with lag of which nothing is held: their position, and since when they stand there."""
        self.stalled = False

    @property
    def alive(self) -> bool:
        """False when a handler overran its time-out by the stall time: it blocks, or swallows its cancellation.

        That the loop turns is shown by the answer itself, since the health endpoint runs on it.
        """
        return not self._stuck()

    def _stuck(self) -> bool:
        oldest = self._executor.oldest
        return oldest is not None and time.monotonic() - oldest > self._executor.timeout_seconds + self._stall_seconds

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            self.tick(time.monotonic(), self._monitor.by_partition())
            await asyncio.sleep(TICK_SECONDS)

    def tick(self, now: float, lag: Mapping[TopicPartition, int]) -> None:
        """Look once. `lag` is the number of messages that are not done, by partition."""
        # Retry topics wait by design: only the topics themselves can be behind.
        behind = {tp: count for tp, count in lag.items() if count and self._fetch_loop.reads(tp.topic)}
        progress = self._fetch_loop.progress()
        if progress != self._seen or not behind:
            self._seen, self._moved = progress, now
        idle = now - self._moved
        starved = {tp: progress.get(tp) for tp in behind if self._fetch_loop.starved(tp)}
        self._still = {
            tp: seen if (seen := self._still.get(tp)) and seen[0] == position else (position, now)
            for tp, position in starved.items()
        }
        still = sorted(tp for tp, (_, since) in self._still.items() if now - since > self._stall_seconds)
        stalled = idle > self._stall_seconds or bool(still)
        if stalled and not self.stalled:
            if still:
                names = ", ".join(f"{tp.topic}/{tp.partition}" for tp in still[:10])
                log.error("nothing of %s could be fetched for %.0f s", names, self._stall_seconds)
            else:
                log.error("lag of %d but no progress for %.0f s", sum(behind.values()), idle)
        self.stalled = stalled
        metrics.STALLED.labels(self._group).set(stalled)
