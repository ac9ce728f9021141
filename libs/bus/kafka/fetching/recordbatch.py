"""Parsing of record batches: split by their headers, decompress within a limit, read tolerantly.

Source: https://kafka.apache.org/documentation/#recordbatch. aiokafka's parser reads valid batches; the tolerant one
here reads a batch that aiokafka rejects, to separate the bad record from the others.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.record.legacy_records import LegacyRecordBatch

from libs.bus.kafka.fetching.codecs import UncompressedTooLarge, unpack
from libs.bus.kafka.fetching.fetched import UnreadableRecord

FRAME = struct.Struct(">qi")
"""Base offset and length of the rest: the same in all versions."""
HEADER = struct.Struct(">qiibIhiqqqhii")
CODEC_MASK, LOG_APPEND_TIME, TRANSACTIONAL, CONTROL = 0x07, 0x08, 0x10, 0x20
MIN_LEGACY_BYTES = 26
"""Size of the shortest message of magic 0, including the frame."""
LONG_RECORD = 1024 * 1024
"""A batch with a longer record is read tolerantly: that checks the number of headers before it creates them."""
MAX_HEADERS = 50_000
"""Per record. A header takes up to 80 times its encoded size in memory, and a microsecond of the event loop."""


class BadBatch(Exception):
    """A batch, or the rest of it, cannot be read."""


@dataclass(frozen=True, slots=True)
class PackedBatch:
    """A raw batch. Only its header has been parsed."""

    data: bytes
    base: int
    last: int
    magic: int
    attributes: int = 0
    producer: int = -1
    crc: int = 0
    epoch: int = -1
    """Epoch of the leader that wrote it; -1 if unknown."""

    @property
    def codec(self) -> int:
        return self.attributes & CODEC_MASK

    @property
    def control(self) -> bool:
        return self.magic >= 2 and bool(self.attributes & CONTROL)

    @property
    def transactional(self) -> bool:
        return self.magic >= 2 and bool(self.attributes & TRANSACTIONAL)


@dataclass(frozen=True, slots=True)
class Remainder:
    """Bytes after the last complete batch. `size` is that of the batch that starts there; None if none does."""

    data: bytes
    size: int | None


Split = tuple[list[PackedBatch], Remainder | None]


def split(data: bytes) -> Split:
    """The complete batches in a fetch response's record set, and the remaining bytes."""
    batches: list[PackedBatch] = []
    at = 0
    while at < len(data):
        if len(data) - at < FRAME.size:
            return batches, Remainder(data[at:], FRAME.size)
        _, length = FRAME.unpack_from(data, at)
        end = at + FRAME.size + length
        if FRAME.size + length < MIN_LEGACY_BYTES:
            return batches, Remainder(data[at:], None)
        if end > len(data):
            return batches, Remainder(data[at:], FRAME.size + length)
        batch = packed(data[at:end])
        if batch is None:
            return batches, Remainder(data[at:], None)
        batches.append(batch)
        at = end
    return batches, None


def packed(data: bytes) -> PackedBatch | None:
    """The batch in `data`, or its first bytes; None if they are too short for its header."""
    if len(data) <= FRAME.size + 4:
        return None
    base, _ = FRAME.unpack_from(data)
    magic = data[FRAME.size + 4]
    if magic < 2:
        (attributes,) = struct.unpack_from(">b", data, FRAME.size + 5)
        return PackedBatch(data, base, base, magic, attributes)
    if len(data) < HEADER.size:
        return None
    _, _, epoch, _, crc, attributes, delta, _, _, producer, *_ = HEADER.unpack_from(data)
    return PackedBatch(data, base, base + delta, magic, attributes, producer, crc, epoch)


class OpenBatch:
    """A decompressed batch; `records` iterates over its records.

    A single record that cannot be read is returned as an UnreadableRecord. Raises BadBatch if the rest cannot be read.
    """

    def __init__(self, tp: TopicPartition, batch: PackedBatch, *, limit: int) -> None:
        """Check and decompress `batch`, which is slow if it is large. Raises BadBatch or another error if it is bad."""
        self.tp = tp
        self.batch = batch
        self._data = batch.data
        self._long = False
        if batch.magic > 2:
            raise BadBatch(f"unknown version {batch.magic} of record batches")
        if batch.magic < 2:
            self._reader = LegacyRecordBatch(batch.data, batch.magic)
            if not self._reader.validate_crc():
                raise BadBatch("wrong checksum")
            if batch.codec:
                unpack(batch.codec, _legacy_value(batch), limit)
            return
        self._reader = DefaultRecordBatch(batch.data)
        if not self._reader.validate_crc():
            raise BadBatch("wrong checksum")
        if batch.codec:
            body = unpack(batch.codec, batch.data[HEADER.size :], limit)
            plain = list(HEADER.unpack_from(batch.data))
            plain[5] &= ~CODEC_MASK
            self._data = HEADER.pack(*plain) + body
            self._reader = DefaultRecordBatch(self._data)
        self._long = self._has_long_records()

    def aborts(self) -> bool:
        """Whether this control batch ends a transaction by aborting it."""
        _, kind = struct.unpack(">hh", next(iter(self._reader)).key[:4])
        return bool(kind == 0)

    def records(self, start: int) -> Iterator[ConsumerRecord]:
        """Records from offset `start` on, one by one."""
        if self.batch.magic < 2:
            yield from self._checked(map(self._record, self._reader), start)
            return
        if not self._long:
            try:
                for record in self._checked(map(self._record, self._reader), start):
                    yield record
                    start = record.offset + 1
                return
            except BadBatch:
                raise
            except Exception:  # noqa: BLE001, S110 - whatever aiokafka rejects: the tolerant parser finds the record
                pass
        yield from self._checked(self._read_tolerantly(), start)

    def _checked(self, records: Iterator[ConsumerRecord], start: int) -> Iterator[ConsumerRecord]:
        last, seen = self.batch.last, None
        for record in records:
            offset = record.offset
            if offset > last or (seen is not None and offset <= seen):
                raise BadBatch(f"unexpected offset {offset} after {seen} in a batch up to {last}")
            seen = offset
            if offset >= start:
                yield record

    def _record(self, record: object) -> ConsumerRecord:
        key, value = record.key, record.value  # type: ignore[attr-defined]
        topic, partition = self.tp
        return ConsumerRecord(
            topic, partition, record.offset, record.timestamp, record.timestamp_type, key, value, None,  # type: ignore[attr-defined]
            -1 if key is None else len(key), -1 if value is None else len(value), tuple(record.headers),  # type: ignore[attr-defined]
        )  # fmt: skip

    def _has_long_records(self) -> bool:
        if len(self._data) < LONG_RECORD:
            return False
        at = HEADER.size
        while at < len(self._data):
            try:
                length, at = _varint(self._data, at)
            except BadBatch:
                return True
            if length > LONG_RECORD or length < 0:
                return True
            at += length
        return False

    def _read_tolerantly(self) -> Iterator[ConsumerRecord]:
        data = self._data
        header = HEADER.unpack_from(data)
        at = HEADER.size
        for _ in range(header[12]):
            length, at = _varint(data, at)
            end = at + length
            if length <= 0 or end > len(data):
                raise BadBatch(f"a record of {length} bytes, but only {len(data) - at} bytes remain")
            yield self._parse_record(data[at:end], header)
            at = end
        if at != len(data):
            raise BadBatch(f"{len(data) - at} bytes after its {header[12]} records")

    def _parse_record(self, data: bytes, header: tuple[int, ...]) -> ConsumerRecord:
        attributes, base, first_time, latest = header[5], header[0], header[7], header[8]
        late, at = _varint(data, 1)
        delta, at = _varint(data, at)
        key, at = _bytes(data, at)
        value, at = _bytes(data, at)
        number, at = _varint(data, at)
        if number < 0 or number > len(data) - at:
            raise BadBatch(f"a record with {number} headers")
        appended = bool(attributes & LOG_APPEND_TIME)
        record = ConsumerRecord(
            *self.tp, base + delta, latest if appended else first_time + late, int(appended), key, value, None,
            -1 if key is None else len(key), -1 if value is None else len(value), (),
        )  # fmt: skip
        if number > MAX_HEADERS:
            return UnreadableRecord.of_record(record, f"{number} headers; the limit is {MAX_HEADERS}")
        headers: list[tuple[str, bytes | None]] = []
        bad: bytes | None = None
        for _ in range(number):
            name, at = _bytes(data, at)
            content, at = _bytes(data, at)
            if name is None:
                raise BadBatch("a header without a name")
            try:
                headers.append((name.decode(), content))
            except UnicodeDecodeError:
                bad = name
                headers.append((name.decode("utf-8", "backslashreplace"), content))
        if at != len(data):
            raise BadBatch(f"{len(data) - at} bytes after the headers of a record")
        record.headers = tuple(headers)
        if bad is None:
            return record
        return UnreadableRecord.of_record(record, f"the name of a header is not UTF-8: {bad[:80]!r}")


def read_all(tp: TopicPartition, data: bytes, limit: int) -> list[ConsumerRecord]:
    """The records of the one batch in `data`. Raises BadBatch, or another error, if one of them cannot be read."""
    batches, rest = split(data)
    if rest is not None or len(batches) != 1:
        raise BadBatch("not exactly one complete batch")
    records = list(OpenBatch(tp, batches[0], limit=limit).records(0))
    for record in records:
        if isinstance(record, UnreadableRecord):
            raise BadBatch(record.error)
    return records


def describe_error(error: Exception) -> str:
    """The error as one line of text."""
    text = " ".join(str(error).split())
    return text if isinstance(error, (BadBatch, UncompressedTooLarge)) else f"{type(error).__name__}: {text}"


def _legacy_value(batch: PackedBatch) -> bytes:
    at = FRAME.size + 6 + (8 if batch.magic else 0)
    (key,) = struct.unpack_from(">i", batch.data, at)
    return batch.data[at + 8 + max(0, key) :]


def _bytes(data: bytes, at: int) -> tuple[bytes | None, int]:
    length, at = _varint(data, at)
    if length < 0:
        return None, at
    if at + length > len(data):
        raise BadBatch(f"a field of {length} bytes, but only {len(data) - at} bytes remain")
    return data[at : at + length], at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The zigzag varint at `at`, and the offset after it."""
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise BadBatch("it ends within a number")
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return (value >> 1) ^ -(value & 1), at
        shift += 7
