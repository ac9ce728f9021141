"""`listing-updated`: all that is known of a video, joined from its parts. A null value means that it was removed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from libs.events.caption import Availability, SizeSystem
from libs.events.payload import Identifier, Payload, Revision, Run

PartName = Literal["caption", "tags", "thumbnail"]
PART_NAMES: tuple[PartName, ...] = ("caption", "tags", "thumbnail")
PART_VERSIONS: Mapping[PartName, tuple[str, ...]] = {
    "caption": ("method", "degraded", "provider", "model"),
    "tags": ("method", "degraded", "provider", "model", "taxonomy_version", "lexicon_version", "prompt_version"),
    "thumbnail": ("cause", "detector"),
}
"""The fields of a part's event that are in the `versions` of a listing's part."""
LISTED_CAPTION = 4_000
"""Code points of a caption that a listing has: the longest that TikTok allows."""


class ListingPart(Payload):
    """State of one part.

    `waiting`: no result has arrived; `ready`: it is in the listing; `failed`: there will be none, unless somebody sends
    it again; `stale`: it is in the listing, but made from an earlier revision or caption, and a new one is expected.
    """

    status: Literal["waiting", "ready", "failed", "stale"]
    reason: str | None = Field(default=None, description="why it failed, or what is missing, for people")
    revision: Revision = 0
    run: Run | None = None
    produced_at: datetime | None = None
    versions: dict[str, int | str] = Field(
        default={}, description="what made it, such as method, model, lexicon_version, detector"
    )


class ListingParts(Payload):
    """The parts by their names."""

    caption: ListingPart
    tags: ListingPart
    thumbnail: ListingPart


class ListingTag(Payload):
    """A tag with its words of the caption: `caption[start:end] == text`, in code points."""

    tag: str = Field(description="facet:value, such as colour:black")
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    confidence: float = Field(ge=0, le=1)


class ListingThumbnail(Payload):
    """One stored picture."""

    uri: str
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    aspect: str
    format: str
    rank: int = Field(ge=1, description="1 is the best frame")


class ListingUpdated(Payload):
    """A video's current listing. A null value with the same key means that the video was removed.

    `version` increases with every change of the listing, also after a removal: with an older one in hand, ignore it.
    Parts that are overdue are those in `waiting_for` when `waiting_since` is long ago; what is long, readers decide.
    """

    video_id: Identifier
    version: int = Field(ge=1)
    revision: Revision = Field(default=0, description="the largest that something arrived of")
    complete: bool = Field(description="all parts are ready")
    waiting_for: list[PartName] = Field(default=[], description="parts that are waiting or stale")
    waiting_since: datetime | None = Field(default=None, description="when the first event of the revision was sent")
    parts: ListingParts
    title: str | None = None
    price: int | float | None = None
    currency: str | None = None
    original_price: int | float | None = None
    price_range: tuple[int | float, int | float] | None = None
    bundle: bool = False
    sizes: list[str] = []
    size_system: SizeSystem | None = None
    availability: Availability = "unknown"
    hashtags: list[str] = []
    category: str | None = None
    category_path: list[str] = []
    category_confidence: float = Field(default=0, ge=0, le=1)
    category_words: str | None = Field(default=None, description="the caption's words that prove the category")
    tags: list[ListingTag] = []
    suggested: list[str] = Field(default=[], description="tags without words of the caption that prove them")
    needs_review: list[str] = Field(default=[], description="fields that a person should look at")
    thumbnails: list[ListingThumbnail] = Field(default=[], description="the best first")
    duration: float | None = Field(default=None, ge=0, description="of the video, seconds")
    seller_handle: str | None = None
    seller_currency: str | None = None
    caption: str = Field(default="", description=f"at most its first {LISTED_CAPTION:,} code points")
    video_url: str | None = None
    posted_at: datetime | None = None
    updated_at: datetime = Field(description="when the newest of its parts was produced")
