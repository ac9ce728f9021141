"""Settings of the thumbnail service, from the environment."""

import re
import tempfile
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from libs.confined.limits import address_space, one_a_core
from libs.detect.settings import DetectorSettings
from libs.fetch import FetchSettings, Limits
from libs.settings import CommaSeparated, Positive, Settings
from libs.storage import StorageSettings
from services.thumbnail.limits import VideoLimits
from services.thumbnail.rank.crop import Aspect
from services.thumbnail.render import Encoding, Format

MAX_PIXELS = 2**31 - 1
"""The highest limit that FFmpeg accepts."""


def _aspect(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"([1-9]\d?):([1-9]\d?)", value)
    if match is None:
        raise ValueError("must be width:height pairs separated by commas, such as 1:1,4:5,16:9")
    return Aspect(int(match[1]), int(match[2]))


class ThumbnailSettings(Settings):
    """Limits of videos and decoding, and the thumbnails to make."""

    max_size_mb: Positive = Field(default=50, alias="MAX_VIDEO_SIZE_MB", description="of a video's file, in 10⁶ bytes")
    max_duration_seconds: Positive = Field(default=60, alias="MAX_VIDEO_DURATION_SECONDS")
    download_seconds: Positive = Field(
        default=120, alias="THUMBNAIL_DOWNLOAD_SECONDS", description="for a download with its retries"
    )
    count: int = Field(default=3, ge=1, le=10, alias="THUMBNAIL_COUNT", description="frames that become thumbnails")
    aspects: CommaSeparated[Annotated[Aspect, BeforeValidator(_aspect)]] = Field(
        default=(Aspect(1, 1), Aspect(4, 5), Aspect(16, 9)), alias="THUMBNAIL_ASPECTS"
    )
    widths: CommaSeparated[int] = Field(
        default=(640,), alias="THUMBNAIL_WIDTHS", description="pixels; a narrower crop is not enlarged"
    )
    formats: CommaSeparated[Format] = Field(default=("jpeg", "webp"), alias="THUMBNAIL_FORMATS")
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
        default=None, alias="THUMBNAIL_WORK_FOLDER", description="for videos while they are processed"
    )
    fetch: FetchSettings = Field(default_factory=FetchSettings)
    storage: StorageSettings = Field(default_factory=StorageSettings)
    detector: DetectorSettings = Field(default_factory=DetectorSettings)

    @field_validator("widths")
    @classmethod
    def _check_widths(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if not value or not all(16 <= width <= 4096 for width in value):
            raise ValueError("must be widths of 16 to 4096 pixels, separated by commas, such as 320,640")
        return value

    @property
    def processes(self) -> int:
        """Number of decoding processes."""
        return one_a_core(self.decoders, 4)

    @property
    def folder(self) -> Path:
        """The folder for temporary files."""
        return self.work_folder or Path(tempfile.gettempdir())

    @property
    def download_limits(self) -> Limits:
        """Limits of a download."""
        return Limits.of(self.max_size_mb, self.download_seconds)

    @property
    def limits(self) -> VideoLimits:
        """Limits of decoding."""
        return VideoLimits(
            self.max_duration_seconds,
            min(self.max_pixels, MAX_PIXELS),
            self.decode_seconds,
            address_space(self.decode_memory_mb),
        )

    @property
    def encoding(self) -> Encoding:
        """Formats and qualities of thumbnails."""
        return Encoding(self.formats, self.jpeg_quality, self.webp_quality)
