"""What a consumer hands out: records of a partition, and what is known of the offsets that have none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiokafka import ConsumerRecord, TopicPartition

RECORD_BYTES, HEADER_BYTES = 600, 160
"""What a record with what a worker notes of it, and each of its headers, takes in memory besides its bytes."""


class UnreadableRecord(ConsumerRecord):  # type: ignore[misc]
    """Stands for offsets `offset` to `last` that hold something that cannot be read; `value` is it, packed, if known.

    `whole` is False for a single record of a readable batch: key, value and headers then are its own, as far as they
    can be read.
    """

    error: str
    last: int
    whole: bool

    @classmethod
    def of_batch(cls, tp: TopicPartition, offsets: range, raw: bytes | None, error: str) -> "UnreadableRecord":
        """For a batch."""
        made = cls(*tp, offsets.start, -1, 0, None, raw, None, -1, len(raw or b""), ())
        made.error, made.last, made.whole = error, offsets.stop - 1, True
        return made

    @classmethod
    def of_record(cls, record: ConsumerRecord, error: str) -> "UnreadableRecord":
        """For one record."""
        made = cls(**record.__dict__)
        made.error, made.last, made.whole = error, record.offset, False
        return made


@dataclass(frozen=True, slots=True)
class Gap:
    """Offsets from `first` up to, but not with, `next` that the log skips."""

    first: int
    next: int

    def __len__(self) -> int:
        return self.next - self.first


@dataclass(slots=True)
class Fetched:
    """What was fetched of one partition. Offsets from `start` up to `next` are in `records`, or hold no message."""

    start: int
    next: int
    records: Sequence[ConsumerRecord] = ()
    gaps: list[Gap] = field(default_factory=list)
    """Offsets that are in no batch: compaction takes batches out of a log, and nothing else should."""
    came_from: int | None = None
    """The position before, where the brokers have no such offset any more: the log begins later or ends earlier."""
    size: int = 0
    """What `records` take in memory, bytes."""


def held_bytes(record: ConsumerRecord) -> int:
    """What a record takes in memory: value, key, headers and the objects around them."""
    size = RECORD_BYTES + len(record.value or b"") + len(record.key or b"")
    headers = getattr(record, "headers", None)
    if headers:
        for name, value in headers:
            size += HEADER_BYTES + len(name) + len(value or b"")
    return size
