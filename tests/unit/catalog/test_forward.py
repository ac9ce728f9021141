"""Records in the wrong partition are sent on, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.bus.kafka.partitioner import partition_of
from libs.events.envelope import header, position_id
from services.catalog.stream.forward import FORWARDED, forwarded
from services.catalog.stream.join import BadPart, Record

KEYS, COUNTS = st.binary(min_size=1, max_size=20), st.integers(1, 48)


def record(key: bytes, partition: int, *headers: tuple[str, bytes]) -> Record:
    return Record("parts", partition, 7, 0.0, key, b"value", headers)


@given(key=KEYS, count=COUNTS)
def test_a_record_in_the_partition_of_its_key_stays(key: bytes, count: int) -> None:
    assert forwarded(record(key, partition_of(key, range(count))), key, count) is None


@given(key=KEYS, count=st.integers(2, 48), off=st.integers(1, 47))
def test_another_is_sent_to_its_key_with_an_id_that_a_repeat_has_too(key: bytes, count: int, off: int) -> None:
    partition = (partition_of(key, range(count)) + 1 + off % (count - 1)) % count
    sent = forwarded(record(key, partition), key, count)
    assert sent is not None
    assert (sent.topic, sent.key, sent.value) == ("parts", key, b"value")
    assert header(sent.headers, "ce_id") == position_id("parts", partition, 7)
    arrived = record(key, partition_of(key, range(count)), *sent.headers)
    assert forwarded(arrived, key, count) is None


def test_a_given_id_is_kept_and_notes_of_a_dead_letter_are_not() -> None:
    sent = forwarded(
        record(b"k", 0, ("ce_id", b"own"), ("reelbus-attempts", b"3"), ("x", b"y")), b"k", 12, elsewhere=True
    )
    assert sent is not None
    assert sent.headers == (("ce_id", b"own"), ("x", b"y"), (FORWARDED, b"1"))


def test_one_that_was_sent_on_and_is_wrong_again_can_never_be_joined() -> None:
    wrong = 1 - partition_of(b"k", range(2))
    with pytest.raises(BadPart, match="sent on once"):
        forwarded(record(b"k", wrong, (FORWARDED, b"1")), b"k", 2)
