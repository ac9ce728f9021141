"""Settings of the collage worker, from the environment."""

from pydantic import Field, field_validator

from libs.confined.limits import ProcessLimits, address_space, one_a_core
from libs.fetch import FetchSettings, Limits
from libs.pictures.opening import PictureLimits
from libs.settings import Positive, Settings
from libs.storage import StorageSettings
from services.collage.worker.renderer import RenderLimits

WALL_FACTOR = 4
"""The wall time limit of decoding as a multiple of its processor time limit: the machine may be busy."""
MEGAPIXEL = 1_000_000


class PictureFetchSettings(FetchSettings):
    """The common fetch settings with defaults for pictures: one more attempt, and a shorter read timeout."""

    attempts: int = Field(default=4, ge=1, le=10, description="attempts within a picture's time")
    read_timeout_seconds: float = Field(default=10, gt=0, description="the longest silence of a host")


class CollageSettings(Settings):
    """Limits of pictures, pages and decoding processes."""

    downloads: int = Field(default=8, ge=1, le=100, alias="COLLAGE_DOWNLOADS", description="at a time, for each page")
    max_image_mb: Positive = Field(default=20, alias="COLLAGE_MAX_IMAGE_MB", description="of a file, in 10⁶ bytes")
    image_seconds: Positive = Field(
        default=60, alias="COLLAGE_IMAGE_SECONDS", description="for a picture, with retries"
    )
    page_seconds: Positive = Field(
        default=300, alias="COLLAGE_PAGE_SECONDS", description="for all pictures of a page; later ones are missing"
    )
    min_side: int = Field(default=50, ge=1, le=10_000, alias="COLLAGE_MIN_SIDE", description="of a picture, in pixels")
    max_pixels: int = Field(default=50_000_000, ge=1, alias="COLLAGE_MAX_PIXELS", description="of a picture")
    referer: str = Field(
        default="origin", alias="COLLAGE_REFERER", description="origin: the picture's own; none; or an address"
    )
    decoders: int | None = Field(
        default=None, ge=1, le=256, alias="COLLAGE_DECODERS", description="processes; unset: one a core, at most 8"
    )
    decode_seconds: Positive = Field(
        default=10, alias="COLLAGE_DECODE_SECONDS", description="processor time for a picture"
    )
    decode_memory_mb: int = Field(
        default=1500, ge=256, alias="COLLAGE_DECODE_MEMORY_MB", description="address space of a decoding process"
    )
    page_megapixels: int = Field(
        default=100, ge=1, le=1000, alias="COLLAGE_MAX_PAGE_MEGAPIXELS", description="of a collage"
    )
    open_megapixels: int = Field(
        default=32, ge=1, le=10_000, alias="COLLAGE_OPEN_MEGAPIXELS",
        description="of all collages in work; each takes 3 MB of memory",
    )  # fmt: skip
    fetch: PictureFetchSettings = Field(default_factory=PictureFetchSettings)
    storage: StorageSettings = Field(default_factory=StorageSettings)

    @field_validator("referer")
    @classmethod
    def _header(cls, value: str) -> str:
        if value in ("origin", "none"):
            return value
        if not (value.startswith(("http://", "https://")) and value.isascii() and value.isprintable()):
            raise ValueError("must be origin, none or an http:// or https:// address")
        return value

    @property
    def processes(self) -> int:
        """Number of decoding processes."""
        return one_a_core(self.decoders, 8)

    @property
    def process_limits(self) -> ProcessLimits:
        """Limits of each decoding process."""
        return ProcessLimits.of_tasks(self.decode_seconds, address_space(self.decode_memory_mb))

    @property
    def download_limits(self) -> Limits:
        """Limits of a download."""
        return Limits.of(self.max_image_mb, self.image_seconds)

    @property
    def render_limits(self) -> RenderLimits:
        """Limits of a page and its pictures."""
        return RenderLimits(PictureLimits(self.max_pixels, self.min_side), self.downloads, self.page_seconds)
