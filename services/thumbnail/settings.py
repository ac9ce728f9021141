"""Settings of the thumbnail service, from the environment."""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from libs.fetch import FetchSettings, Limits
from libs.storage import StorageSettings
from services.thumbnail.detect.settings import DetectorSettings
from services.thumbnail.limits import VideoLimits
from services.thumbnail.rank.crop import Aspect
from services.thumbnail.render import Encoding, Format

MEGABYTE = 1_000_000
MOST_PIXELS = 2**31 - 1
"""FFmpeg takes no higher limit."""
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class ThumbnailSettings(BaseSettings):
    """What videos are taken, what pictures are made, and what that may cost."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, populate_by_name=True, env_prefix="REELBUS_")

    max_size_mb: Positive = Field(default=50, alias="MAX_VIDEO_SIZE_MB", description="of a video's file, in 10⁶ bytes")
    max_duration_seconds: Positive = Field(default=60, alias="MAX_VIDEO_DURATION_SECONDS")
    download_seconds: Positive = Field(
        default=120, alias="THUMBNAIL_DOWNLOAD_SECONDS", description="for a download with its retries"
    )
    count: int = Field(default=3, ge=1, le=10, alias="THUMBNAIL_COUNT", description="frames that become thumbnails")
    aspects: Annotated[tuple[Aspect, ...], NoDecode] = Field(
        default=(Aspect(1, 1), Aspect(4, 5), Aspect(16, 9)), alias="THUMBNAIL_ASPECTS"
    )
    widths: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(640,), alias="THUMBNAIL_WIDTHS", description="pixels; a narrower cut is not enlarged"
    )
    formats: Annotated[tuple[Format, ...], NoDecode] = Field(default=("jpeg", "webp"), alias="THUMBNAIL_FORMATS")
    jpeg_quality: int = Field(default=85, ge=1, le=100, alias="THUMBNAIL_JPEG_QUALITY")
    webp_quality: int = Field(default=80, ge=1, le=100, alias="THUMBNAIL_WEBP_QUALITY")
    detect_frames: int = Field(
        default=6, ge=1, le=64, alias="THUMBNAIL_DETECT_FRAMES", description="frames of a video shown to the detector"
    )
    decoders: int | None = Field(
        default=None, ge=1, le=256, alias="THUMBNAIL_DECODERS", description="processes; unset: one a core, at most 4"
    )
    decode_seconds: Positive = Field(
        default=30, alias="THUMBNAIL_DECODE_SECONDS", description="processor time for one video"
    )
    decode_memory_mb: int = Field(
        default=1500, ge=256, alias="THUMBNAIL_DECODE_MEMORY_MB", description="address space of a decoding process"
    )
    max_pixels: int = Field(default=50_000_000, ge=1, alias="THUMBNAIL_MAX_PIXELS", description="of a video's frame")
    work_folder: Path | None = Field(
        default=None, alias="THUMBNAIL_WORK_FOLDER", description="for videos while they are looked at"
    )
    fetch: FetchSettings = Field(default_factory=FetchSettings)
    storage: StorageSettings = Field(default_factory=StorageSettings)
    detector: DetectorSettings = Field(default_factory=DetectorSettings)

    @field_validator("aspects", mode="before")
    @classmethod
    def _aspects(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = [re.fullmatch(r"\s*([1-9]\d?):([1-9]\d?)\s*", part) for part in value.split(",")]
        aspects = tuple(Aspect(int(match[1]), int(match[2])) for match in found if match)
        if len(aspects) < len(found):
            raise ValueError("wants width:height, several separated by commas, such as 1:1,4:5,16:9")
        return aspects

    @field_validator("widths", mode="before")
    @classmethod
    def _widths(cls, value: object) -> object:
        return tuple(value.split(",")) if isinstance(value, str) else value

    @field_validator("widths")
    @classmethod
    def _sane(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if not value or not all(16 <= width <= 4096 for width in value):
            raise ValueError("wants widths of 16 to 4096 pixels, separated by commas, such as 320,640")
        return value

    @field_validator("formats", mode="before")
    @classmethod
    def _formats(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value

    @property
    def processes(self) -> int:
        """Decoding processes."""
        return self.decoders or min(4, os.cpu_count() or 1)

    @property
    def folder(self) -> Path:
        """Where videos lie while they are looked at."""
        return self.work_folder or Path(tempfile.gettempdir())

    @property
    def download(self) -> Limits:
        """What fetching a video may cost."""
        return Limits(round(self.max_size_mb * MEGABYTE), self.download_seconds)

    @property
    def limits(self) -> VideoLimits:
        """What the decoding processes hold a video to."""
        return VideoLimits(
            self.max_duration_seconds,
            min(self.max_pixels, MOST_PIXELS),
            self.decode_seconds,
            min(self.decode_memory_mb * 1024 * 1024, sys.maxsize),
        )

    @property
    def encoding(self) -> Encoding:
        """How pictures are written."""
        return Encoding(self.formats, self.jpeg_quality, self.webp_quality)
