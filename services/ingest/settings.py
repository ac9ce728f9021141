"""Settings of the ingest service, from the environment."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_settings import SettingsConfigDict
from sqlalchemy import URL

from libs.database import DatabaseSettings
from libs.database.foreign import checked_name
from libs.database.url import SecretUrl, given
from libs.events.collage import Layout
from libs.settings import Settings
from libs.storage import StorageSettings
from libs.storage.errors import BadUri
from libs.storage.uri import checked_key
from libs.units import size
from services.ingest.covers.window import length, moment
from services.ingest.jobs.cron import is_cron

# Fields are read by their alias only: without it, COLUMNS would be the terminal width that many shells export.
CONFIG = SettingsConfigDict(populate_by_name=False, env_prefix="INGEST_")
Name = Annotated[str, AfterValidator(checked_name)]
Seconds = Annotated[float, Field(ge=0.1, le=86_400, allow_inf_nan=False)]


class CoversSettings(Settings):
    """The source's table of cover URLs."""

    model_config = CONFIG

    table: Name = Field(default="videos_links", alias="INGEST_COVERS_TABLE", description="or schema.table")
    creator_column: Name = Field(default="creator_name", alias="INGEST_COVERS_CREATOR_COLUMN")
    urls_column: Name = Field(default="cover_urls", alias="INGEST_COVERS_URLS_COLUMN", description="JSON")
    created_column: Name = Field(default="created_at", alias="INGEST_COVERS_CREATED_COLUMN", description="UTC")


class VideosSettings(Settings):
    """The source's table of videos."""

    model_config = CONFIG

    table: Name | None = Field(default=None, alias="INGEST_VIDEOS_TABLE", description="unset: no videos are posted")
    id_column: Name = Field(default="video_id", alias="INGEST_VIDEOS_ID_COLUMN")
    caption_column: Name = Field(default="caption", alias="INGEST_VIDEOS_CAPTION_COLUMN")
    seller_column: Name = Field(default="seller_handle", alias="INGEST_VIDEOS_SELLER_COLUMN")
    url_column: Name = Field(default="video_url", alias="INGEST_VIDEOS_URL_COLUMN")
    created_column: Name = Field(default="created_at", alias="INGEST_VIDEOS_CREATED_COLUMN", description="UTC")
    key_column: Name = Field(
        default="id", alias="INGEST_VIDEOS_KEY_COLUMN", description="unique: orders rows of the same time"
    )
    seconds: Seconds = Field(default=30, alias="INGEST_VIDEOS_SECONDS", description="between two queries")
    settle_seconds: float = Field(
        default=10,
        ge=0,
        le=3600,
        alias="INGEST_VIDEOS_SETTLE_SECONDS",
        description="delay for rows that are committed late",
    )
    page: int = Field(default=500, ge=1, le=10_000, alias="INGEST_VIDEOS_PAGE", description="rows posted at a time")
    since: datetime | None = Field(
        default=None, alias="INGEST_VIDEOS_FROM", description="start of the first run; unset: now"
    )

    @field_validator("since", mode="before")
    @classmethod
    def _since(cls, value: object) -> object:
        try:
            return moment(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("must be a time such as 2026-11-15 or 2026-11-15T08:30:00Z") from None


class LayoutSettings(Settings):
    """The layout of the batches that this service submits."""

    model_config = CONFIG

    rows: int = Field(default=5, ge=1, le=20, alias="INGEST_ROWS")
    columns: int = Field(default=7, ge=1, le=20, alias="INGEST_COLUMNS")
    quality: int = Field(default=95, ge=1, le=100, alias="INGEST_QUALITY")
    tile: str = Field(default="224x400", alias="INGEST_TILE", description="width×height in pixels, 16 to 1024")
    priority: Literal["normal", "low"] = Field(default="normal", alias="INGEST_PRIORITY")
    missing: Literal["label", "leave-out"] = Field(default="label", alias="INGEST_MISSING")

    @field_validator("tile")
    @classmethod
    def _tile(cls, value: str) -> str:
        try:
            sides = size(value)
        except ValueError:
            sides = (0, 0)
        if not all(16 <= side <= 1024 for side in sides):
            raise ValueError("must be width and height of 16 to 1024 pixels, such as 224x400")
        return value

    @property
    def layout(self) -> Layout:
        """The layout for events."""
        width, height = size(self.tile)
        return Layout(
            rows=self.rows, columns=self.columns, quality=self.quality, missing=self.missing,
            tile_width=width, tile_height=height,
        )  # fmt: skip


class IngestSettings(Settings):
    """Sources of covers and videos, and the batches that are submitted."""

    model_config = CONFIG

    source_url: SecretUrl | None = Field(
        default=None, alias="INGEST_SOURCE_URL", description="mysql://user:password@host/database, or postgresql://…"
    )
    cron: str | None = Field(default=None, alias="INGEST_COVERS_CRON", description="UTC; unset: no schedule")
    window: str = Field(default="7d", alias="INGEST_COVERS_WINDOW", description="or `last`: since the last run")
    prefix: str = Field(default="csv-files", alias="INGEST_PREFIX", description="below STORAGE_URI")
    poll_seconds: float = Field(
        default=0, ge=0, le=86_400, alias="INGEST_POLL_SECONDS", description="0: off, for stores with notifications"
    )
    settle_seconds: float = Field(
        default=3,
        ge=0,
        le=3600,
        alias="INGEST_POLL_SETTLE_SECONDS",
        description="a file of a folder must be unchanged so long",
    )
    covers: CoversSettings = Field(default_factory=CoversSettings)
    videos: VideosSettings = Field(default_factory=VideosSettings)
    layout: LayoutSettings = Field(default_factory=LayoutSettings)
    storage: StorageSettings = Field(default_factory=StorageSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)

    @field_validator("cron")
    @classmethod
    def _cron(cls, value: str | None) -> str | None:
        if value is not None and not is_cron(value):
            raise ValueError("must be a cron expression such as 0 3 * * *")
        return value

    @field_validator("window")
    @classmethod
    def _window(cls, value: str) -> str:
        if value != "last":
            try:
                length(value)
            except ValueError:
                raise ValueError("must be `last`, or a duration of at most 100 years such as 7d or 12h") from None
        return value

    @field_validator("prefix")
    @classmethod
    def _prefix(cls, value: str) -> str:
        try:
            return checked_key(value.strip("/"))
        except BadUri:
            raise ValueError("must be a folder below STORAGE_URI, such as csv-files") from None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, value in (("INGEST_COVERS_CRON", self.cron), ("INGEST_VIDEOS_TABLE", self.videos.table)):
            if value and self.source_url is None:
                raise ValueError(f"{name} needs INGEST_SOURCE_URL: the database to read from")
        return self

    @property
    def source(self) -> URL | None:
        """The source's URL, with an asyncio driver."""
        return None if self.source_url is None else given(self.source_url)

    @property
    def window_length(self) -> timedelta | None:
        """The length of the window; None: since the last run."""
        return None if self.window == "last" else length(self.window)
