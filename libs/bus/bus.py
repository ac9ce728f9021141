"""What the worker needs of a bus. aiokafka's clients have this shape; the in-memory bus takes it on."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Protocol

from aiokafka import ConsumerRecord, TopicPartition

Rebalance = Callable[[Collection[TopicPartition]], Awaitable[None]]


class Consumer(Protocol):
    """A member of a consumer group."""

    async def getmany(
        self, *, timeout_ms: int = 0, max_records: int | None = None
    ) -> Mapping[TopicPartition, list[ConsumerRecord]]:
        """Messages of the partitions that are not paused, waiting up to `timeout_ms` for the first."""
        ...

    async def commit(self, offsets: dict[TopicPartition, int]) -> None: ...
    async def committed(self, partition: TopicPartition) -> int | None: ...
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
    """Publishes records; the future is done when all in-sync replicas have the record."""

    async def send(
        self, topic: str, value: bytes | None = None, key: bytes | None = None, *, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[Any]: ...

    async def stop(self) -> None:
        """Send what is buffered, then close."""
        ...


class Bus(Protocol):
    """Kafka, or its double in memory."""

    async def check(self, topics: Collection[str]) -> None:
        """Raise SetupError unless brokers answer and all `topics` exist."""
        ...

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float
    ) -> Consumer:
        """Join `group`; the callbacks run before partitions are let go and after new ones came."""
        ...

    async def producer(self) -> Producer: ...
