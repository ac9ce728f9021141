"""What becomes of real bytes: good batches, transactions, gaps, and everything that cannot be read."""

import gzip
import time
from collections.abc import Sequence

import pytest
from aiokafka import TopicPartition
from aiokafka.record.legacy_records import LegacyRecordBatchBuilder
from hypothesis import given
from hypothesis import strategies as st

from libs.bus.kafka.fetching.fetched import Fetched, Gap, UnreadableRecord, held_bytes
from libs.bus.kafka.fetching.packed import Packed
from libs.bus.kafka.fetching.recordbatch import LONG_RECORD, MAX_HEADERS, PackedBatch, split
from tests.support.batches import ABORT, COMMIT, control_batch, good_batch, gzip_bomb, raw_batch, raw_record, varint

TP = TopicPartition("asked", 3)
MB = 1024 * 1024


def packed(*batches: bytes, position: int = 0, aborted: Sequence[tuple[int, int]] = (), **given: object) -> Packed:
    found, rest = split(b"".join(batches))
    assert rest is None
    return Packed(TP, found, aborted, position, limit=32 * MB, **given)  # type: ignore[arg-type]


async def read(*batches: bytes, position: int = 0, aborted: Sequence[tuple[int, int]] = ()) -> Fetched:
    held = packed(*batches, position=position, aborted=aborted)
    out = await held.take(10_000, 64 * MB)
    assert held.empty
    return out


def values(out: Fetched) -> list[bytes | None]:
    return [record.value for record in out.records if not isinstance(record, UnreadableRecord)]


def unreadable(out: Fetched) -> list[tuple[int, int]]:
    """First and last offset of what cannot be read."""
    return [(each.offset, each.last) for each in out.records if isinstance(each, UnreadableRecord)]


@pytest.mark.parametrize("codec", range(5))
async def test_records_come_as_they_were_written(codec: int) -> None:
    out = await read(good_batch([b"0", b"1"], base=7, codec=codec), good_batch([b"2"], base=9), position=7)
    assert (out.start, out.next, out.gaps, out.reset_from) == (7, 10, [], None)
    assert [(each.offset, each.value, each.key, each.headers) for each in out.records] == [
        (offset, b"%d" % (offset - 7), b"key", (("name", b"content"),)) for offset in (7, 8, 9)
    ]
    assert (out.records[0].topic, out.records[0].partition) == TP
    assert out.size == sum(map(held_bytes, out.records))


async def test_a_batch_is_begun_in_its_midst() -> None:
    """Brokers send whole batches, whatever offset was asked for."""
    out = await read(good_batch([b"0", b"1", b"2"], base=5), position=6)
    assert values(out) == [b"1", b"2"]


async def test_no_more_is_taken_than_there_is_room_for() -> None:
    held = packed(good_batch([b"%d" % n for n in range(10)]), good_batch([b"x" * 1000] * 10, base=10))
    first = await held.take(3, MB)
    assert (values(first), first.next) == ([b"0", b"1", b"2"], 3)
    second = await held.take(8, MB)
    assert (len(second.records), second.start, second.next) == (8, 3, 11)
    third = await held.take(100, 2000)
    assert len(third.records) == 2, "one fits, and one goes over"
    assert not held.empty
    assert len((await held.take(100, MB)).records) == 7
    assert held.empty


async def test_headers_and_keys_count_as_held() -> None:
    headers = [(b"name", b"x" * 1000)] * 20
    held = packed(raw_batch([raw_record(n, b"{}", key=b"k" * 5000, headers=headers) for n in range(10)]))
    out = await held.take(500, 30_000)
    assert len(out.records) == 2
    assert out.size > 50_000


# ---- control records, transactions, compaction ------------------------------------------------------


async def test_control_records_are_passed_over() -> None:
    out = await read(good_batch([b"0"], producer=5), control_batch(1, 5, COMMIT))
    assert (values(out), out.next, out.gaps) == ([b"0"], 2, [])
    out = await read(control_batch(1, 5, COMMIT), position=1)
    assert (list(out.records), out.start, out.next) == ([], 1, 2)


async def test_aborted_messages_are_not_handed_out() -> None:
    out = await read(
        good_batch([b"aborted"], base=0, producer=5),
        good_batch([b"other"], base=1, producer=6),
        good_batch([b"aborted too"], base=2, producer=5),
        control_batch(3, 5, ABORT),
        good_batch([b"next transaction"], base=4, producer=5),
        control_batch(5, 5, COMMIT),
        control_batch(6, 6, COMMIT),
        aborted=[(5, 0)],
    )
    assert values(out) == [b"other", b"next transaction"]
    assert (out.next, out.gaps) == (7, [])


async def test_an_aborted_batch_need_not_be_readable() -> None:
    bad = raw_batch(body=b"garbage", attributes=0x11, count=2, producer=5)
    out = await read(bad, control_batch(2, 5, ABORT), aborted=[(5, 0)])
    assert (list(out.records), out.next) == ([], 3)


async def test_what_compaction_took_out_of_a_batch_is_no_gap() -> None:
    out = await read(raw_batch([raw_record(1, b"1"), raw_record(4, b"4")], last_delta=6))
    assert ([each.offset for each in out.records], out.next, out.gaps) == ([1, 4], 7, [])


async def test_batches_that_are_gone_are_a_gap() -> None:
    out = await read(good_batch([b"2"], base=2), good_batch([b"7"], base=7))
    assert ([each.offset for each in out.records], out.next) == ([2, 7], 8)
    assert out.gaps == [Gap(0, 2), Gap(3, 7)]
    assert [len(gap) for gap in out.gaps] == [2, 4]


# ---- what cannot be read ------------------------------------------------------------------------------

BAD = {
    "checksum": raw_batch([raw_record(0, b"x"), raw_record(1, b"y")], crc=1),
    "codec 7": raw_batch([raw_record(0, b"x")], attributes=7, last_delta=1),
    "no gzip": raw_batch(body=b"garbage", attributes=1, count=2),
    "half a gzip": raw_batch(body=gzip.compress(bytes(100))[:-9], attributes=1, count=2),
    "no snappy": raw_batch(body=b"\x05\x10hello", attributes=2, count=2),
    "no lz4": raw_batch(body=b"garbage", attributes=3, count=2),
    "no zstd": raw_batch(body=b"garbage", attributes=4, count=2),
    "a bomb": raw_batch(body=gzip_bomb(33 * MB), attributes=1, count=2),
    "a negative length": raw_batch([varint(-5) + b"x"], last_delta=1),
    "a field longer than its record": raw_batch([varint(6) + b"\0\0\0" + varint(60) + b"xx"], last_delta=1),
    "a huge number of headers": raw_batch([raw_record(0, b"x", header_count=2**31 - 1)], last_delta=1),
    "a negative number of headers": raw_batch([raw_record(0, b"x", header_count=-3)], last_delta=1),
    "an offset out of its batch": raw_batch([raw_record(2**40, b"x")], last_delta=1),
    "version 3": raw_batch([raw_record(0, b"x")], magic=3, last_delta=1),
}


@pytest.mark.parametrize("kind", BAD)
async def test_a_bad_batch_is_one_record_that_says_so_and_the_next_one_is_read(kind: str) -> None:
    out = await read(BAD[kind], good_batch([b"after"], base=2))
    assert (values(out), unreadable(out), out.next, out.gaps) == ([b"after"], [(0, 1)], 3, [])
    bad = out.records[0]
    assert isinstance(bad, UnreadableRecord)
    assert (bad.value, bad.whole_batch) == (BAD[kind], True)
    assert bad.error
    assert "\n" not in bad.error


@pytest.mark.parametrize(
    "batch",
    [
        raw_batch([raw_record(0, b"0"), raw_record(1, b"1")], count=3),
        raw_batch([raw_record(0, b"0"), raw_record(1, b"1"), raw_record(1, b"1 again")]),
        raw_batch([raw_record(0, b"0"), raw_record(1, b"1"), raw_record(2, b"2", header_count=9)]),
    ],
    ids=["fewer than it says", "an offset twice", "fewer headers than it says"],
)
async def test_the_front_of_a_batch_is_read_before_what_cannot_be(batch: bytes) -> None:
    out = await read(batch, good_batch([b"after"], base=3))
    assert values(out) == [b"0", b"1", b"after"]
    assert unreadable(out) == [(2, 2)]


async def test_a_batch_is_fetched_again_before_it_is_given_up() -> None:
    asked: list[PackedBatch] = []

    def once(batch: PackedBatch) -> bool:
        asked.append(batch)
        return len(asked) == 1

    bad = (1).to_bytes(8, "big") + BAD["checksum"][8:]
    held = packed(good_batch([b"before"]), bad, good_batch([b"after"], base=3), refetch=once)
    out = await held.take(500, MB)
    assert (values(out), unreadable(out), out.next, held.empty) == ([b"before"], [], 1, True)
    held = packed(bad, good_batch([b"after"], base=3), position=1, refetch=once)
    out = await held.take(500, MB)
    assert (values(out), unreadable(out), out.next) == ([b"after"], [(1, 2)], 4)


async def test_a_bad_header_name_costs_its_record_only() -> None:
    records = [
        raw_record(n, b"%d" % n, key=b"k", headers=[(b"\xff\xfe" if n == 1 else b"name", b"content")]) for n in range(4)
    ]
    out = await read(raw_batch(records))
    assert values(out) == [b"0", b"2", b"3"]
    bad = out.records[1]
    assert isinstance(bad, UnreadableRecord)
    assert (bad.offset, bad.last, bad.whole_batch, bad.key, bad.value) == (1, 1, False, b"k", b"1")
    assert bad.headers == (("\\xff\\xfe", b"content"),)
    assert "not UTF-8" in bad.error


async def test_null_values_and_empty_names_are_read() -> None:
    out = await read(raw_batch([raw_record(0, None, headers=[(b"", None), (b"x", b"\xff")])]))
    assert [(each.value, each.key, each.headers) for each in out.records] == [
        (None, None, (("", None), ("x", b"\xff")))
    ]


async def test_a_long_record_with_more_headers_than_can_be_held_is_unreadable_and_the_next_is_not() -> None:
    long = raw_record(0, b"v" * LONG_RECORD, headers=[(b"n", b"")] * (MAX_HEADERS + 1))
    out = await read(raw_batch([long, raw_record(1, b"next")]))
    assert (values(out), unreadable(out)) == ([b"next"], [(0, 0)])


async def test_a_header_that_says_that_the_batch_ends_before_it_begins_holds_nobody_up() -> None:
    out = await read(raw_batch([raw_record(0, b"x")], base=5, last_delta=-3), position=5)
    assert (unreadable(out), out.next) == ([(5, 5)], 6)


@pytest.mark.parametrize(("magic", "codec"), [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (1, 3)])
async def test_messages_of_the_first_versions_are_read(magic: int, codec: int) -> None:
    builder = LegacyRecordBatchBuilder(magic, codec, 1 << 20)
    for number in range(3):
        builder.append(number, 1000, b"k", b"%d" % number)
    data = bytearray(builder.build())
    if codec:
        data[:8] = (2).to_bytes(8, "big")  # as a broker does: around packed messages stands the offset of the last
    out = await read(bytes(data))
    assert (values(out), out.gaps, out.next) == ([b"0", b"1", b"2"], [], 3)


@given(codec=st.sampled_from([0, 1, 4]), at=st.integers(8, 90), byte=st.integers(0, 255), more=st.booleans())
async def test_whatever_byte_is_changed_no_offset_comes_twice_and_none_beyond_the_batch(
    codec: int, at: int, byte: int, more: bool
) -> None:
    changed = bytearray(good_batch([b"0", b"1", b"2"], codec=codec))
    changed[at] = byte
    batches, _ = split(bytes(changed) + (good_batch([b"after"], base=3) if more else b""))
    out = await Packed(TP, batches, (), 0, limit=MB, end=4).take(10_000, MB)
    assert out.next <= 4
    seen = [n for each in out.records for n in range(each.offset, getattr(each, "last", each.offset) + 1)]
    assert sorted(set(seen)) == seen
    assert set(seen) <= set(range(4))
    if more and len(batches) == 2:
        assert out.next == 4
        assert out.records[-1].value == b"after"


async def test_a_damaged_header_takes_no_offsets_of_others_along() -> None:
    """Its checksum is wrong, and it says that it goes on to offset 1,000,000."""
    damaged = raw_batch([raw_record(0, b"x")], crc=1, last_delta=1_000_000)
    out = await packed(damaged, good_batch([b"1"], base=1), end=2).take(500, MB)
    assert (unreadable(out), values(out), out.next) == ([(0, 0)], [b"1"], 2)
    out = await packed(damaged, end=900).take(500, MB)
    assert (unreadable(out), out.next) == ([(0, 0)], 1)


@pytest.mark.parametrize("many", [False, True])
async def test_unpacking_takes_little_of_the_event_loops_thread(many: bool) -> None:
    """Processor time, so that a machine that stalls fails nothing: 30 MB in one record, or 300,000 tiny records."""
    if many:
        body = gzip.compress(b"".join(raw_record(n, b"") for n in range(300_000)), 1)
        batch = raw_batch(body=body, attributes=1, count=300_000)
    else:
        batch = raw_batch(body=gzip_bomb(30 * MB), attributes=1, count=1)
    held = packed(batch)
    before = time.thread_time()
    out = await held.take(500, 32 * MB)
    assert time.thread_time() - before < 0.25
    assert len(out.records) == (500 if many else 1)
    assert unreadable(out) == []
