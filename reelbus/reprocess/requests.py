"""From a listing to the request that makes one of its parts again. Pure."""

from typing import Any

from pydantic import ValidationError

from libs.events import (
    LISTED_CAPTION,
    CaptionReprocessRequested,
    Evidence,
    ListingUpdated,
    PartName,
    TaggerReprocessRequested,
    ThumbnailReprocessRequested,
)
from libs.events.payload import first_problem

Request = CaptionReprocessRequested | TaggerReprocessRequested | ThumbnailReprocessRequested

REQUESTS: dict[PartName, type[Request]] = {
    "caption": CaptionReprocessRequested,
    "tags": TaggerReprocessRequested,
    "thumbnail": ThumbnailReprocessRequested,
}


class Impossible(ValueError):
    """The listing lacks what its service needs. The text says what, without the video: others lack the same."""


def request(listing: ListingUpdated, part: PartName, run: str) -> Request:
    """The request to make `part` of `listing` again. Raises Impossible."""
    given = _tags(listing) if part == "tags" else _video(listing)
    if part == "thumbnail":
        if not listing.video_url:
            raise Impossible("without an address of the video")
    else:
        _check_caption(listing)
    try:
        return REQUESTS[part].model_validate({**given, "run": run})
    except ValidationError as error:
        raise Impossible(f"with an invalid {first_problem(error).field}") from None


def _check_caption(listing: ListingUpdated) -> None:
    part = listing.parts.caption
    if part.status == "waiting" or part.revision < listing.revision:
        raise Impossible("whose current caption is not known")
    if len(listing.caption) >= LISTED_CAPTION:
        raise Impossible(f"whose caption has more than {LISTED_CAPTION - 1:,} characters: listings may have it cut")


def _video(listing: ListingUpdated) -> dict[str, Any]:
    names = ("video_id", "caption", "seller_handle", "video_url", "seller_currency", "posted_at", "revision")
    return {name: getattr(listing, name) for name in names}


def _tags(listing: ListingUpdated) -> dict[str, Any]:
    """The fields of `caption-parsed`: those that the tagger looks at, and the seller."""
    names = (
        "video_id", "caption", "seller_handle", "title", "price", "currency", "original_price", "price_range",
        "bundle", "sizes", "size_system", "hashtags", "availability", "revision",
    )  # fmt: skip
    found = {name: getattr(listing, name) for name in names}
    start = listing.caption.find(listing.title) if listing.title else -1
    if start >= 0 and listing.title is not None:
        place = Evidence(
            text=listing.title, start=start, end=start + len(listing.title), method="rules", confidence=1
        )  # fmt: skip
        found["evidence"] = {"title": place}
    return found
