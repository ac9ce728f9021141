"""The listing of a video, made from its state. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from libs.events import (
    PART_NAMES,
    ListingPart,
    ListingParts,
    ListingTag,
    ListingThumbnail,
    ListingUpdated,
    PartName,
)
from services.catalog.parts import KINDS, Facts, Part
from services.catalog.state import State

_OF_CAPTION = (
    "title", "price", "currency", "original_price", "price_range", "bundle", "sizes", "size_system", "availability",
    "hashtags", "caption",
)  # fmt: skip
_OF_POST = ("seller_currency", "video_url", "posted_at")
_OF_TAGS = ("category", "category_path", "category_confidence", "category_words", "suggested")
_STATUS: Mapping[tuple[bool, bool], Literal["ready", "stale", "failed", "waiting"]] = {
    (True, True): "ready",
    (True, False): "stale",
    (False, True): "failed",
    (False, False): "waiting",
}
"""By whether the part ended well, and whether it is one of the current revision and caption."""


def listing(video_id: str, state: State) -> ListingUpdated:
    """The listing of `state`, which has at least one part."""
    parts = {name: _part(name, state) for name in PART_NAMES}
    post, caption, tags, thumbnail = (_facts(state.parts.get(kind)) for kind in KINDS)
    waiting: list[PartName] = [name for name in PART_NAMES if parts[name].status in ("waiting", "stale")]
    values: dict[str, Any] = {
        **_taken(post, _OF_POST),
        **_taken(caption, _OF_CAPTION),
        **_taken(tags, _OF_TAGS),
        **_taken(thumbnail, ("duration",)),
    }
    return ListingUpdated(
        video_id=video_id,
        version=state.version,
        revision=state.revision,
        complete=all(part.status == "ready" for part in parts.values()),
        waiting_for=waiting,
        waiting_since=_since(state) if waiting else None,
        parts=ListingParts(**parts),
        tags=[
            ListingTag(tag=tag, text=text, start=start, end=end, confidence=confidence)
            for tag, text, start, end, confidence in tags.get("tags", [])
        ],
        thumbnails=[
            ListingThumbnail(uri=uri, width=width, height=height, aspect=aspect, format=form, rank=rank)
            for uri, width, height, aspect, form, rank in thumbnail.get("thumbnails", [])
        ],
        needs_review=list(dict.fromkeys([*caption.get("needs_review", []), *tags.get("needs_review", [])])),
        seller_handle=post.get("seller_handle") or caption.get("seller_handle"),
        updated_at=_moment(max(part.rank.produced_at for part in state.parts.values())),
        **values,
    )


def _part(name: PartName, state: State) -> ListingPart:
    part = state.parts.get(name)
    if part is None:
        return ListingPart(status="waiting")
    rank, facts = part
    current = rank.revision == state.revision and not (name == "tags" and _of_earlier_caption(state, facts))
    return ListingPart(
        status=_STATUS[rank.ended_well, current],
        reason=facts.get("reason"),
        revision=rank.revision,
        run=rank.run or None,
        produced_at=_moment(rank.produced_at),
        versions=facts.get("versions", {}),
    )


def _of_earlier_caption(state: State, tags: Facts) -> bool:
    caption = state.parts.get("caption")
    derived_from = tags.get("derived_from")
    return caption is not None and derived_from is not None and derived_from != caption.facts.get("digest")


def _since(state: State) -> datetime:
    """When the first known event of the current revision was sent: from then on its parts are expected."""
    of_revision = [part.rank for part in state.parts.values() if part.rank.revision == state.revision]
    return _moment(min(rank.produced_at for rank in of_revision))


def _facts(part: Part | None) -> Facts:
    return {} if part is None else part.facts


def _taken(facts: Facts, names: tuple[str, ...]) -> Facts:
    return {name: facts[name] for name in names if name in facts}


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
