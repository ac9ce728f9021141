"""Topic ids and offsets, read by a client without a group: independent of the state of a worker's consumer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from aiokafka import TopicPartition


@dataclass(frozen=True, slots=True)
class View:
    """State of some topics."""

    topics: Mapping[str, bytes | None]
    """Existing topics with their id, which is unchanged until deletion; None if the brokers have no topic ids."""
    bounds: Mapping[TopicPartition, tuple[int, int]]
    """First and end offset (last offset + 1) of each partition; partitions without a response are left out."""
    problem: str | None = None
    """Why some partitions are left out."""


class Observer(Protocol):
    """Reads the state of topics."""

    async def look(self, topics: Collection[str]) -> View:
        """Ids and offsets of `topics`. Raises KafkaError, OSError or TimeoutError if no broker answers."""
        ...

    async def stop(self) -> None:
        """Close the connections."""
        ...


class Position(Protocol):
    """How far a partition is done."""

    @property
    def position(self) -> int | None:
        """The next offset; None before the first fetch."""
        ...


class Reader(Protocol):
    """What consumes the topics that a monitor looks at."""

    @property
    def partitions(self) -> Mapping[TopicPartition, Position]:
        """The assigned partitions."""
        ...

    async def committed(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int | None]:
        """The group's committed offsets of `partitions` (None: none). Empty if the brokers do not answer."""
        ...

    def reread(self, topic: str) -> None:
        """Read `topic` from its beginning: it was deleted and created again."""
        ...
