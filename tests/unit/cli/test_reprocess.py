"""From a listing to the request that makes a part again, and which listings a condition selects."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from libs.events import (
    BY_PAYLOAD,
    LISTED_CAPTION,
    PART_NAMES,
    PART_VERSIONS,
    CaptionReprocessRequested,
    ListingPart,
    ListingParts,
    ListingUpdated,
    NewVideoPosted,
    PartName,
    TaggerReprocessRequested,
    ThumbnailReprocessRequested,
)
from libs.registry import BY_NAME
from reelbus.reprocess.conditions import condition, fields
from reelbus.reprocess.requests import REQUESTS, Impossible, request
from reelbus.reprocess.run import PARTS
from services.caption import rules as caption_rules
from services.catalog.listing import listing as listing_of
from services.catalog.merge import merge
from services.catalog.parts import arrived
from services.catalog.state import State
from services.tagger import rules as tagger_rules

RUN = "20260102T030405Z"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
READY, WAITING = ListingPart(status="ready", revision=2), ListingPart(status="waiting")
CAPTIONS = [
    json.loads(line)["caption"]
    for name in ("tags.jsonl", "tags-2.jsonl")
    for line in (Path(__file__).parents[2] / "corpus" / name).read_text().splitlines()
]


def listing(**more: Any) -> ListingUpdated:
    given = {
        "video_id": "v", "version": 3, "revision": 2, "complete": True, "updated_at": NOW, "caption": "Red heels 55k",
        "seller_handle": "shop", "seller_currency": "TZS", "video_url": "https://shop.example/v.mp4", "posted_at": NOW,
        "parts": ListingParts(caption=READY, tags=READY, thumbnail=READY),
    }  # fmt: skip
    return ListingUpdated.model_validate({**given, **more})


def test_a_video_is_posted_again_as_it_was_with_the_run() -> None:
    expected = {
        "video_id": "v", "caption": "Red heels 55k", "seller_handle": "shop", "seller_currency": "TZS", "revision": 2,
        "video_url": "https://shop.example/v.mp4", "posted_at": NOW, "run": RUN,
    }  # fmt: skip
    caption, thumbnail = request(listing(), "caption", RUN), request(listing(), "thumbnail", RUN)
    assert (type(caption), type(thumbnail)) == (CaptionReprocessRequested, ThumbnailReprocessRequested)
    assert caption.model_dump() == thumbnail.model_dump() == expected


@pytest.mark.parametrize("chunk", range(4))
def test_a_listed_caption_gets_the_tags_of_the_posted_one(chunk: int) -> None:
    """The tagger reads facts of caption-parsed that a listing has in another form, such as the place of the title."""
    captions = CAPTIONS[chunk::4]
    assert len(captions) > 50
    for caption in captions:
        parsed = caption_rules.parse(NewVideoPosted(video_id="v", caption=caption))
        listed = listing_of("v", merge(State(), arrived(parsed, 1, "e")).state)
        again = request(listed, "tags", RUN)
        assert isinstance(again, TaggerReprocessRequested)
        assert tagger_rules.parse(again) == tagger_rules.parse(parsed), caption


def test_tags_of_a_caption_with_nul_are_not_stale_when_they_are_made_again() -> None:
    """A listing has another character for it, because PostgreSQL stores none."""
    parsed = caption_rules.parse(NewVideoPosted(video_id="v", caption="Red heels\x00 55k"))
    again = request(listing_of("v", merge(State(), arrived(parsed, 1, "e")).state), "tags", RUN)
    assert isinstance(again, TaggerReprocessRequested)
    assert again.caption != parsed.caption
    assert tagger_rules.parse(again).derived_from == tagger_rules.parse(parsed).derived_from


def test_an_event_of_another_run_has_another_id() -> None:
    first, same, other = (request(listing(), "tags", run) for run in (RUN, RUN, "20270101T000000Z"))
    assert first.identity == same.identity == f"v/2/{RUN}"
    assert other.identity != first.identity
    assert request(listing(revision=1), "tags", RUN).identity != first.identity


@pytest.mark.parametrize(
    ("part", "lacking", "why"),
    [
        ("thumbnail", {"video_url": None}, "without an address of the video"),
        ("caption", {"parts": ListingParts(caption=WAITING, tags=READY, thumbnail=READY)}, "is not known"),
        ("tags", {"revision": 3}, "is not known"),
        ("tags", {"caption": "x" * LISTED_CAPTION}, "more than 3,999 characters"),
        ("caption", {"seller_handle": "x" * 257}, "with an invalid seller_handle"),
    ],
)
def test_what_a_listing_lacks(part: PartName, lacking: dict[str, Any], why: str) -> None:
    with pytest.raises(Impossible, match=why):
        request(listing(**lacking), part, RUN)


@pytest.mark.parametrize("part", PART_NAMES)
def test_each_part_has_a_service_with_a_background_topic(part: PartName) -> None:
    (service,) = [name for name, made in PARTS.items() if made == part]
    topic = BY_PAYLOAD[REQUESTS[part]]
    assert topic.name == f"{service}-reprocess-requested"
    assert topic.background
    assert topic in BY_NAME[service].consumes


PART = ListingPart(
    status="failed", revision=2, run=RUN, versions={"lexicon_version": 2, "method": "llm", "degraded": 1}
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("lexicon_version<3", True),
        ("lexicon_version < 2", False),
        ("lexicon_version>=2", True),
        ("lexicon_version=02", True),
        ("lexicon_version!=2", False),
        ("taxonomy_version<1", True),  # a part without one is older than all that have one
        ("taxonomy_version>=0", False),
        ("method=llm", True),
        ("method!=rules", True),
        ("model=", True),
        ("model!=", False),
        ("degraded=1", True),
        ("degraded<1", False),
        ("status=failed", True),
        ("revision>1", True),
        (f"run<{RUN}", False),
        ("run<20270101", True),
    ],
)
def test_a_condition(text: str, holds: bool) -> None:
    assert condition(text, "tags").holds(PART) is holds


def test_values_of_another_type_match_nothing() -> None:
    strange = ListingPart(status="ready", versions={"lexicon_version": "2", "method": 3})
    assert not condition("lexicon_version<3", "tags").holds(strange)
    assert not condition("method!=llm", "tags").holds(strange)


@pytest.mark.parametrize("part", PART_NAMES)
def test_all_that_a_part_tells_can_be_asked_for(part: PartName) -> None:
    assert set(fields(part)) == {"status", "revision", "run", *PART_VERSIONS[part]}
    for field in fields(part):
        condition(f"{field}={'ready' if field == 'status' else 1}", part)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lexicn_version<3", "unknown field 'lexicn_version'.*did you mean lexicon_version"),
        ("lexicon_version<x", "must be a whole number of at most 15 digits, not 'x'"),
        ("lexicon_version<-1", "must be a whole number"),
        ("degraded=true", "must be 0 or 1, not 'true'"),
        ("status=raedy", "status must be one of waiting, ready, failed, stale, not 'raedy'.*did you mean ready"),
        ("method<llm", "without an order: use method=llm"),
        ("lexicon_version", "use FIELD<VALUE"),
        ("", "use FIELD<VALUE"),
    ],
)
def test_a_wrong_condition(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        condition(text, "tags")
