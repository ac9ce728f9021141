"""Ids that are the same at every repeat, and headers as anyone may write them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from libs.events.envelope import envelope, event_type, header, position_id, result_id

names = st.text("ab-", min_size=1, max_size=8)


def test_ids_never_change() -> None:
    """Written down: another value would let the repeats of events in flight miss their first effect."""
    assert position_id("new-video-posted", 3, 42) == "54b0884e-9255-583f-aef7-bd568d973289"
    assert result_id("e1", "caption-parsed", 0) == "897effc7-bed7-5f97-be27-2bc3e09c012a"


@given(
    st.lists(st.tuples(names, st.integers(0, 99), st.integers(0, 2**40)), unique=True, max_size=20),
)
def test_each_position_has_an_id_of_its_own(positions: list[tuple[str, int, int]]) -> None:
    assert len({position_id(*position) for position in positions}) == len(positions)


@given(st.lists(st.tuples(st.text(), names, st.integers(0, 99)), unique=True, max_size=20))
def test_each_result_has_an_id_of_its_own_and_keeps_it(results: list[tuple[str, str, int]]) -> None:
    ids = [result_id(*result) for result in results]
    assert len(set(ids)) == len(results)
    assert ids == [result_id(*result) for result in results]


def test_headers_of_a_new_event() -> None:
    headers = envelope("e1", "caption-parsed", "reelbus/caption")
    names = [name for name, _ in headers]
    assert names == ["ce_id", "ce_type", "ce_source", "ce_time", "ce_specversion", "content-type"]
    assert header(headers, "ce_id") == "e1"
    assert header(headers, "ce_type") == event_type("caption-parsed") == "reelbus.caption-parsed.v1"
    assert header(headers, "ce_source") == "reelbus/caption"
    assert header(headers, "ce_specversion") == "1.0"
    assert header(headers, "content-type") == "application/json"
    sent = datetime.fromisoformat(header(headers, "ce_time") or "")
    assert abs(datetime.now(UTC) - sent) < timedelta(minutes=1)


def test_a_trace_travels_beside() -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    assert header(envelope("e1", "t", "s", parent), "traceparent") == parent
    assert header(envelope("e1", "t", "s"), "traceparent") is None


def test_a_header_that_is_missing_doubled_empty_or_no_text() -> None:
    assert header([], "ce_id") is None
    assert header([("CE_ID", b"x")], "ce_id") is None
    assert header([("ce_id", b"first"), ("other", b""), ("ce_id", b"last")], "ce_id") == "last"
    assert header([("ce_id", b"")], "ce_id") == ""
    assert header([("ce_id", b"a\xffb")], "ce_id") == "a\ufffdb"
    assert header([("ce_id", "é🔥".encode())], "ce_id") == "é🔥"
