"""The JSON beside a collage: what is where, out of which bytes, and what is missing and why.

It is stored last: where it stands, the page is done. The same input gives the same bytes.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from libs.events import CollageGenerated, CollageRequested, CoverImage, Layout

LARGEST = 16_000_000
"""Bytes; one of 400 pictures has some 400,000."""


class TileRecord(BaseModel):
    """One picture of the page."""

    model_config = ConfigDict(frozen=True)

    index: int = Field(ge=1, description="its place in the request, counted from 1; the number on its label")
    row: int | None = Field(default=None, description="counted from 1, as columns are; none for one that is left out")
    column: int | None = None
    box: tuple[int, int, int, int] | None = Field(
        default=None, description="x, y, width, height in the collage's pixels"
    )
    url: str
    requested_url: str | None = Field(default=None, description="the one before, where a repair took another")
    video_id: str | None = None
    created_at: str | None = None
    status: Literal["placed", "missing"]
    reason: str | None = Field(default=None, description="a short code, where it is missing")
    message: str | None = None
    sha256: str | None = Field(default=None, description="of the picture's bytes, as they came")
    bytes: int | None = None
    width: int | None = Field(default=None, description="of the picture, upright, in pixels")
    height: int | None = None
    format: str | None = None


class Manifest(BaseModel):
    """One page. `uri` is none where no picture could be had: then there is no collage."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    batch_id: str
    creator: str
    page: int
    pages: int
    trigger: str
    submitted_at: datetime
    revision: int = Field(default=0, ge=0, description="how often the page was repaired")
    status: Literal["generated", "partial", "failed"]
    reason: str | None = None
    layout: Layout
    uri: str | None = None
    sha256: str | None = Field(default=None, description="of the collage")
    width: int = 0
    height: int = 0
    bytes: int = 0
    tiles: list[TileRecord]

    def answers(self, page: CollageRequested) -> bool:
        """Whether this is what became of `page`: the same pictures in the same layout."""
        asked = [(image.url, image.video_id, image.created_at) for image in page.images]
        drawn = [(tile.requested_url or tile.url, tile.video_id, tile.created_at) for tile in self.tiles]
        return self.layout == layout_of(page) and drawn == asked

    def addresses(self) -> dict[int, str]:
        """Where the pictures are, by index."""
        return {tile.index: tile.url for tile in self.tiles}

    def to_json(self) -> str:
        """The object's text."""
        return f"{self.model_dump_json(indent=1)}\n"

    def generated(self, manifest_uri: str, seconds: float) -> CollageGenerated:
        """The event that tells of it. `seconds` is how long the page took."""
        missing = sum(tile.status == "missing" for tile in self.tiles)
        return CollageGenerated(
            batch_id=self.batch_id,
            creator=self.creator,
            page=self.page,
            revision=self.revision,
            status=self.status,
            reason=self.reason,
            uri=self.uri,
            manifest_uri=manifest_uri,
            placed=len(self.tiles) - missing,
            missing=missing,
            failures=failures(self.tiles),
            width=self.width,
            height=self.height,
            bytes=self.bytes,
            downloaded=sum(tile.bytes or 0 for tile in self.tiles),
            seconds=round(seconds, 3),
        )


def layout_of(page: Layout) -> Layout:
    """The layout alone, of whatever else carries it."""
    return Layout.model_validate({name: getattr(page, name) for name in Layout.model_fields})


def begin(page: CollageRequested, before: Manifest | None = None) -> Manifest:
    """The manifest of a page of which nothing is there yet, or another one `before`, which it replaces."""
    tiles = [_waiting(index, image) for index, image in enumerate(page.images, start=1)]
    return Manifest(
        batch_id=page.batch_id,
        creator=page.creator,
        page=page.page,
        pages=page.pages,
        trigger=page.trigger,
        submitted_at=page.submitted_at,
        # After a repair any result of an earlier revision counts as outdated.
        revision=before.revision + 1 if before and before.revision else 0,
        status="failed",
        layout=layout_of(page),
        tiles=tiles,
    )


def waiting(tile: TileRecord) -> TileRecord:
    """`tile` before its picture was fetched."""
    kept = {"index", "url", "requested_url", "video_id", "created_at"}
    return TileRecord(**tile.model_dump(include=kept), status="missing")


def _waiting(index: int, image: CoverImage) -> TileRecord:
    return TileRecord(
        index=index, url=image.url, video_id=image.video_id, created_at=image.created_at, status="missing"
    )


def status_of(tiles: Sequence[TileRecord]) -> Literal["generated", "partial", "failed"]:
    """What is said of a page with these tiles."""
    placed = sum(tile.status == "placed" for tile in tiles)
    return "failed" if not placed else "generated" if placed == len(tiles) else "partial"


def reasons(tiles: Sequence[TileRecord]) -> str:
    """Why pictures are missing, with numbers, for people; the most frequent first."""
    return ", ".join(f"{reason} {number}" for reason, number in failures(tiles).items())


def failures(tiles: Sequence[TileRecord]) -> dict[str, int]:
    """Missing pictures by reason, the most frequent first."""
    counted = Counter(tile.reason or "unknown" for tile in tiles if tile.status == "missing")
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
