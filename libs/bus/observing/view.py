"""What brokers say of topics, asked by a client of no group: it sees them whatever happens to a worker's consumer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from aiokafka import TopicPartition


@dataclass(frozen=True, slots=True)
class View:
    """What was found out of some topics."""

    topics: Mapping[str, bytes | None]
    """Topics that exist, with the id that a topic keeps until it is deleted; None where the brokers have no ids."""
    bounds: Mapping[TopicPartition, tuple[int, int]]
    """First offset of each partition, and the one after its last record; missing where nobody answered."""
    trouble: str | None = None
    """Why some partitions are missing."""


class Observer(Protocol):
    """Looks at topics."""

    async def look(self, topics: Collection[str]) -> View:
        """How `topics` are now. Raises KafkaError, OSError or TimeoutError when no broker answers."""
        ...

    async def stop(self) -> None:
        """Close the connections."""
        ...
