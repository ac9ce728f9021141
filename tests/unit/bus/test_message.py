"""What a record's headers say, read once when it is taken in."""

import time
import tracemalloc

import pytest
from aiokafka import TopicPartition

from libs.bus.failure import Origin
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.bus.message import Message
from libs.bus.worker.partition import Buffer, Partition
from libs.events.envelope import Headers, position_id
from tests.unit.bus.records import record

RETRY = "asked.g.retry.1"
NOTES: Headers = (
    ("reelbus-attempts", b"2"), ("reelbus-not-before", b"1700000060.5"), ("reelbus-partition", b"4"),
    ("reelbus-offset", b"9"), ("reelbus-first-time", b"2023-11-14T22:00:00Z"),
)  # fmt: skip
RECORDED = 1_700_000_000.0


def test_a_bare_record_is_about_itself() -> None:
    got = Message(record(partition=3, offset=7), "asked")
    assert (got.id, got.attempt, got.not_before, got.traceparent) == (position_id("asked", 3, 7), 1, 0.0, None)
    assert (got.event_time, got.origin) == (RECORDED, Origin("asked", 3, 7))


def test_on_a_retry_topic_the_notes_count() -> None:
    got = Message(record(topic=RETRY, partition=0, offset=1, headers=NOTES), "asked")
    assert (got.id, got.attempt, got.not_before) == (position_id("asked", 4, 9), 3, 1_700_000_060.5)
    assert got.event_time == 1_699_999_200.0, "the first failure"


def test_on_the_main_topic_the_notes_count_for_nothing() -> None:
    got = Message(record(partition=3, offset=7, headers=NOTES), "asked")
    assert (got.id, got.attempt, got.not_before, got.event_time) == (position_id("asked", 3, 7), 1, 0.0, RECORDED)


@pytest.mark.parametrize("topic", ["asked", RETRY])
def test_the_event_s_own_time_goes_before_all_others(topic: str) -> None:
    for stamp, event_time in ((b"1970-01-01T00:00:00Z", 0.0), (b"2023-11-14T22:13:21", RECORDED + 1)):
        assert Message(record(topic=topic, headers=(*NOTES, ("ce_time", stamp))), "asked").event_time == event_time


@pytest.mark.parametrize("stamp", [b"", b"soon", b"\xff", b"9" * 100_000, None])
def test_a_time_that_is_none_counts_as_absent(stamp: bytes) -> None:
    assert Message(record(headers=(("ce_time", stamp),)), "asked").event_time == RECORDED


def test_without_any_time_it_happened_now() -> None:
    bare = record()
    bare.timestamp = -1
    before = time.time()
    assert before <= Message(bare, "asked").event_time <= time.time()


@pytest.mark.parametrize("topic", ["asked", RETRY])
def test_a_batch_that_cannot_be_read_is_named_after_its_own_place(topic: str) -> None:
    batch = UnreadableRecord.of_batch(TopicPartition(topic, 2), range(5, 8), b"raw", "garbage")
    assert Message(batch, "asked").id == position_id(topic, 2, 5)


@pytest.mark.parametrize("headers", [0, 6])
def test_what_is_held_counts_at_least_what_it_takes(headers: int) -> None:
    count, buffer = 2000, Buffer()
    partition = Partition(TopicPartition("asked", 0), "asked", buffer)
    tracemalloc.start()
    try:
        for offset in range(count):
            named = tuple((f"header-{n}", b"value-%d" % (offset + n)) for n in range(headers))
            key, value = b"key-%06d" % offset, b"x" * 200 + b"%d" % offset
            partition.add(record(value, key=key, offset=offset + 100_000, headers=named))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held <= buffer.size <= 2 * held
