"""A worker's lag, from the brokers' end offsets: it is correct even if the consumer cannot fetch."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from functools import partial

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from libs.bus.bus import Bus
from libs.bus.observing.view import Position, Reader, View
from libs.bus.worker import metrics
from libs.telemetry.dependencies import BROKER, Dependency

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
"""Interval between two requests to the brokers."""


class LagMonitor:
    """Reads the end offsets of the worker's topics, and detects topics that were deleted or created again.

    While the brokers do not answer, lag is computed from the last known end offsets; it is never reported as 0.
    """

    def __init__(
        self, group: str, topics: Collection[str], bus: Bus, reader: Reader,
        *, broker: Dependency = BROKER, look_seconds: float = LOOK_SECONDS,
    ) -> None:  # fmt: skip
        self._group = group
        self._topics = topics
        self._observer = bus.observer()
        self._reader = reader
        self._broker = broker
        self._look_seconds = look_seconds
        self._bounds: dict[TopicPartition, tuple[int, int]] = {}
        self._committed: dict[TopicPartition, tuple[Position, int | None]] = {}
        """Committed offsets of assigned partitions without a fetch so far; None if nothing is committed."""
        self._ids: dict[str, bytes] = {}
        self._missing: dict[str, int] = {}
        """Number of consecutive requests in which a topic was missing."""
        self._last_lag: dict[str, int] = {}
        """The last reported lag, for topics whose lag is not known at the moment."""

    async def run(self) -> None:
        """Call `look` at regular intervals until cancelled."""
        try:
            while True:
                started = time.monotonic()
                await self.look()
                # A request that timed out has already used up the interval.
                await asyncio.sleep(max(0.0, self._look_seconds - (time.monotonic() - started)))
        finally:
            await self._observer.stop()

    async def look(self) -> None:
        """Read end offsets once."""
        try:
            view = await self._observer.look(self._topics)
        except TimeoutError as error:
            silence = self._broker.silence
            reason = str(error) or "no answer"
            self._broker.down(reason if silence is None else f"{reason}; the last one was {silence:.0f} s ago")
            return
        except (KafkaError, OSError) as error:
            self._broker.down(error)
            return
        if view.problem is None:
            self._broker.up()
        else:
            self._broker.down(view.problem)
        self._check_topics(view)
        self._bounds.update(view.bounds)
        for tp in [tp for tp in self._bounds if self._missing.get(tp.topic, 0) >= 2]:
            del self._bounds[tp]
        await self._update_committed()
        for topic in self.lag().keys() - self._last_lag.keys():
            # Computed at each scrape, so that finished messages count at once. Until lag is known there is no series.
            self._last_lag[topic] = 0
            metrics.LAG.labels(self._group, topic).set_function(partial(self._reported_lag, topic))

    def lag(self) -> dict[str, int]:
        """Messages of the assigned partitions that are not done, by topic.

        A topic is left out while the lag of one of its partitions is unknown: the sum of the others would be too
        small, and counting the whole log of a new partition would cause a false alarm.
        """
        by_partition = self.by_partition()
        unknown = {tp.topic for tp in self._reader.partitions.keys() - by_partition.keys()}
        lag = dict.fromkeys(set(self._topics) - unknown, 0) if self._bounds else {}
        for tp, count in by_partition.items():
            if tp.topic in lag:
                lag[tp.topic] += count
        return lag

    def _reported_lag(self, topic: str) -> int:
        self._last_lag[topic] = self.lag().get(topic, self._last_lag[topic])
        return self._last_lag[topic]

    def by_partition(self) -> Mapping[TopicPartition, int]:
        """The lag of each assigned partition with known end and position."""
        lag = {}
        for tp, partition in self._reader.partitions.items():
            position = partition.position
            assigned, committed = self._committed.get(tp, (None, None))
            if tp in self._bounds and (position is not None or assigned is partition):
                first, end = self._bounds[tp]
                done = committed if position is None else position
                lag[tp] = max(0, end - max(first, done or 0))
        return lag

    async def _update_committed(self) -> None:
        """Read committed offsets again at each call: other members may commit, and errors must not persist."""
        unfetched = {tp: partition for tp, partition in self._reader.partitions.items() if partition.position is None}
        known = {tp: was for tp, was in self._committed.items() if unfetched.get(tp) is was[0]}
        answer = await self._reader.committed(unfetched)
        self._committed = known | {tp: (unfetched[tp], committed) for tp, committed in answer.items()}

    def _check_topics(self, view: View) -> None:
        for topic in self._topics:
            if topic not in view.topics:
                # Only at the second request: a broker that has just started may not know all topics yet.
                self._missing[topic] = self._missing.get(topic, 0) + 1
                if self._missing[topic] == 2:
                    log.error("topic %s no longer exists: create it with `reelbus topics create`", topic)
                continue
            if self._missing.pop(topic, 0) >= 2:
                log.warning("topic %s exists again", topic)
            found = view.topics[topic]
            if found is None:
                continue
            if self._ids.setdefault(topic, found) != found:
                self._ids[topic] = found
                log.warning("topic %s was deleted and created again: reading it from its beginning", topic)
                self._reader.reread(topic)
