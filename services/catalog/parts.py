"""What the catalog keeps of an event: a slim part with its rank. Pure.

Events come from anyone: texts and lists are cut, so that the state of a video stays small, and characters that a
database refuses are replaced. Spans of evidence stay valid, because no text before their end changes its length.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from math import isfinite
from typing import Any, Literal, NamedTuple

from libs.events import (
    LISTED_CAPTION,
    PART_VERSIONS,
    CaptionParsed,
    NewVideoPosted,
    PartName,
    TagsGenerated,
    ThumbnailGenerated,
    VideoRemoved,
    caption_digest,
)
from libs.events.payload import Payload

Kind = Literal["post", "caption", "tags", "thumbnail"]
KINDS: tuple[Kind, ...] = ("post", "caption", "tags", "thumbnail")
Facts = dict[str, Any]
"""JSON values by short names. Missing ones are null, empty or the default."""

MAX_TEXT = 500
MAX_LIST = 40
MAX_URI = 2_048
MAX_THUMBNAILS = 12
MAX_AMOUNT = 1e15
DIGEST = 16
"""Hexadecimal digits of a caption's digest that are kept."""


class Rank(NamedTuple):
    """The order of parts of one kind: the largest wins, whenever it arrives.

    A failure ranks below every success of its revision.
    """

    revision: int
    ended_well: bool
    run: str
    """Empty: no reprocessing."""
    produced_at: int
    """Unix milliseconds."""
    event_id: str


class Part(NamedTuple):
    """The latest of its kind."""

    rank: Rank
    facts: Facts

    def beats(self, other: "Part") -> bool:
        """Whether it is later. Parts of the same rank are ordered by their facts, so that the order is total."""
        if self.rank != other.rank:
            return self.rank > other.rank
        return self.facts != other.facts and _text_of(self.facts) > _text_of(other.facts)


class Arrived(NamedTuple):
    """A part of a video."""

    video_id: str
    kind: Kind
    part: Part


class Removed(NamedTuple):
    """A removal of a video. `revision` is the last one that is removed; None means all that are known."""

    video_id: str
    revision: int | None


def arrived(payload: Payload, produced_at: int, event_id: str) -> Arrived | Removed:
    """What is kept of `payload`, an event that was sent at `produced_at` (Unix milliseconds)."""
    kind: Kind
    match payload:
        case VideoRemoved():
            return Removed(payload.video_id, payload.revision)
        case NewVideoPosted():
            kind, ended_well, facts = "post", True, _post(payload)
        case CaptionParsed():
            kind, ended_well, facts = "caption", payload.status == "parsed", _caption(payload)
        case TagsGenerated():
            kind, ended_well, facts = "tags", payload.status == "generated", _tags(payload)
        case ThumbnailGenerated():
            kind, ended_well, facts = "thumbnail", payload.status == "generated", _thumbnail(payload)
        case _:
            raise TypeError(f"a {type(payload).__name__} is not a part of a listing")
    rank = Rank(payload.revision, ended_well, payload.run or "", produced_at, event_id)
    return Arrived(payload.video_id, kind, Part(rank, _slim(facts)))


def _text_of(facts: Facts) -> str:
    return json.dumps(facts, sort_keys=True)


def _post(video: NewVideoPosted) -> Facts:
    posted_at = video.posted_at
    if posted_at is not None:
        posted_at = posted_at.replace(tzinfo=posted_at.tzinfo or UTC)
    return {
        "seller_handle": _text(video.seller_handle),
        "seller_currency": video.seller_currency,
        "video_url": _text(video.video_url, 4096),
        "posted_at": _iso(posted_at),
    }


def _caption(parsed: CaptionParsed) -> Facts:
    span = parsed.price_range
    low, high = (_amount(span[0]), _amount(span[1])) if span else (None, None)
    return {
        "reason": _text(parsed.reason),
        "caption": _text(parsed.caption, LISTED_CAPTION),
        "digest": caption_digest(parsed.caption)[:DIGEST],
        "seller_handle": _text(parsed.seller_handle),
        "title": _text(parsed.title),
        "price": _amount(parsed.price),
        "currency": parsed.currency,
        "original_price": _amount(parsed.original_price),
        "price_range": None if low is None or high is None else [low, high],
        "bundle": parsed.bundle,
        "sizes": _texts(parsed.sizes),
        "size_system": parsed.size_system,
        "availability": None if parsed.availability == "unknown" else parsed.availability,
        "hashtags": _texts(parsed.hashtags),
        "needs_review": _texts(parsed.needs_review),
        "versions": _versions(parsed, "caption"),
    }


def _tags(tags: TagsGenerated) -> Facts:
    proofs = [(tag, tags.evidence[tag]) for tag in tags.tags if tag in tags.evidence]
    of_category = tags.evidence.get("category")
    return {
        "reason": _text(tags.reason),
        "derived_from": None if tags.derived_from is None else tags.derived_from[:DIGEST],
        "category": _text(tags.category),
        "category_path": _texts(tags.category_path),
        "category_confidence": round(tags.category_confidence, 4),
        "category_words": None if of_category is None else _text(of_category.text),
        "tags": [
            [_text(tag), _text(proof.text), proof.start, proof.end, round(proof.confidence, 4)]
            for tag, proof in proofs[:MAX_LIST]
            if proof.end <= LISTED_CAPTION and len(proof.text) <= MAX_TEXT
        ],
        "suggested": _texts(tags.suggested),
        "needs_review": _texts(tags.needs_review),
        "versions": _versions(tags, "tags"),
    }


def _thumbnail(made: ThumbnailGenerated) -> Facts:
    kept = [one for one in made.thumbnails if len(one.uri) <= MAX_URI and "\x00" not in one.uri][:MAX_THUMBNAILS]
    return {
        "reason": _text(made.reason),
        "thumbnails": [[one.uri, one.width, one.height, _text(one.aspect), one.format, one.rank] for one in kept],
        "duration": None if made.video is None else _amount(made.video.duration),
        "versions": _versions(made, "thumbnail"),
    }


def _slim(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value or (value == 0 and value is not False)}


def _versions(payload: Payload, part: PartName) -> Mapping[str, int | str]:
    """What made the part, as far as it is set: numbers and texts."""
    found: dict[str, int | str] = {}
    for name in PART_VERSIONS[part]:
        value = getattr(payload, name)
        if value is not None and value is not False:
            found[name] = _text(value) or "" if isinstance(value, str) else int(value)
    return found


def _text(text: str | None, most: int = MAX_TEXT) -> str | None:
    """`text`, cut. PostgreSQL stores no NUL."""
    return None if text is None else text[:most].replace("\x00", "\ufffd")


def _texts(texts: list[str]) -> list[str | None]:
    return [*map(partial(_text, most=128), texts[:MAX_LIST])]


def _amount(number: float | None) -> float | None:
    """`number`, or None if it cannot be an amount or a duration."""
    return number if number is not None and isfinite(number) and abs(number) <= MAX_AMOUNT else None


def _iso(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()
