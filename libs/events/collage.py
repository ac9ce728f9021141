"""The events of collages: a batch is submitted, planned, drawn page by page, and completed."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.events.payload import Identifier, Payload

Trigger = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
"""The source of a batch, such as manual, bucket or schedule. It is a segment of its collages' keys."""
Count = Annotated[int, Field(ge=0)]
Outcome = Literal["complete", "with-gaps", "empty", "cancelled"]
"""Outcome of a batch: all pictures and rows are on a collage, some are missing, all are, or it was cancelled."""


class Layout(Payload):
    """Layout of a collage. Tiles are in pixels; with multiples of 16 a tile can be redrawn without changing others."""

    rows: int = Field(default=5, ge=1, le=20)
    columns: int = Field(default=7, ge=1, le=20)
    tile_width: int = Field(default=224, ge=16, le=1024)
    tile_height: int = Field(default=400, ge=16, le=1024)
    quality: int = Field(default=95, ge=1, le=100, description="JPEG quality")
    missing: Literal["label", "leave-out"] = Field(
        default="label", description="for a picture that cannot be fetched: a labelled blank, or the others move up"
    )


class CollageBatchSubmitted(Layout):
    """Requests collages of a CSV of cover images (`creator_name,cover_url,created_at`). A page has one creator only."""

    batch_id: Identifier
    csv_uri: str = Field(min_length=1, max_length=2048, description="s3://… or file:///… below STORAGE_URI")
    creator: str | None = Field(default=None, max_length=256, description="only this creator's pictures")
    priority: Literal["normal", "low"] = Field(default="normal", description="low waits while there are normal ones")
    trigger: Trigger = "manual"
    submitted_at: datetime | None = None

    @property
    def identity(self) -> str:
        return self.batch_id


class CollageBatchPlanned(Payload):
    """The content of a batch, sent before its pages are requested; or, with status `failed`, why there are none."""

    batch_id: Identifier
    status: Literal["planned", "failed"]
    reason: str | None = Field(default=None, description="why it failed, for people")
    csv_uri: str
    trigger: Trigger = "manual"
    submitted_at: datetime
    rows_read: Count = 0
    rows_accepted: Count = 0
    rows_rejected: Count = 0
    rows_filtered: Count = Field(default=0, description="rows of other creators than the requested one")
    rows_blank: Count = Field(default=0, description="rejected rows whose cells are empty")
    creators: Count = 0
    pages: Count = 0
    report_uri: str | None = Field(default=None, description="JSON: bad rows by reason, and the first hundred")

    @property
    def identity(self) -> str:
        return f"{self.batch_id}/{self.status}"


class CoverImage(Payload):
    """One picture of a page."""

    url: str = Field(min_length=1, max_length=2048)
    video_id: str | None = Field(default=None, max_length=256)
    created_at: str | None = Field(default=None, max_length=64, description="as in the CSV; a Unix time as ISO 8601")


class CollageRequested(Layout):
    """One page: at most rows × columns pictures of one creator, in the order of the CSV."""

    batch_id: Identifier
    creator: Identifier
    page: int = Field(ge=1)
    pages: int = Field(ge=1, description="pages of this creator in this batch")
    images: list[CoverImage] = Field(min_length=1, max_length=400)
    trigger: Trigger = "manual"
    submitted_at: datetime

    @property
    def identity(self) -> str:
        return f"{self.batch_id}/{self.creator}/{self.page}"


class CollageRequestedLow(CollageRequested):
    """The same for a batch of low priority."""


class CollageGenerated(Payload):
    """A page ended. `partial`: some pictures are missing; `failed`: all are missing, or there is no collage."""

    batch_id: Identifier
    creator: Identifier
    page: int = Field(ge=1)
    revision: Count = Field(default=0, description="how often the page was repaired; a higher one replaces a lower one")
    status: Literal["generated", "partial", "failed"]
    reason: str | None = Field(default=None, description="why it failed, for people")
    uri: str | None = None
    manifest_uri: str | None = Field(
        default=None, description="JSON: URL, video, digest and box of each tile, or why it is missing"
    )
    placed: Count = 0
    missing: Count = 0
    failures: dict[str, int] = Field(default={}, description="missing pictures by reason, such as gone or too-small")
    width: Count = 0
    height: Count = 0
    bytes: Count = 0
    downloaded: Count = Field(default=0, description="bytes of the pictures")
    seconds: float = Field(default=0, ge=0, description="from the page's start to its end")

    @property
    def identity(self) -> str | None:
        # A repeated request returns the page as it was repaired. So its id must be that of the repair's event, and not
        # that of the page's first event.
        return f"{self.batch_id}/{self.creator}/{self.page}/{self.revision}" if self.revision else None


class CollageBatchCompleted(Payload):
    """All pages of a batch have ended; or, with status `failed`, there were none."""

    batch_id: Identifier
    status: Literal["completed", "failed"]
    outcome: Outcome | None = Field(
        default=None,
        description="whether all pictures and rows are on a collage; with-gaps: some are not; empty: none is",
    )
    reasons: dict[str, int] = Field(
        default={},
        description="why pictures are missing, most frequent first; rejected-row: rows that could not be used",
    )
    reason: str | None = Field(default=None, description="why it failed, for people")
    csv_uri: str
    trigger: Trigger = "manual"
    pages: Count = 0
    generated: Count = 0
    partial: Count = 0
    failed: Count = 0
    placed: Count = Field(default=0, description="pictures")
    missing: Count = Field(default=0, description="pictures")
    rows_rejected: Count = 0
    bytes: Count = 0
    seconds: float = Field(default=0, ge=0, description="from the submission to the last page")
    summary_uri: str | None = Field(default=None, description="JSON: counts, failures by reason, slowest creators")
    page_uri: str | None = Field(default=None, description="the summary as HTML, with previews of collages")
    report_uri: str | None = Field(default=None, description="report of rejected rows")

    @property
    def identity(self) -> str:
        return f"{self.batch_id}/{self.status}"
