"""What a consumer returns: the records of a partition, and its offsets without records."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiokafka import ConsumerRecord, TopicPartition

RECORD_BYTES, HEADER_BYTES = 600, 160
"""Memory for the objects of a record in a worker, and for those of each header, in addition to their bytes."""


class UnreadableRecord(ConsumerRecord):  # type: ignore[misc]
    """Replaces the offsets `offset` to `last`, which cannot be read. `value` is the raw batch, if known.

    `whole_batch` is False for a single record of a readable batch. Then key, value and headers are those of the
    record, as far as they can be read.
    """

    error: str
    last: int
    whole_batch: bool

    @classmethod
    def of_batch(cls, tp: TopicPartition, offsets: range, raw: bytes | None, error: str) -> "UnreadableRecord":
        """Create one for a batch."""
        made = cls(*tp, offsets.start, -1, 0, None, raw, None, -1, len(raw or b""), ())
        made.error, made.last, made.whole_batch = error, offsets.stop - 1, True
        return made

    @classmethod
    def of_record(cls, record: ConsumerRecord, error: str) -> "UnreadableRecord":
        """Create one for a single record."""
        made = cls(**record.__dict__)
        made.error, made.last, made.whole_batch = error, record.offset, False
        return made


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing offsets: `first` to `next` (exclusive)."""

    first: int
    next: int

    def __len__(self) -> int:
        return self.next - self.first


@dataclass(slots=True)
class Fetched:
    """Data of one partition. Each offset from `start` to `next` (exclusive) is in `records` or has no message."""

    start: int
    next: int
    records: Sequence[ConsumerRecord] = ()
    gaps: list[Gap] = field(default_factory=list)
    """Offsets that are in no batch. Only compaction should remove batches from a log."""
    reset_from: int | None = None
    """The position before a reset: it was out of range, because the log starts later or ends earlier."""
    size: int = 0
    """Size of `records` in memory, bytes."""


def held_bytes(record: ConsumerRecord) -> int:
    """Size of a record in memory, bytes: value, key, headers and their objects."""
    size = RECORD_BYTES + len(record.value or b"") + len(record.key or b"")
    headers = getattr(record, "headers", None)
    if headers:
        for name, value in headers:
            size += HEADER_BYTES + len(name) + len(value or b"")
    return size
