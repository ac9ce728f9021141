"""The manifest: a JSON object beside each collage with the position and digest of each picture, or why it is missing.

It is stored after the collage: if it exists, the page is done. The same input gives the same bytes.
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

    index: int = Field(ge=1, description="position in the request, counted from 1; the number on its label")
    row: int | None = Field(default=None, description="counted from 1, like columns; null for a tile that is left out")
    column: int | None = None
    box: tuple[int, int, int, int] | None = Field(
        default=None, description="x, y, width, height in the collage's pixels"
    )
    url: str
    requested_url: str | None = Field(default=None, description="the original address, if a repair used another one")
    video_id: str | None = None
    created_at: str | None = None
    status: Literal["placed", "missing"]
    reason: str | None = Field(default=None, description="a short code, if the picture is missing")
    message: str | None = None
    sha256: str | None = Field(default=None, description="of the downloaded file")
    bytes: int | None = None
    width: int | None = Field(default=None, description="of the picture, upright, in pixels")
    height: int | None = None
    format: str | None = None


class Manifest(BaseModel):
    """One page. Without any picture there is no collage and `uri` is null."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    batch_id: str
    creator: str
    page: int
    pages: int
    trigger: str
    submitted_at: datetime
    revision: int = Field(default=0, ge=0, description="number of repairs")
    status: Literal["generated", "partial", "failed"]
    reason: str | None = None
    layout: Layout
    uri: str | None = None
    sha256: str | None = Field(default=None, description="of the collage")
    width: int = 0
    height: int = 0
    bytes: int = 0
    tiles: list[TileRecord]

    def matches(self, page: CollageRequested) -> bool:
        """Whether `page` has the same pictures in the same layout."""
        requested = [(image.url, image.video_id, image.created_at) for image in page.images]
        drawn = [(tile.requested_url or tile.url, tile.video_id, tile.created_at) for tile in self.tiles]
        return self.layout == layout_of(page) and drawn == requested

    def addresses(self) -> dict[int, str]:
        """URLs of the pictures, by index."""
        return {tile.index: tile.url for tile in self.tiles}

    def to_json(self) -> str:
        """The text of the stored object."""
        return f"{self.model_dump_json(indent=1)}\n"

    def generated(self, manifest_uri: str, seconds: float) -> CollageGenerated:
        """The event for this page. `seconds` is the time that it took."""
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
    """The layout fields of `page`."""
    return Layout.model_validate({name: getattr(page, name) for name in Layout.model_fields})


def new_manifest(page: CollageRequested, stored: Manifest | None = None) -> Manifest:
    """The manifest of a page before its pictures are fetched. `stored` is the manifest that it will replace."""
    tiles = [_new_tile(index, image) for index, image in enumerate(page.images, start=1)]
    return Manifest(
        batch_id=page.batch_id,
        creator=page.creator,
        page=page.page,
        pages=page.pages,
        trigger=page.trigger,
        submitted_at=page.submitted_at,
        # After a repair, results of an earlier revision are outdated.
        revision=stored.revision + 1 if stored and stored.revision else 0,
        status="failed",
        layout=layout_of(page),
        tiles=tiles,
    )


def unplaced(tile: TileRecord) -> TileRecord:
    """`tile` without its picture."""
    kept = {"index", "url", "requested_url", "video_id", "created_at"}
    return TileRecord(**tile.model_dump(include=kept), status="missing")


def _new_tile(index: int, image: CoverImage) -> TileRecord:
    return TileRecord(
        index=index, url=image.url, video_id=image.video_id, created_at=image.created_at, status="missing"
    )


def status_of(tiles: Sequence[TileRecord]) -> Literal["generated", "partial", "failed"]:
    """The status of a page with these tiles."""
    placed = sum(tile.status == "placed" for tile in tiles)
    return "failed" if not placed else "generated" if placed == len(tiles) else "partial"


def reasons(tiles: Sequence[TileRecord]) -> str:
    """Counts of missing pictures by reason, as text; the most frequent first."""
    return ", ".join(f"{reason} {number}" for reason, number in failures(tiles).items())


def failures(tiles: Sequence[TileRecord]) -> dict[str, int]:
    """Missing pictures by reason, the most frequent first."""
    counted = Counter(tile.reason or "unknown" for tile in tiles if tile.status == "missing")
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
