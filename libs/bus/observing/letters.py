"""A gauge of unresolved dead letters. Each record of a dead-letter topic is read once and not kept."""

import asyncio
import logging
from collections.abc import Collection

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError

from libs.bus.bus import Bus
from libs.bus.dead_letters.letter import RESOLVES
from libs.bus.errors import BusError
from libs.bus.observing.view import Reader
from libs.bus.worker import metrics
from libs.events.envelope import header
from libs.events.topics import dead_letter_topic

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
"""Interval between two reads of new records in dead-letter topics."""


class LetterCount:
    """Unresolved letters of one partition, one byte per offset. See ADR 0006 for how a letter is resolved."""

    def __init__(self, first: int) -> None:
        self.next = first
        """The offset to read next."""
        self._base = first
        self._open = bytearray()

    @property
    def unresolved(self) -> int:
        return self._open.count(1)

    def read(self, record: ConsumerRecord) -> None:
        """Process the next record: a letter, or the marker that resolves one."""
        self._open.extend(bytes(record.offset - self.next))
        self.next = record.offset + 1
        resolved = header(record.headers, RESOLVES)
        self._open.append(resolved is None)
        if resolved is not None and resolved.isdecimal() and len(resolved) < 20:
            place = int(resolved) - self._base
            if 0 <= place < len(self._open):
                self._open[place] = 0

    def begin_at(self, first: int) -> None:
        """Remove the offsets below `first`, which retention has deleted."""
        if first > self._base:
            del self._open[: first - self._base]
            self._base = first
            self.next = max(self.next, first)


class DeadLetterMonitor:
    """Counts letters of the topics whose partition 0 is assigned to this worker, so that one replica reads them."""

    def __init__(self, group: str, topics: Collection[str], bus: Bus, reader: Reader) -> None:
        self._group = group
        self._topics = topics
        self._bus = bus
        self._observer = bus.observer()
        self._reader = reader
        self._counts: dict[TopicPartition, LetterCount] = {}
        self._ids: dict[str, bytes | None] = {}
        self._reported: set[str] = set()
        self._denied = False

    async def run(self) -> None:
        """Call `look` at regular intervals until cancelled."""
        try:
            while True:
                await self.look()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            await self._observer.stop()

    async def look(self) -> None:
        """Update the gauges once. If the brokers do not answer, they stay unchanged."""
        ours = {
            dead_letter_topic(topic, self._group): topic
            for topic in self._topics
            if TopicPartition(topic, 0) in self._reader.partitions
        }
        try:
            await self._count(ours)
        except TopicAuthorizationFailedError as error:
            if not self._denied:
                self._denied = True
                log.warning("unresolved dead letters are not counted: no permission to read %s", error.args[0])
            return
        except (KafkaError, BusError, OSError, TimeoutError) as error:
            log.debug("dead letters are not counted: %r", error)  # the lag monitor logs the failure
            return
        for letters, topic in ours.items():
            unresolved = sum(count.unresolved for tp, count in self._counts.items() if tp.topic == letters)
            metrics.UNRESOLVED.labels(self._group, topic).set(unresolved)
        for topic in self._reported - set(ours.values()):
            metrics.UNRESOLVED.remove(self._group, topic)
        self._reported = set(ours.values())

    async def _count(self, topics: Collection[str]) -> None:
        self._counts = {tp: count for tp, count in self._counts.items() if tp.topic in topics}
        if not topics:
            return
        view = await self._observer.look(topics)
        for tp, (first, end) in view.bounds.items():
            count = self._counts.get(tp)
            if count is None or end < count.next or self._ids.get(tp.topic) != view.topics[tp.topic]:
                self._counts[tp] = LetterCount(first)
            else:
                count.begin_at(first)
        self._ids.update(view.topics)
        new = {tp: self._counts[tp].next for tp, (_, end) in view.bounds.items() if self._counts[tp].next < end}
        if new:
            async for record in self._bus.read(new, {tp: view.bounds[tp][1] for tp in new}):
                self._counts[TopicPartition(record.topic, record.partition)].read(record)
            for tp in new:
                self._counts[tp].next = max(self._counts[tp].next, view.bounds[tp][1])
