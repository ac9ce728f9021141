"""The bus in memory: the same behaviour as Kafka in one process, for tests.

Topics with partitions and offsets, consumer groups that rebalance when a member comes, leaves or is killed,
committed offsets, pause and resume. It keeps everything; it is no broker.
"""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Collection, Sequence

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, MessageSizeTooLargeError, UnknownTopicOrPartitionError

from libs.bus.assignor import Member, share
from libs.bus.bus import Rebalance
from libs.bus.errors import SetupError
from libs.bus.failure import Outgoing
from libs.bus.observing import View


class MemoryBus:
    """Holds topics and groups. `create` makes topics, as on a cluster that does not make them by itself."""

    def __init__(self, *, max_message_bytes: int = 1024 * 1024) -> None:
        self.log: dict[TopicPartition, list[ConsumerRecord]] = {}
        self.ids: dict[str, bytes | None] = {}
        """Ids of topics, for tests in which one is made again."""
        self.offsets: dict[str, dict[TopicPartition, int]] = defaultdict(dict)
        self._members: dict[str, list[MemoryConsumer]] = defaultdict(list)
        self._rebalancing: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._max_message_bytes = max_message_bytes

    def create(self, *topics: str, partitions: int = 3) -> None:
        """Make topics."""
        for topic in topics:
            for number in range(partitions):
                self.log.setdefault(TopicPartition(topic, number), [])

    def records(self, topic: str) -> list[ConsumerRecord]:
        """All records of a topic, partition by partition."""
        return [record for tp, log in sorted(self.log.items()) if tp.topic == topic for record in log]

    async def check(self, topics: Collection[str]) -> None:
        missing = sorted(set(topics) - {tp.topic for tp in self.log})
        if missing:
            raise SetupError(f"no topic {', '.join(missing)} in memory: run `reelbus topics create`")

    async def batch_producer(self) -> "MemoryProducer":
        return MemoryProducer(self)

    def observer(self) -> "MemoryObserver":
        return MemoryObserver(self)

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float
    ) -> "MemoryConsumer":
        member = MemoryConsumer(self, group, frozenset(topics), on_revoked, on_assigned)
        self._members[group].append(member)
        await self.rebalance(group)
        return member

    async def leave(self, member: "MemoryConsumer") -> None:
        """Take a member out of its group, as LeaveGroup or an expired session does."""
        if member in self._members[member.group]:
            self._members[member.group].remove(member)
            member.assigned = frozenset()
            await self.rebalance(member.group)

    async def rebalance(self, group: str) -> None:
        """Revoke everything from everyone, then share it out."""
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
        """Add a record to the end of a partition."""
        size = len(record.value or b"")
        if size > self._max_message_bytes:
            raise MessageSizeTooLargeError(f"{size} bytes")
        if tp not in self.log:
            raise UnknownTopicOrPartitionError(f"no {tp.topic}/{tp.partition} in memory")
        self.log[tp].append(
            ConsumerRecord(
                *tp, len(self.log[tp]), int(time.time() * 1000), 0, record.key, record.value, None,
                len(record.key or b""), size, record.headers,
            )
        )  # fmt: skip
        for members in self._members.values():
            for member in members:
                member.wake.set()


class MemoryObserver:
    """Looks at topics."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus

    async def look(self, topics: Collection[str]) -> View:
        ours = {tp: (0, len(log)) for tp, log in self._bus.log.items() if tp.topic in topics}
        return View({tp.topic: self._bus.ids.get(tp.topic) for tp in ours}, ours)

    async def stop(self) -> None:
        """Nothing is open."""


class MemoryProducer:
    """Publishes at once."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus

    async def partitions(self, topic: str) -> list[int]:
        return [tp.partition for tp in self._bus.log if tp.topic == topic]

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        await asyncio.sleep(0)  # an acknowledgement never comes in the same turn of the loop
        for record in records:
            self._bus.append(partition, record)
        return len(records)

    async def stop(self) -> None:
        """Nothing is buffered."""


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
        """From "these are revoked" to the new assignment nothing is fetched."""
        self.wake = asyncio.Event()
        self._bus = bus
        self._paused: set[TopicPartition] = set()
        self._positions: dict[TopicPartition, int] = {}

    def assign(self, partitions: frozenset[TopicPartition]) -> None:
        """Begin at the committed offsets, with nothing paused."""
        self.assigned = partitions
        self.rebalancing = False
        self._paused.clear()
        self._positions = {tp: self._bus.offsets[self.group].get(tp, 0) for tp in partitions}
        self.wake.set()

    async def getmany(
        self, *, timeout_ms: int = 0, max_records: int | None = None
    ) -> dict[TopicPartition, list[ConsumerRecord]]:
        self.wake.clear()
        batch = self._take(max_records)
        if not batch and timeout_ms:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), timeout_ms / 1000)
            batch = self._take(max_records)
        return batch

    def _take(self, max_records: int | None) -> dict[TopicPartition, list[ConsumerRecord]]:
        left = max_records if max_records is not None else 500
        batch: dict[TopicPartition, list[ConsumerRecord]] = {}
        if self.rebalancing:
            return batch
        for tp in sorted(self.assigned - self._paused):
            start = self._positions[tp]
            records = self._bus.log[tp][start : start + left]
            if records:
                batch[tp] = records
                self._positions[tp] = start + len(records)
                left -= len(records)
            if left <= 0:
                break
        return batch

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._positions[partition] = offset

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        if not offsets.keys() <= self.assigned:
            raise CommitFailedError()
        self._bus.offsets[self.group].update(offsets)

    async def committed(self, partition: TopicPartition) -> int | None:
        return self._bus.offsets[self.group].get(partition)

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
        return len(self._bus.log[partition])

    async def stop(self) -> None:
        await self._bus.leave(self)
