"""Records in the wrong partition are sent on, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.bus.kafka.partitioner import partition_of
from libs.bus.message import unix_time
from libs.events.envelope import Headers, header, position_id
from services.catalog.stream.forward import FORWARDED, forwarded
from services.catalog.stream.join import BadPart, Record

AT, TIME = 1_700_000_000.25, b"2026-01-02T03:04:05.678Z"
KEYS, COUNTS = st.binary(min_size=1, max_size=20), st.integers(1, 48)


def record(key: bytes, partition: int, *headers: tuple[str, bytes]) -> Record:
    return Record("parts", partition, 7, 0.0, key, b"value", headers)


@given(key=KEYS, count=COUNTS)
def test_a_record_in_the_partition_of_its_key_stays(key: bytes, count: int) -> None:
    assert forwarded(record(key, partition_of(key, range(count))), key, count, at=AT) is None


@given(key=KEYS, count=st.integers(2, 48), off=st.integers(1, 47))
def test_another_is_sent_to_its_key_with_an_id_that_a_repeat_has_too(key: bytes, count: int, off: int) -> None:
    partition = (partition_of(key, range(count)) + 1 + off % (count - 1)) % count
    sent = forwarded(record(key, partition), key, count, at=AT)
    assert sent is not None
    assert (sent.topic, sent.key, sent.value) == ("parts", key, b"value")
    assert header(sent.headers, "ce_id") == position_id("parts", partition, 7)
    arrived = record(key, partition_of(key, range(count)), *sent.headers)
    assert forwarded(arrived, key, count, at=AT) is None


def test_a_given_id_is_kept_and_notes_of_a_dead_letter_are_not() -> None:
    sent = forwarded(
        record(b"k", 0, ("ce_id", b"own"), ("ce_time", TIME), ("reelbus-attempts", b"3"), ("x", b"y")),
        b"k", 12, at=AT, elsewhere=True,
    )  # fmt: skip
    assert sent is not None
    assert sent.headers == (("ce_id", b"own"), ("ce_time", TIME), ("x", b"y"), (FORWARDED, b"1"))


@pytest.mark.parametrize("unusable", [(), (("ce_id", b""), ("ce_time", b"soon"))], ids=["none", "that say nothing"])
def test_without_headers_its_first_place_and_time_count(unusable: Headers) -> None:
    sent = forwarded(record(b"k", 0, *unusable), b"k", 12, at=AT, elsewhere=True)
    assert sent is not None
    assert (header(sent.headers, "ce_id"), header(sent.headers, "ce_time")) == (
        position_id("parts", 0, 7), "2023-11-14T22:13:20.250+00:00",
    )  # fmt: skip


@pytest.mark.parametrize("at", [-1.0, 1e20])
def test_any_time_can_be_sent_on(at: float) -> None:
    sent = forwarded(record(b"k", 0), b"k", 12, at=at, elsewhere=True)
    assert sent is not None
    assert unix_time((header(sent.headers, "ce_time") or "").encode()) is not None


def test_one_that_was_sent_on_and_is_wrong_again_can_never_be_joined() -> None:
    wrong = 1 - partition_of(b"k", range(2))
    with pytest.raises(BadPart, match="sent on once"):
        forwarded(record(b"k", wrong, (FORWARDED, b"1")), b"k", 2, at=AT)
