"""What the worker needs of a bus. aiokafka's clients have this shape; the in-memory bus takes it on."""

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
        """What comes next of the partitions that are not paused, waiting up to `wait` seconds for the first.

        At most so many records, and hardly more bytes. What cannot be read comes as an UnreadableRecord.
        """
        ...

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go on with `offset`."""
        ...

    async def commit(self, offsets: dict[TopicPartition, int]) -> None: ...
    async def committed(self, partition: TopicPartition) -> int | None: ...
    async def committed_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offset of each of `partitions`; None: it has committed nothing there."""
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
    """Publishes batches."""

    async def partitions(self, topic: str) -> Collection[int]:
        """The partitions of a topic."""
        ...

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        """Publish as many of `records`, from the first, as fit into a batch; returns how many, at least one.

        Returns when all in-sync replicas have them; raises KafkaError when that is not known.
        """
        ...

    async def stop(self) -> None:
        """Close."""
        ...


class Bus(Protocol):
    """Kafka, or its double in memory."""

    async def check(self, topics: Collection[str]) -> None:
        """Raise SetupError unless brokers answer and all `topics` exist."""
        ...

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float,
        max_batch_bytes: int,
    ) -> Consumer:  # fmt: skip
        """Join `group`; the callbacks run before partitions are let go and after new ones came.

        A batch that unpacks to more than `max_batch_bytes` counts as unreadable.
        """
        ...

    async def compacted(self, topic: str) -> bool | None:
        """Whether the topic's log is compacted, so that offsets may be missing in it; None when that is not known."""
        ...

    async def batch_producer(self) -> Producer:
        """What a worker publishes with."""
        ...

    def read(
        self, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
    ) -> AsyncIterator[ConsumerRecord]:
        """Records from offset `first` up to, but not with, `end` of each partition, without joining a group."""
        ...

    def observer(self) -> Observer:
        """What looks at topics beside the consumer. Connects when it is asked."""
        ...
