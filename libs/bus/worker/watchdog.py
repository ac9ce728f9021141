"""Detects failures that raise no exception: a handler that hangs, lag without progress, a partition that is stuck."""

import asyncio
import logging
import time
from collections.abc import Mapping

from aiokafka import TopicPartition

from libs.bus.observing.monitor import LagMonitor
from libs.bus.worker import metrics
from libs.bus.worker.executor import Executor
from libs.bus.worker.fetch_loop import FetchLoop
from libs.bus.worker.gate import Gate

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0


class Watchdog:
    """Updates `alive` and the stall metric."""

    def __init__(
        self, group: str, fetch_loop: FetchLoop, executor: Executor, monitor: LagMonitor,
        stall_seconds: float, *, gate: Gate,
    ) -> None:  # fmt: skip
        self._group = group
        self._fetch_loop = fetch_loop
        self._executor = executor
        self._gate = gate
        self._monitor = monitor
        self._stall_seconds = stall_seconds
        self._last_positions: Mapping[TopicPartition, int | None] | None = None
        self._last_progress = time.monotonic()
        self._stuck_partitions: dict[TopicPartition, tuple[int | None, float]] = {}
        """Partitions with lag and no fetched messages: their position, and since when it has not changed."""
        self.stalled = False

    @property
    def alive(self) -> bool:
        """False if a handler still runs `stall_seconds` after its timeout: it ignores its cancellation.

        A blocked event loop needs no check: the health endpoint runs on it and does not respond then.
        """
        return not self._stuck()

    def _stuck(self) -> bool:
        oldest = self._executor.oldest
        return oldest is not None and time.monotonic() - oldest > self._executor.timeout_seconds + self._stall_seconds

    def _patience(self) -> float:
        """Seconds without progress that are no stall: a handler may take its whole time, hours for a long merge."""
        if self._executor.oldest is None:
            return self._stall_seconds
        return max(self._stall_seconds, self._executor.timeout_seconds)

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            self.tick(time.monotonic(), self._monitor.by_partition())
            await asyncio.sleep(TICK_SECONDS)

    def tick(self, now: float, lag: Mapping[TopicPartition, int]) -> None:
        """Check once. `lag` is the number of messages that are not done, by partition."""
        # Messages in retry topics wait by design: only the lag of the input topics counts.
        behind = {tp: count for tp, count in lag.items() if count and self._fetch_loop.reads(tp.topic)}
        if self._gate.closed:
            behind = {}  # nothing is expected to be done
        progress = self._fetch_loop.progress()
        if progress != self._last_positions or not behind:
            self._last_positions, self._last_progress = progress, now
        idle = now - self._last_progress
        starved = {tp: progress.get(tp) for tp in behind if self._fetch_loop.starved(tp)}
        self._stuck_partitions = {
            tp: seen if (seen := self._stuck_partitions.get(tp)) and seen[0] == position else (position, now)
            for tp, position in starved.items()
        }
        stuck = sorted(tp for tp, (_, since) in self._stuck_partitions.items() if now - since > self._stall_seconds)
        stalled = idle > self._patience() or bool(stuck)
        if stalled and not self.stalled:
            if stuck:
                names = ", ".join(f"{tp.topic}/{tp.partition}" for tp in stuck[:10])
                log.error("no message of %s could be fetched for %.0f s", names, self._stall_seconds)
            else:
                log.error("lag of %d but no progress for %.0f s", sum(behind.values()), idle)
        self.stalled = stalled
        metrics.STALLED.labels(self._group).set(stalled)
