"""Where a failed message goes, and what is written beside it."""

from datetime import datetime

import pytest
from aiokafka import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from libs.bus import Rejected, Retryable
from libs.bus.failure import TRUNCATED, Origin, Outgoing, next_tier, origin_of, route, truncated
from libs.bus.message import Message
from libs.events.envelope import Headers, header
from tests.unit.bus.records import delivered, record

DELAYS = (5.0, 60.0, 600.0)
NOW = 1_700_000_000.0


def fail(
    failed: ConsumerRecord,
    error: Exception,
    *,
    topic: str = "asked",
    now: float = NOW,
    delays: tuple[float, ...] = DELAYS,
) -> Outgoing:
    """As the worker does."""
    return route(
        failed,
        origin_of(failed, topic),
        error,
        event_id=Message(failed, topic).id,
        group="g",
        delays=delays,
        now=now,
    )


def note(sent: Outgoing, name: str) -> str | None:
    return header(sent.headers, f"reelbus-{name}")


def times(sent: Outgoing, name: str) -> int:
    return sum(key == name for key, _ in sent.headers)


def test_every_failure_moves_one_tier_up_and_the_last_ends_in_the_dead_letters() -> None:
    message = record(b'{"a": 1}', key=b"\xff", partition=2, offset=7, headers=(("mine", b"\x00"), ("ce_id", b"e1")))
    route_taken, firsts = [], set()
    for number in range(1, 5):
        sent = fail(message, KeyError("oops"), now=NOW + number)
        route_taken.append((sent.topic, note(sent, "attempts")))
        firsts.add(note(sent, "first-time"))
        assert (sent.key, sent.value) == (b"\xff", b'{"a": 1}')
        assert (note(sent, "topic"), note(sent, "partition"), note(sent, "offset")) == ("asked", "2", "7")
        assert header(sent.headers, "mine") == "\x00"
        assert header(sent.headers, "ce_id") == "e1"
        last = note(sent, "last-time")
        assert last is not None
        assert datetime.fromisoformat(last).timestamp() == NOW + number
        assert len({name for name, _ in sent.headers}) == len(sent.headers), "each header once, at every attempt"
        message = delivered(sent, partition=1, offset=number * 100)
    assert route_taken == [
        ("asked.g.retry.1", "1"),
        ("asked.g.retry.2", "2"),
        ("asked.g.retry.3", "3"),
        ("asked.g.dlq", "4"),
    ]
    assert len(firsts) == 1, "the first failure's time stays"
    assert note(sent, "not-before") is None, "a dead letter waits for nothing"


@pytest.mark.parametrize(
    ("attempts", "asked", "tier"),
    [
        (1, None, 1),
        (3, None, 3),
        (4, None, None),
        (1, 4.0, 1),
        (1, 5.0, 1),
        (1, 5.1, 2),
        (1, 61.0, 3),
        (1, 9e9, 3),
        (2, 1.0, 2),
        (3, 9e9, 3),
        (4, 1.0, None),
        (1, float("inf"), 3),
        (1, float("nan"), 1),
        (1, -1.0, 1),
    ],
)
def test_the_tier(attempts: int, asked: float | None, tier: int | None) -> None:
    assert next_tier(attempts, DELAYS, asked) == tier


def test_a_wait_that_was_asked_for_moves_the_tier_and_the_time() -> None:
    sent = fail(record(), Retryable("429", delay=30))
    assert (sent.topic, note(sent, "not-before")) == ("asked.g.retry.2", f"{NOW + 60:.3f}")
    assert origin_of(delivered(sent), "asked").not_before == NOW + 60


def test_rejected_goes_straight_to_the_dead_letters_from_any_tier() -> None:
    assert fail(record(), Rejected("private")).topic == "asked.g.dlq"
    retry = delivered(fail(record(), Retryable("busy")))
    sent = fail(retry, Rejected("private"))
    assert (sent.topic, note(sent, "attempts"), note(sent, "error-class")) == ("asked.g.dlq", "2", "Rejected")


def test_without_tiers_everything_is_a_dead_letter() -> None:
    assert fail(record(), Retryable("busy", delay=1), delays=()).topic == "asked.g.dlq"


def test_the_note_is_one_short_line() -> None:
    sent = fail(record(), ValueError("first line\n  second\tline\r\n" + "x" * 5000))
    said = note(sent, "error")
    assert said is not None
    assert said.startswith("first line second line xxx")
    assert len(said) == 500
    assert note(sent, "error-class") == "ValueError"


def test_what_strangers_claim_on_the_main_topic_counts_for_nothing() -> None:
    claims: Headers = (
        ("reelbus-attempts", b"99"),
        ("reelbus-topic", b"elsewhere"),
        ("reelbus-partition", b"5"),
        ("reelbus-offset", b"5"),
        ("reelbus-not-before", b"9999999999"),
        ("reelbus-first-time", b"1970-01-01"),
        ("reelbus-resolves", b"0"),
        ("reelbus-unheard-of", b"1"),
    )
    message = record(partition=1, offset=2, headers=claims)
    assert origin_of(message, "asked") == Origin("asked", 1, 2)
    sent = fail(message, Retryable("busy"))
    assert sent.topic == "asked.g.retry.1"
    assert (note(sent, "attempts"), note(sent, "topic"), note(sent, "offset")) == ("1", "asked", "2")
    assert note(sent, "first-time") == note(sent, "last-time")
    assert note(sent, "resolves") is None, "else it would take a dead letter for resolved"
    assert note(sent, "unheard-of") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("attempts", b"many"),
        ("attempts", b"-3"),
        ("attempts", b"\xff\xfe"),
        ("attempts", "٣".encode()),
        ("attempts", "²".encode()),
        ("attempts", b"9" * 5000),
        ("attempts", None),
        ("partition", b""),
        ("offset", b"1.5"),
        ("not-before", b"soon"),
        ("not-before", b"nan"),
        ("not-before", b"-inf"),
        ("not-before", b"1e300"),
        ("not-before", None),
        ("first-time", b"\xff" * 100_000),
        ("first-time", None),
    ],
)
def test_malformed_notes_on_a_retry_topic_stop_nothing(name: str, value: bytes) -> None:
    message = record(topic="asked.g.retry.1", partition=1, offset=2, headers=((f"reelbus-{name}", value),))
    origin = origin_of(message, "asked")
    assert origin.not_before == 0
    assert origin.attempts in (0, 3), "another script's digit is a digit"
    assert (origin.partition, origin.offset) == (1, 2)
    sent = fail(message, Retryable("busy"))
    assert sent.topic.startswith("asked.g.")
    assert sum(len(value) for key, value in sent.headers if key.startswith("reelbus-")) < 1000


headers = st.lists(
    st.tuples(
        st.one_of(st.text(max_size=8), st.sampled_from(["ce_id", "reelbus-attempts", "reelbus-first-time", "x"])),
        st.one_of(st.none(), st.binary(max_size=20)),
    ),
    max_size=6,
).map(tuple)


@given(headers, st.one_of(st.none(), st.binary(max_size=30)), st.sampled_from(["asked", "asked.g.retry.2"]))
def test_any_headers_are_carried_and_end_somewhere(given: Headers, value: bytes | None, topic: str) -> None:
    message = record(value, topic=topic, headers=given)
    for _ in range(10):
        sent = fail(message, ValueError("bug"))
        assert sent.value == value
        theirs = [each for each in given if not each[0].startswith("reelbus-") and each[0] != "ce_id"]
        assert list(sent.headers[: len(theirs)]) == theirs
        assert times(sent, "ce_id") == 1
        if sent.topic == "asked.g.dlq":
            return
        message = delivered(sent)
    pytest.fail("ten failures and no dead letter")


# ---- dead letters that are too large ------------------------------------------------------------


def test_a_truncated_letter_keeps_its_notes_and_points_to_the_original() -> None:
    message = record(b"v" * 10_000, key=b"k" * 5000, partition=3, offset=9, headers=(("big", b"x" * 9000),))
    letter = fail(message, Rejected("too much"))
    short = truncated(letter)
    assert (short.topic, short.value, short.key) == (letter.topic, None, b"k" * 1024)
    assert note(short, "truncated") == "10000"
    assert note(short, "error") == "too much"
    assert (note(short, "topic"), note(short, "partition"), note(short, "offset")) == ("asked", "3", "9")
    assert header(short.headers, "ce_id") == header(letter.headers, "ce_id")
    assert times(short, "big") == 0


def test_a_letter_without_value_or_key_is_cut_as_well() -> None:
    """A tombstone with large headers; were it left alone, it would be refused again for ever."""
    short = truncated(fail(record(None, key=None, headers=(("big", b"x" * 9000),)), Rejected("no value")))
    assert (short.value, short.key, note(short, "truncated")) == (None, None, "0")
    assert times(short, "big") == 0


def test_cutting_ends() -> None:
    short = truncated(fail(record(b"v"), Rejected("no")))
    assert truncated(short) is short


@given(st.binary(max_size=50), st.sampled_from([1, 100, 2000, 60_000]))
def test_a_truncated_letter_fits_any_broker(ce_id: bytes, times: int) -> None:
    """Also when the event's own id is what is large."""
    message = record(b"v" * 10, headers=(("ce_id", ce_id * times), ("reelbus-first-time", b"\xff" * 9000)))
    short = truncated(fail(message, ValueError("\U0001f525" * 9000)))
    assert sum(len(key) + len(value) for key, value in short.headers) < 8000
    assert (note(short, TRUNCATED.removeprefix("reelbus-"))) == "10"
