"""The bus in memory, for tests: it behaves as Kafka does, within one process.

It has topics with partitions and offsets, consumer groups that rebalance when a member joins, leaves or is killed,
committed offsets, pause and resume. It can also simulate unreadable batches, control records, expired or missing
offsets, and truncated logs. It never deletes records by itself.
"""

import asyncio
import contextlib
import time
import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, MessageSizeTooLargeError, UnknownTopicOrPartitionError

from libs.bus.bus import Rebalance
from libs.bus.errors import SetupError
from libs.bus.failure import Outgoing
from libs.bus.kafka.assignor import Member, share
from libs.bus.kafka.fetching.fetched import Fetched, Gap, UnreadableRecord, held_bytes
from libs.bus.observing.view import View


class MemoryBus:
    """Holds topics and groups. Topics must be created by `create`, as on a cluster without automatic creation."""

    def __init__(self, *, max_message_bytes: int = 1024 * 1024) -> None:
        self.log: dict[TopicPartition, list[ConsumerRecord]] = {}
        self.ids: dict[str, bytes | None] = {}
        """A topic keeps its id until it is deleted."""
        self.start: dict[TopicPartition, int] = defaultdict(int)
        """First offset of each log."""
        self.end: dict[TopicPartition, int] = defaultdict(int)
        """Offset of the next record."""
        self.gaps: dict[TopicPartition, list[Gap]] = defaultdict(list)
        self.compacted_topics: set[str] = set()
        self.offsets: dict[str, dict[TopicPartition, int]] = defaultdict(dict)
        self._members: dict[str, list[MemoryConsumer]] = defaultdict(list)
        self._rebalancing: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._max_message_bytes = max_message_bytes

    def create(self, *topics: str, partitions: int = 3) -> None:
        """Create topics. Existing ones are not changed."""
        for topic in topics:
            self.ids.setdefault(topic, uuid.uuid4().bytes)
            for number in range(partitions):
                self.log.setdefault(TopicPartition(topic, number), [])

    def recreate(self, topic: str) -> None:
        """Delete a topic and create it again: with an empty log, another id, and no committed offsets."""
        self.ids[topic] = uuid.uuid4().bytes
        for tp in self.log:
            if tp.topic == topic:
                self.truncate(tp, 0)
                for offsets in self.offsets.values():
                    offsets.pop(tp, None)

    def records(self, topic: str) -> list[ConsumerRecord]:
        """All records of a topic, ordered by partition."""
        return [record for tp, log in sorted(self.log.items()) if tp.topic == topic for record in log]

    async def check(self, topics: Collection[str]) -> None:
        missing = sorted(set(topics) - {tp.topic for tp in self.log})
        if missing:
            raise SetupError(f"topic {', '.join(missing)} does not exist: create it with `reelbus topics create`")

    async def compacted(self, topic: str) -> bool:
        return topic in self.compacted_topics

    async def batch_producer(self) -> "MemoryProducer":
        return MemoryProducer(self)

    async def read(
        self, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
    ) -> AsyncIterator[ConsumerRecord]:
        for tp, start in first.items():
            for record in list(self.log[tp]):
                if start <= record.offset < end[tp]:
                    yield record

    def observer(self) -> "MemoryObserver":
        return MemoryObserver(self)

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float,
        max_batch_bytes: int = 0,
    ) -> "MemoryConsumer":  # fmt: skip
        member = MemoryConsumer(self, group, frozenset(topics), on_revoked, on_assigned)
        self._members[group].append(member)
        await self.rebalance(group)
        return member

    async def leave(self, member: "MemoryConsumer") -> None:
        """Remove a member from its group, as LeaveGroup or an expired session does."""
        if member in self._members[member.group]:
            self._members[member.group].remove(member)
            member.assigned = frozenset()
            await self.rebalance(member.group)

    async def rebalance(self, group: str) -> None:
        """Revoke all partitions of all members, then assign them."""
        async with self._rebalancing[group]:
            members = list(self._members[group])
            held = {member: member.assigned for member in members}
            for member in members:
                member.rebalancing = True
            await asyncio.gather(*(member.on_revoked(held[member]) for member in members))
            numbers: dict[str, list[int]] = defaultdict(list)
            for tp in self.log:
                numbers[tp.topic].append(tp.partition)
            shares = share(numbers, {f"{i:04}": Member(m.topics, held[m]) for i, m in enumerate(members)})
            for member, mine in zip(members, shares.values(), strict=True):
                member.assign(frozenset(mine))
                await member.on_assigned(member.assigned)

    def append(self, tp: TopicPartition, record: Outgoing) -> None:
        """Append a record to a partition."""
        size = len(record.value or b"")
        if size > self._max_message_bytes:
            raise MessageSizeTooLargeError(f"{size} bytes")
        if tp not in self.log:
            raise UnknownTopicOrPartitionError(f"{tp.topic}/{tp.partition} does not exist")
        self._add(
            ConsumerRecord(
                *tp, self.end[tp], int(time.time() * 1000), 0, record.key, record.value, None,
                len(record.key or b""), size, record.headers,
            )
        )  # fmt: skip

    def append_value(self, tp: TopicPartition, value: bytes, *, error: str | None = None) -> None:
        """Append a record by its value; with an `error` it is one that cannot be read."""
        record = ConsumerRecord(*tp, self.end[tp], int(time.time() * 1000), 0, None, value, None, -1, len(value), ())
        self._add(record if error is None else UnreadableRecord.of_record(record, error))

    def append_unreadable(self, tp: TopicPartition, raw: bytes, *, count: int = 1, error: str = "garbage") -> None:
        """Append a batch of `count` records that cannot be read."""
        first = self.end[tp]
        self._add(UnreadableRecord.of_batch(tp, range(first, first + count), raw, error), count)

    def append_control(self, tp: TopicPartition) -> None:
        """Append a control record, as the end of a transaction does: an offset without a message."""
        self.end[tp] += 1
        self._wake()

    def lose(self, tp: TopicPartition, count: int) -> None:
        """Skip `count` offsets, as compaction or a fault does."""
        self.gaps[tp].append(Gap(self.end[tp], self.end[tp] + count))
        self.end[tp] += count

    def expire(self, tp: TopicPartition, start: int) -> None:
        """Delete the records below `start`, as retention does."""
        self.start[tp] = start
        self.log[tp] = [record for record in self.log[tp] if record.offset >= start]

    def truncate(self, tp: TopicPartition, end: int) -> None:
        """Delete the records from `end` on, as an unclean leader election does; 0: as for a topic created again."""
        self.log[tp] = [record for record in self.log[tp] if record.offset < end]
        self.end[tp] = end
        self.start[tp] = min(self.start[tp], end)

    def _add(self, record: ConsumerRecord, count: int = 1) -> None:
        tp = TopicPartition(record.topic, record.partition)
        self.log[tp].append(record)
        self.end[tp] += count
        self._wake()

    def _wake(self) -> None:
        for members in self._members.values():
            for member in members:
                member.wake.set()


class MemoryObserver:
    """Reads topic ids and offsets."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus

    async def look(self, topics: Collection[str]) -> View:
        bus = self._bus
        ours = {tp: (bus.start[tp], bus.end[tp]) for tp in bus.log if tp.topic in topics}
        return View({tp.topic: self._bus.ids.get(tp.topic) for tp in ours}, ours)

    async def stop(self) -> None:
        """Nothing to close."""


class MemoryProducer:
    """Appends records at once."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus

    async def partitions(self, topic: str) -> list[int]:
        return [tp.partition for tp in self._bus.log if tp.topic == topic]

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        await asyncio.sleep(0)  # an acknowledgement never arrives in the same iteration of the event loop
        for record in records:
            self._bus.append(partition, record)
        return len(records)

    async def stop(self) -> None:
        """Nothing to flush."""


class MemoryConsumer:
    """One member of a group."""

    def __init__(
        self, bus: MemoryBus, group: str, topics: frozenset[str], on_revoked: Rebalance, on_assigned: Rebalance
    ) -> None:
        self.group = group
        self.topics = topics
        self.on_revoked = on_revoked
        self.on_assigned = on_assigned
        self.assigned: frozenset[TopicPartition] = frozenset()
        self.rebalancing = False
        """Set from revocation to the new assignment; nothing is fetched meanwhile."""
        self.wake = asyncio.Event()
        self._bus = bus
        self._paused: set[TopicPartition] = set()
        self._positions: dict[TopicPartition, int] = {}

    def assign(self, partitions: frozenset[TopicPartition]) -> None:
        """Start at the committed offsets, with no partition paused."""
        self.assigned = partitions
        self.rebalancing = False
        self._paused.clear()
        committed = self._bus.offsets[self.group]
        self._positions = {tp: committed.get(tp, self._bus.start[tp]) for tp in partitions}
        self.wake.set()

    async def fetch(
        self, *, wait: float = 0, max_records: int = 500, max_bytes: int = 32 * 1024 * 1024
    ) -> dict[TopicPartition, Fetched]:
        self.wake.clear()
        fetched = self._take(max_records, max_bytes)
        if not fetched and wait:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), wait)
            fetched = self._take(max_records, max_bytes)
        return fetched

    def _take(self, max_records: int, max_bytes: int) -> dict[TopicPartition, Fetched]:
        taken: dict[TopicPartition, Fetched] = {}
        if self.rebalancing:
            return taken
        for tp in sorted(self.assigned - self._paused):
            part = self._part(tp, max_records, max_bytes)
            if part.records or part.next != part.start or part.reset_from is not None:
                taken[tp] = part
                self._positions[tp] = part.next
                max_records -= len(part.records)
                max_bytes -= part.size
            if max_records <= 0 or max_bytes <= 0:
                break
        return taken

    def _part(self, tp: TopicPartition, max_records: int, max_bytes: int) -> Fetched:
        bus, position = self._bus, self._positions[tp]
        reset_from = None
        if not bus.start[tp] <= position <= bus.end[tp]:
            reset_from, position = position, bus.start[tp]
        log = bus.log[tp]
        first = bisect_left(log, position, key=lambda record: record.offset)
        records: list[ConsumerRecord] = []
        size = 0
        for record in log[first : first + max_records]:
            records.append(record)
            size += held_bytes(record)
            if size >= max_bytes:
                break
        behind = first + len(records)
        after = bus.end[tp] if behind == len(log) else log[behind].offset
        gaps = [gap for gap in bus.gaps[tp] if position <= gap.first < after]
        return Fetched(position, after, records, gaps, reset_from, size)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._positions[partition] = offset

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        if not offsets.keys() <= self.assigned:
            raise CommitFailedError()
        self._bus.offsets[self.group].update(offsets)

    async def committed(self, partition: TopicPartition) -> int | None:
        return self._bus.offsets[self.group].get(partition)

    async def committed_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        return {tp: await self.committed(tp) for tp in partitions}

    def pause(self, *partitions: TopicPartition) -> None:
        self._paused.update(partitions)

    def resume(self, *partitions: TopicPartition) -> None:
        self._paused.difference_update(partitions)
        self.wake.set()

    def paused(self) -> set[TopicPartition]:
        return set(self._paused)

    def assignment(self) -> frozenset[TopicPartition]:
        return self.assigned

    def highwater(self, partition: TopicPartition) -> int | None:
        return self._bus.end[partition]

    async def stop(self) -> None:
        await self._bus.leave(self)
