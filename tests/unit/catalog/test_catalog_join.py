"""From records to changes: ids, keys, times, and records that cannot be read."""

import json
from datetime import datetime
from typing import Any

import pytest

from libs.events import ListingUpdated
from libs.events.envelope import header, position_id, result_id
from services.catalog.join import CatalogJoin
from services.catalog.state import decode
from services.catalog.stream.join import BadPart, Change, Record, UnknownState


def join() -> CatalogJoin:
    return CatalogJoin(("new-video-posted", "video-removed"), "listing-updated", max_message_bytes=1000)


JOIN = join()
TRACE = b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"
HEADERS = (("ce_id", b"e1"), ("ce_time", b"2026-01-02T03:04:05.678Z"), ("traceparent", TRACE))


def record(
    topic: str = "new-video-posted", *, headers: Any = HEADERS, raw: bytes | None = None, **value: Any
) -> Record:
    given = raw if raw is not None else json.dumps({"video_id": "v", **value}).encode()
    return Record(topic, 3, 42, 1_000.5, b"some key", given, headers)


def test_a_post_becomes_a_listing() -> None:
    change = JOIN.apply(None, record(seller_handle="s"))
    (publication,) = change.publish
    assert publication.key == b"v"
    assert publication.value is not None
    made = ListingUpdated.model_validate_json(publication.value)
    assert (made.video_id, made.version, made.seller_handle) == ("v", 1, "s")
    assert made.updated_at == datetime.fromisoformat("2026-01-02T03:04:05.678Z")
    names = ("ce_id", "ce_causationid", "ce_time", "traceparent", "ce_type", "ce_source")
    assert [header(publication.headers, name) for name in names] == [
        result_id("e1", "listing-updated", 0), "e1", "2026-01-02T03:04:05.678+00:00", TRACE.decode(),
        "reelbus.listing-updated.v1", "reelbus/catalog",
    ]  # fmt: skip


def test_the_same_record_again_changes_nothing_and_from_the_same_state_gives_the_same() -> None:
    first = JOIN.apply(None, record())
    assert JOIN.apply(first.state, record()) == Change(first.state)
    assert join().apply(None, record()) == first


def test_the_video_counts_not_the_key() -> None:
    assert JOIN.key_of(record("video-removed", video_id="видео")) == "видео".encode()


def test_a_removal_is_a_null_value_with_the_version() -> None:
    state = JOIN.apply(None, record()).state
    change = JOIN.apply(state, record("video-removed", headers=(("ce_id", b"e2"),)))
    (publication,) = change.publish
    assert (publication.key, publication.value) == (b"v", None)
    assert header(publication.headers, "ce_version") == "2"
    assert decode(change.state).removed == 0, "the state stays, so that late parts bring nothing back"


def test_without_headers_the_place_and_time_of_the_record_count() -> None:
    (publication,) = JOIN.apply(None, record(headers=())).publish
    assert header(publication.headers, "ce_causationid") == position_id("new-video-posted", 3, 42)
    assert publication.value is not None
    assert ListingUpdated.model_validate_json(publication.value).updated_at.timestamp() == 1000.5


@pytest.mark.parametrize(
    "stamp", [b"", b"soon", b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+23:59", b"2026-01-02"]
)
def test_any_time_can_be_written(stamp: bytes) -> None:
    (publication,) = JOIN.apply(None, record(headers=(("ce_time", stamp),))).publish
    assert publication.value is not None
    assert ListingUpdated.model_validate_json(publication.value).updated_at.year >= 1970


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"not json", "Invalid JSON"),
        (b"{}", "video_id: Field required"),
        (b"x" * 1001, "has 1001 bytes; the limit is 1000"),
    ],
)
def test_a_record_that_cannot_be_read(raw: bytes, says: str) -> None:
    for ask in (JOIN.key_of, lambda one: JOIN.apply(None, one)):
        with pytest.raises(BadPart, match=says):
            ask(record(raw=raw))


def test_a_null_value_is_no_part() -> None:
    with pytest.raises(BadPart, match="no value"):
        JOIN.key_of(Record("caption-parsed", 0, 0, 1.0, b"v", None))


def test_a_state_of_a_later_version_is_not_guessed_at() -> None:
    with pytest.raises(UnknownState, match="format 2, and this version reads 1"):
        JOIN.apply(b'{"format":2}', record())
