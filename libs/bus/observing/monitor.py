"""How far a worker is behind, as the brokers see it: from their end offsets, whatever its consumer can fetch."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from functools import partial

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from libs.bus.bus import Bus
from libs.bus.observing.view import View
from libs.bus.worker import metrics
from libs.bus.worker.fetch_loop import FetchLoop
from libs.bus.worker.partition import Partition
from libs.telemetry.dependencies import BROKER, Dependency

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
"""Between two looks at the brokers."""


class LagMonitor:
    """Asks the brokers about the worker's topics, and notices those that were deleted or made again.

    While the brokers are away, lag stays what it was, less what was done since: never 0 for want of an answer.
    """

    def __init__(
        self, group: str, topics: Collection[str], bus: Bus, fetch_loop: FetchLoop,
        *, broker: Dependency = BROKER, look_seconds: float = LOOK_SECONDS,
    ) -> None:  # fmt: skip
        self._group = group
        self._topics = topics
        self._observer = bus.observer()
        self._fetch_loop = fetch_loop
        self._broker = broker
        self._look_seconds = look_seconds
        self._bounds: dict[TopicPartition, tuple[int, int]] = {}
        self._committed: dict[TopicPartition, tuple[Partition, int | None]] = {}
        """Of partitions of which nothing was fetched yet, as they were assigned; None: nothing is committed there."""
        self._ids: dict[str, bytes] = {}
        self._missing: dict[str, int] = {}
        """For how many looks in a row a topic was not there."""
        self._last: dict[str, int] = {}
        """What was told last, for topics of which nothing is known for a while."""

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        try:
            while True:
                started = time.monotonic()
                await self.look()
                # A look that nobody answered took its time already.
                await asyncio.sleep(max(0.0, self._look_seconds - (time.monotonic() - started)))
        finally:
            await self._observer.stop()

    async def look(self) -> None:
        """Look once."""
        try:
            view = await self._observer.look(self._topics)
        except TimeoutError as error:
            silence = self._broker.silence
            reason = str(error) or "no answer"
            self._broker.down(reason if silence is None else f"{reason}; the last one came {silence:.0f} s ago")
            return
        except (KafkaError, OSError) as error:
            self._broker.down(error)
            return
        if view.trouble is None:
            self._broker.up()
        else:
            self._broker.down(view.trouble)
        self._notice(view)
        self._bounds.update(view.bounds)
        for tp in [tp for tp in self._bounds if self._missing.get(tp.topic, 0) >= 2]:
            del self._bounds[tp]
        await self._learn_committed()
        for topic in self.lag().keys() - self._last.keys():
            # Asked at each scrape: what is done meanwhile counts at once. Before anything is known there is no series.
            self._last[topic] = 0
            metrics.LAG.labels(self._group, topic).set_function(partial(self._of, topic))

    def lag(self) -> dict[str, int]:
        """Messages of our partitions that are not done, by topic.

        A topic is missing while a partition of it is not known: a sum of the others would be no lag, and to count the
        whole log of one that has just come, whose committed offset is still asked for, would be a false alarm.
        """
        by_partition = self.by_partition()
        unknown = {tp.topic for tp in self._fetch_loop.partitions.keys() - by_partition.keys()}
        lag = dict.fromkeys(set(self._topics) - unknown, 0) if self._bounds else {}
        for tp, count in by_partition.items():
            if tp.topic in lag:
                lag[tp.topic] += count
        return lag

    def _of(self, topic: str) -> int:
        self._last[topic] = self.lag().get(topic, self._last[topic])
        return self._last[topic]

    def by_partition(self) -> Mapping[TopicPartition, int]:
        """The same for each of our partitions of which the end is known, and what is done."""
        lag = {}
        for tp, partition in self._fetch_loop.partitions.items():
            position = partition.position
            assigned, committed = self._committed.get(tp, (None, None))
            if tp in self._bounds and (position is not None or assigned is partition):
                first, end = self._bounds[tp]
                done = committed if position is None else position
                lag[tp] = max(0, end - max(first, done or 0))
        return lag

    async def _learn_committed(self) -> None:
        """Ask anew at each look, by one request: others may commit, and what was wrong once must not stay so."""
        unfetched = {
            tp: partition for tp, partition in self._fetch_loop.partitions.items() if partition.position is None
        }
        known = {tp: was for tp, was in self._committed.items() if unfetched.get(tp) is was[0]}
        answer = await self._fetch_loop.committed(unfetched)
        self._committed = known | {tp: (unfetched[tp], committed) for tp, committed in answer.items()}

    def _notice(self, view: View) -> None:
        for topic in self._topics:
            if topic not in view.topics:
                # At the second look: a broker that has just started may not know all topics yet.
                self._missing[topic] = self._missing.get(topic, 0) + 1
                if self._missing[topic] == 2:
                    log.error("topic %s is gone from the brokers: run `reelbus topics create`", topic)
                continue
            if self._missing.pop(topic, 0) >= 2:
                log.warning("topic %s is there again", topic)
            found = view.topics[topic]
            if found is None:
                continue
            if self._ids.setdefault(topic, found) != found:
                self._ids[topic] = found
                log.warning("topic %s was deleted and made again: it is read from its beginning", topic)
                self._fetch_loop.reread(topic)
