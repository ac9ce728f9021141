"""The interface between a worker and a bus, implemented on aiokafka (`KafkaBus`) and in memory (`MemoryBus`)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from typing import Protocol

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.failure import Outgoing
from libs.bus.kafka.fetching.fetched import Fetched
from libs.bus.observing.view import Observer

Rebalance = Callable[[Collection[TopicPartition]], Awaitable[None]]


class Consumer(Protocol):
    """A member of a consumer group."""

    async def fetch(
        self, *, wait: float = 0, max_records: int = 500, max_bytes: int = 32 * 1024 * 1024
    ) -> Mapping[TopicPartition, Fetched]:
        """Fetch the next records of the partitions that are not paused; wait up to `wait` seconds for the first.

        Returns at most `max_records` records. May exceed `max_bytes` by one record. Data that cannot be read is
        returned as an UnreadableRecord.
        """
        ...

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Set the offset of the next fetch."""
        ...

    async def commit(self, offsets: dict[TopicPartition, int]) -> None: ...
    async def committed(self, partition: TopicPartition) -> int | None: ...
    async def committed_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offset of each of `partitions`; None if it has not committed any."""
        ...

    def pause(self, *partitions: TopicPartition) -> None: ...
    def resume(self, *partitions: TopicPartition) -> None: ...
    def paused(self) -> set[TopicPartition]: ...
    def assignment(self) -> frozenset[TopicPartition]: ...
    def highwater(self, partition: TopicPartition) -> int | None:
        """The offset after the partition's last message as of the last fetch."""
        ...

    async def stop(self) -> None:
        """Leave the group."""
        ...


class Producer(Protocol):
    """Publishes batches of records."""

    async def partitions(self, topic: str) -> Collection[int]:
        """The partition numbers of a topic."""
        ...

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        """Publish the first records of `records`, as many as fit into one batch; returns how many, at least one.

        Returns when all in-sync replicas have stored them. Raises KafkaError if that could not be confirmed.
        """
        ...

    async def stop(self) -> None:
        """Close the connections."""
        ...


class Bus(Protocol):
    """Creates consumers and producers."""

    async def check(self, topics: Collection[str]) -> None:
        """Raise SetupError unless brokers answer and all `topics` exist."""
        ...

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float,
        max_batch_bytes: int,
    ) -> Consumer:  # fmt: skip
        """Join `group`. The callbacks run before partitions are revoked and after partitions are assigned.

        `drain` is how long `on_revoked` may take, seconds. A batch that is larger than `max_batch_bytes` when it is
        uncompressed counts as unreadable.
        """
        ...

    async def compacted(self, topic: str) -> bool | None:
        """Whether the topic is compacted (then offsets may be missing); None if that is not known."""
        ...

    async def batch_producer(self) -> Producer:
        """A connected producer."""
        ...

    def read(
        self, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
    ) -> AsyncIterator[ConsumerRecord]:
        """Records from offset `first` to `end` (exclusive) of each partition, read without joining a group."""
        ...

    def observer(self) -> Observer:
        """A client that reads topic ids and offsets. It connects on first use."""
        ...
