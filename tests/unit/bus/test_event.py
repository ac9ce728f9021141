"""From a record to what a handler gets, and from what it returns to records."""

import contextlib
import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.loop_time import loop_held_under
from libs.bus import Event, Rejected, Retryable
from libs.bus.event import MAX_VALUES, age, current_event, decode, encode, log_context
from libs.bus.failure import route
from libs.bus.message import MAX_ID_LENGTH, Message
from libs.events import NewVideoPosted, Payload, Tombstone, Topic
from libs.events.envelope import header, position_id
from tests.unit.bus.records import delivered, record

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
LIMIT = 1024


class Asked(Payload):
    """What is consumed here."""

    name: str
    count: int = 0


class Answered(Payload):
    """One result."""

    name: str
    price: int | float | None = None


class Noted(Payload):
    """Another result, on another topic, with two fields that can be its key."""

    name: str | None = None
    other: str | None = None


class Homeless(Payload):
    """The payload of no topic."""


ROUTES: dict[type[Payload], Topic] = {
    Answered: Topic("answered", "name", "test", Answered),
    Noted: Topic("noted", "name|other", "test", Noted),
}


def event(event_id: str = "e1", trace: str | None = None) -> Event[Payload]:
    return Event(event_id, "asked", "k", Asked(name="n"), 1, trace)


# ---- decode -------------------------------------------------------------------------------------


def test_a_bare_message_is_as_good_as_one_with_headers() -> None:
    got = decode(Message(record(b'{"name": "n", "more": {"deep": []}}', partition=3, offset=42), "asked"), Asked, LIMIT)
    assert got == Event(position_id("asked", 3, 42), "asked", "k", Asked(name="n"), 1, None)


def test_headers_give_the_id_and_the_trace() -> None:
    headers = (("ce_id", b"old"), ("traceparent", TRACE.encode()), ("ce_id", b"given"))
    got = decode(Message(record(b'{"name": "n"}', headers=headers), "asked"), Asked, LIMIT)
    assert (got.id, got.traceparent) == ("given", TRACE)


@pytest.mark.parametrize("given", [b"", b"x" * (MAX_ID_LENGTH + 1), None], ids=["empty", "longer-than-any-id", "null"])
def test_an_id_that_is_none_counts_as_absent(given: bytes) -> None:
    assert Message(record(offset=5, headers=(("ce_id", given),)), "asked").id == position_id("asked", 0, 5)


@pytest.mark.parametrize(
    ("key", "text"), [(None, None), (b"", ""), ("ключ".encode(), "ключ"), (b"\xff\x00", "\ufffd\x00")]
)
def test_the_key_is_text(key: bytes | None, text: str | None) -> None:
    assert decode(Message(record(b'{"name": "n"}', key=key), "asked"), Asked, LIMIT).key == text


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "no value"),
        (b"", "not a valid Asked: value: Invalid JSON"),
        (b"not json", "not a valid Asked: value: Invalid JSON"),
        (b"NaN", "Input should be an object"),
        (b"null", "Input should be an object"),
        (b"[]", "Input should be an object"),
        (b"{}", "name: Field required"),
        (b'{"name": null}', "name: Input should be a valid string"),
        (b'{"name": "n", "count": "many"}', "count: Input should be a valid integer"),
        (b'{"name": "\xff"}', "Invalid JSON"),
        (b'{"name": "\\ud800"}', "Invalid JSON"),
        (b'{"name": "n"} {"name": "m"}', "Invalid JSON"),
        (b'\xef\xbb\xbf{"name": "n"}', "Invalid JSON"),
        ('{"name": "n"}'.encode("utf-16"), "Invalid JSON"),
        (b"[" * 1000, "Invalid JSON"),
        (b'{"name": "' + b"x" * LIMIT + b'"}', f"has {LIMIT + 12} bytes; the limit is {LIMIT}"),
    ],
)
def test_bad_input_is_rejected_with_a_reason(value: bytes | None, says: str) -> None:
    with pytest.raises(Rejected) as raised:
        decode(Message(record(value), "asked"), Asked, LIMIT)
    assert says in str(raised.value)
    assert len(str(raised.value)) < 600


@pytest.mark.parametrize(
    ("version", "known"), [(b"7", 7), (b"", None), (b"-1", None), ("٧".encode(), None), (b"9" * 20, None), (b"x", None)]
)
def test_a_null_value_is_an_event_where_the_topic_allows_it(version: bytes, known: int | None) -> None:
    message = Message(record(None, headers=(("ce_id", b"e"), ("ce_version", version))), "asked")
    got = decode(message, Asked, LIMIT, tombstones=True)
    assert got == Event("e", "asked", "k", Tombstone(key="k", version=known), 1, None)


def test_a_null_value_without_a_key_deletes_nothing() -> None:
    for key in (None, b""):
        with pytest.raises(Rejected, match="no value and no key"):
            decode(Message(record(None, key=key), "asked"), Asked, LIMIT, tombstones=True)


def test_an_age_is_bounded_whatever_a_clock_says() -> None:
    now = time.time()
    assert [round(age(now + ahead)) for ahead in (3600, 0, -60)] == [0, 0, 60]
    assert age(1.0) == 30 * 86_400


def test_the_limit_itself_is_allowed() -> None:
    value = b'{"name": "n"}'.ljust(LIMIT)
    assert decode(Message(record(value), "asked"), Asked, LIMIT).payload == Asked(name="n")


def test_a_reason_names_few_problems_and_no_values() -> None:
    """The values may be secret, and there may be a million of them."""

    class Many(Payload):
        numbers: list[int]

    with pytest.raises(Rejected) as raised:
        decode(Message(record(json.dumps({"numbers": ["hunter2"] * 1000}).encode()), "asked"), Many, 100_000)
    assert str(raised.value).count("numbers.") == 5
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("item", [b"[],", b"{},", b"1,", b'"",', b'{"a":1},'])
@pytest.mark.parametrize("field", ["name", "names", "count", "many"])
async def test_no_message_keeps_the_event_loop(field: str, item: bytes) -> None:
    class Name(Payload):
        name: str
        first: str

    class Names(Asked):
        names: list[str] = []
        many: list[Name] = []

    limit = 1024 * 1024
    for size in (limit - 100, MAX_VALUES):
        value = b'{"%s":[' % field.encode() + item * (size // len(item)) + item[:-1] + b"]}"
        async with loop_held_under():
            with pytest.raises(Rejected, match=r"more than 50,000 values|not a valid Names"):
                decode(Message(record(value), "asked"), Names, limit)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["name", "count"]), inner)),
)


@given(st.one_of(st.binary(), json_values.map(lambda value: json.dumps(value).encode())))
def test_any_bytes_are_an_event_or_rejected(value: bytes) -> None:
    with contextlib.suppress(Rejected):
        assert decode(Message(record(value), "asked"), Asked, LIMIT).payload.name is not None


def test_attempts_count_on_retry_topics_and_the_identity_stays() -> None:
    message = Message(record(b'{"name": "n"}', partition=2, offset=9), "asked")
    seen = []
    for _ in range(3):
        got = decode(message, Asked, LIMIT)
        seen.append((got.attempt, got.id, got.topic))
        sent = route(
            message.record,
            message.origin,
            Retryable("busy"),
            event_id=message.id,
            group="g",
            delays=(1.0, 2.0),
            now=1.0,
        )
        message = Message(delivered(sent, partition=0, offset=1000), "asked")
    assert seen == [(attempt, position_id("asked", 2, 9), "asked") for attempt in (1, 2, 3)]


# ---- encode -------------------------------------------------------------------------------------


def test_no_result_no_record() -> None:
    assert encode(event(), None, "reelbus/g", ROUTES) == []
    assert encode(event(), [], "reelbus/g", ROUTES) == []


def test_a_result_goes_to_its_payloads_topic_under_its_key() -> None:
    (sent,) = encode(event(trace=TRACE), Answered(name="ключ", price=55000), "reelbus/g", ROUTES)
    assert (sent.topic, sent.key) == ("answered", "ключ".encode())
    assert json.loads(sent.value or b"") == {"name": "ключ", "price": 55000}
    assert header(sent.headers, "traceparent") == TRACE
    assert header(sent.headers, "ce_type") == "reelbus.answered.v1"
    assert header(sent.headers, "ce_source") == "reelbus/g"


def test_without_a_trace_there_is_no_trace_header() -> None:
    (sent,) = encode(event(), Answered(name="n"), "reelbus/g", ROUTES)
    assert header(sent.headers, "traceparent") is None


def test_results_have_ids_of_their_own_and_a_repeat_has_the_same() -> None:
    def results() -> Iterator[Payload]:
        yield from (Answered(name="same"), Answered(name="same"), Noted(other="same"), Answered(name="other"))

    first = encode(event(), results(), "reelbus/g", ROUTES)
    again = encode(event(), list(results()), "reelbus/g", ROUTES)
    ids = [header(sent.headers, "ce_id") for sent in first]
    assert [sent.topic for sent in first] == ["answered", "answered", "noted", "answered"]
    assert len(set(ids)) == 4
    assert ids == [header(sent.headers, "ce_id") for sent in again]
    assert [sent.value for sent in first] == [sent.value for sent in again]
    other = encode(event("e2"), results(), "reelbus/g", ROUTES)
    assert not {header(sent.headers, "ce_id") for sent in other} & set(ids)


@pytest.mark.parametrize(
    ("results", "error"),
    [
        (Homeless(), "no topic has the payload Homeless"),
        ([Answered(name="n"), Homeless()], "no topic has the payload Homeless"),
        ("text", "no topic has the payload str"),
        ({"name": "n"}, "no topic has the payload str"),
        (42, "not iterable"),
    ],
)
def test_what_is_no_result_is_the_handlers_bug(results: object, error: str) -> None:
    with pytest.raises(TypeError, match=error):
        encode(event(), results, "reelbus/g", ROUTES)  # type: ignore[arg-type]


def test_a_result_without_its_key_is_the_handlers_bug() -> None:
    with pytest.raises(ValueError, match=r"needs name\|other as its key"):
        encode(event(), Noted(), "reelbus/g", ROUTES)


def test_by_default_results_go_where_the_table_says() -> None:
    (sent,) = encode(event(), NewVideoPosted(video_id="v1"), "reelbus/g")
    assert (sent.topic, sent.key) == ("new-video-posted", b"v1")


# ---- what logs say ------------------------------------------------------------------------------


def test_a_log_line_knows_its_event() -> None:
    assert log_context() == {}
    token = current_event.set(event(trace=TRACE))
    try:
        assert log_context() == {
            "event_id": "e1",
            "topic": "asked",
            "attempt": 1,
            "key": "k",
            "trace_id": TRACE.split("-")[1],
        }
        current_event.set(event(trace="not-a-trace")._replace(key=None))
        assert log_context().keys() == {"event_id", "topic", "attempt"}
    finally:
        current_event.reset(token)
