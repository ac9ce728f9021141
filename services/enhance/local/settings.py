"""Settings of the local provider, from the environment."""

from pathlib import Path

from pydantic import Field

from libs.confined.limits import one_a_core
from libs.detect.settings import DetectorSettings
from libs.settings import Settings


class LocalSettings(Settings):
    """The weights of the mask, and how many pictures are made at once."""

    mask_model: Path | None = Field(
        default=None,
        alias="ENHANCE_MASK_MODEL_PATH",
        description="a U²-Net as .onnx; unset: backgrounds stay, and pictures are flagged `degraded`",
    )
    threads: int | None = Field(
        default=None, ge=1, le=64, alias="ENHANCE_LOCAL_THREADS",
        description="pictures made at once; unset: one a core, at most 4",
    )  # fmt: skip
    detector: DetectorSettings = Field(default_factory=DetectorSettings)

    @property
    def workers(self) -> int:
        """Number of threads."""
        return one_a_core(self.threads, 4)
