"""Settings of pictures in and out, from the environment."""

from pydantic import Field

from libs.confined.limits import ProcessLimits, address_space, one_a_core
from libs.fetch import FetchSettings, Limits
from libs.pictures.opening import PictureLimits
from libs.settings import Positive, Settings
from services.enhance.pictures.check import OutputLimits
from services.enhance.pictures.normalise import InputLimits


class PictureSettings(Settings):
    """Limits of input pictures and outputs, and of the processes that decode them."""

    max_image_mb: Positive = Field(default=20, alias="ENHANCE_MAX_IMAGE_MB", description="of a file, in 10⁶ bytes")
    image_seconds: Positive = Field(
        default=60, alias="ENHANCE_IMAGE_SECONDS", description="for a download, with retries"
    )
    min_side: int = Field(default=64, ge=1, le=10_000, alias="ENHANCE_MIN_SIDE", description="of a picture, in pixels")
    max_pixels: int = Field(default=50_000_000, ge=1, alias="ENHANCE_MAX_PIXELS", description="of a picture")
    input_side: int = Field(
        default=2048, ge=256, le=8192, alias="ENHANCE_INPUT_SIDE",
        description="longer side of a photo as it is sent to a model, at most, in pixels",
    )  # fmt: skip
    decoders: int | None = Field(
        default=None, ge=1, le=256, alias="ENHANCE_DECODERS", description="processes; unset: one a core, at most 4"
    )
    decode_seconds: Positive = Field(
        default=20, alias="ENHANCE_DECODE_SECONDS", description="processor time for a picture"
    )
    decode_memory_mb: int = Field(
        default=1500, ge=256, alias="ENHANCE_DECODE_MEMORY_MB", description="address space of a decoding process"
    )
    likeness: float = Field(
        default=0.4, ge=0, le=1, alias="ENHANCE_LIKENESS",
        description="to the product; images below are flagged for the reviewer",
    )  # fmt: skip
    fetch: FetchSettings = Field(default_factory=FetchSettings)

    @property
    def processes(self) -> int:
        """Number of decoding processes."""
        return one_a_core(self.decoders, 4)

    @property
    def process_limits(self) -> ProcessLimits:
        """Limits of each decoding process."""
        return ProcessLimits.of_tasks(self.decode_seconds, address_space(self.decode_memory_mb))

    @property
    def download_limits(self) -> Limits:
        """Limits of a download."""
        return Limits.of(self.max_image_mb, self.image_seconds)

    @property
    def input_limits(self) -> InputLimits:
        """Limits of input pictures."""
        return InputLimits(PictureLimits(self.max_pixels, self.min_side), self.input_side)

    @property
    def output_limits(self) -> OutputLimits:
        """Limits of outputs."""
        return OutputLimits(PictureLimits(self.max_pixels, self.min_side), self.likeness)
