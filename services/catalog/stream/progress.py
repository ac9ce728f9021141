"""Whether the stream is ready, alive and moving, from what the consumer knows."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import TopicPartition

from libs.bus.worker import metrics as worker_metrics
from libs.bus.worker.offsets import OffsetTracker
from services.catalog.stream import metrics
from services.catalog.stream.agent import Agent
from services.catalog.stream.app import App

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """The next offset of a partition to be joined."""

    position: int | None


class Progress:
    """The partitions and their positions, as the lag monitor reads them; and the state of the process.

    `stall_seconds`: lag without a joined record for so long is a stall.
    """

    def __init__(self, group: str, app: App, agent: Agent, stall_seconds: float) -> None:
        self._app = app
        self._agent = agent
        self._stall_seconds = stall_seconds
        self._moved = time.monotonic()
        self._last: Mapping[TopicPartition, Place] = {}
        self._recovering_since: float | None = None
        self._recovering = metrics.RECOVERING.labels(group)
        self._recovery_seconds = metrics.RECOVERY_SECONDS.labels(group)
        self.stalled = False
        self._stalled = worker_metrics.STALLED.labels(group)
        self._rebalances = worker_metrics.REBALANCES.labels(group)
        self._counted = 0
        self.stopping = False
        self.recreated: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Gets an error when a topic was deleted and created again."""

    @property
    def ready(self) -> bool:
        """Whether states are restored and records are being joined."""
        return not self.stopping and self.restored

    @property
    def restored(self) -> bool:
        """Whether the assigned partitions' states are restored, and no rebalance is going on."""
        tables = self._app.tables
        return bool(tables.actives_ready and tables.recovery.completed.is_set() and not self._app.rebalancing)

    @property
    def alive(self) -> bool:
        """Whether no record has been in hand for so long that it must hang."""
        since = self._agent.since
        return since is None or time.monotonic() - since < self._stall_seconds

    @property
    def partitions(self) -> Mapping[TopicPartition, Place]:
        """The positioned partitions of the input topics."""
        trackers: Mapping[Any, OffsetTracker] = self._app.consumer.trackers
        return {TopicPartition(tp.topic, tp.partition): Place(tracker.position) for tp, tracker in trackers.items()}

    async def committed(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int | None]:
        """Nothing: each partition is positioned at its committed offset before it counts."""
        return {}

    def reread(self, topic: str) -> None:
        """End the process: the group's offsets, and the states, are those of another topic of that name."""
        if not self.recreated.done():
            self.recreated.set_exception(RuntimeError(f"topic {topic} was deleted and created again"))

    async def run(self, lag: Any) -> None:
        """Update the gauges until cancelled; `lag` is the lag monitor."""
        while True:
            self.tick(time.monotonic(), sum(lag.by_partition().values()))
            await asyncio.sleep(TICK_SECONDS)

    def tick(self, now: float, behind: int) -> None:
        """Look once; `behind` is the number of records that are not joined."""
        restored = self.restored
        if not restored and self._recovering_since is None:
            self._recovering_since = now
        elif restored and self._recovering_since is not None:
            seconds, self._recovering_since = now - self._recovering_since, None
            self._recovery_seconds.set(seconds)
            log.info("joining %d partitions; states were restored in %.1f s", len(self.partitions), seconds)
        self._recovering.set(not restored)
        count = self._app.rebalancing_count
        self._rebalances.inc(count - self._counted)
        self._counted = count
        places = self.partitions
        if places != self._last or not behind:
            self._last, self._moved = places, now
        stalled = now - self._moved > self._stall_seconds
        if stalled and not self.stalled:
            log.error("lag of %d but no progress for %.0f s", behind, now - self._moved)
        self.stalled = stalled
        self._stalled.set(stalled)
