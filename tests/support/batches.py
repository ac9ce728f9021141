"""Builds valid and invalid record batches (magic 2) from bytes."""

import gzip
import struct
import time
from collections.abc import Iterable, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

ABORT, COMMIT = b"\0\0\0\0", b"\0\0\0\1"
"""Keys of control records."""

NamedBytes = Sequence[tuple[bytes, bytes | None]]


def varint(number: int) -> bytes:
    """A zigzag varint."""
    left = ((number << 1) ^ (number >> 63)) & (2**64 - 1)
    out = b""
    while left > 127:
        out += bytes([left & 127 | 128])
        left >>= 7
    return out + bytes([left])


def field(content: bytes | None) -> bytes:
    return varint(-1) if content is None else varint(len(content)) + content


def raw_record(
    delta: int,
    value: bytes | None,
    *,
    key: bytes | None = None,
    headers: NamedBytes = (),
    header_count: int | None = None,
) -> bytes:
    """One record. Names of `headers` are bytes; `header_count` may differ from their number."""
    count = len(headers) if header_count is None else header_count
    body = b"\0" + varint(0) + varint(delta) + field(key) + field(value) + varint(count)
    body += b"".join(field(name) + field(content) for name, content in headers)
    return varint(len(body)) + body


def raw_batch(
    records: Iterable[bytes] = (), *, body: bytes | None = None, attributes: int = 0, count: int | None = None,
    last_delta: int | None = None, base: int = 0, crc: int | None = None, magic: int = 2, producer: int = -1,
) -> bytes:  # fmt: skip
    """One batch of `records`, or of `body`; `count` may differ from the number of records."""
    records = list(records)
    body = b"".join(records) if body is None else body
    number = len(records) if count is None else count
    now = int(time.time() * 1000)
    delta = number - 1 if last_delta is None else last_delta
    checked = struct.pack(">hiqqqhii", attributes, delta, now, now, producer, -1, -1, number) + body
    checksum = calc_crc32c(checked) & 0xFFFFFFFF if crc is None else crc
    framed = struct.pack(">ibI", 0, magic, checksum) + checked
    return struct.pack(">qi", base, len(framed)) + framed


def control_batch(base: int, producer: int, key: bytes) -> bytes:
    """A batch with the control record that ends a transaction."""
    return raw_batch([raw_record(0, b"\0\0\0\0\0\0", key=key)], attributes=0x30, base=base, producer=producer)


def good_batch(values: Sequence[bytes], *, base: int = 0, codec: int = 0, producer: int = -1) -> bytes:
    """A batch by aiokafka's own builder; a `producer` id makes it transactional."""
    builder = DefaultRecordBatchBuilder(2, codec, int(producer >= 0), producer, 0, 0, 1 << 30)
    for number, value in enumerate(values):
        builder.append(number, None, b"key", value, [("name", b"content")])
    data = builder.build()
    data[:8] = struct.pack(">q", base)
    return bytes(data)


def gzip_bomb(size: int) -> bytes:
    """A compressed body of one record with `size` zeros."""
    head = b"\0" + varint(0) + varint(0) + field(None) + varint(size)
    length = len(head) + size + 1
    return gzip.compress(varint(length) + head + bytes(size + 1), 9)


async def send_raw(bus: Any, tp: TopicPartition, data: bytes) -> int:
    """Produce a batch unchanged; returns its offset."""
    producer: AIOKafkaProducer = await bus._producer(idempotent=False)
    try:
        batch = producer.create_batch()
        batch.append(key=b"k", value=b"v", timestamp=None)
        batch.close()
        batch._build()
        batch._buffer = bytearray(data)
        done = await producer.send_batch(batch, tp.topic, partition=tp.partition)
        return int((await done).offset)
    finally:
        await producer.stop()
