"""`image-generation-requested` and `image-generated`: images for a prompt."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.events.payload import Identifier, Payload
from libs.events.picture import MissingPicture, StoredPicture, result_identity

MAX_PROMPT = 8000
"""Code points."""

Uri = Annotated[str, StringConstraints(min_length=1, max_length=2048)]


class ImageGenerationRequested(Payload):
    """Images are requested for a prompt. The same job and run are paid once."""

    job_id: Identifier
    run: Identifier = Field(default="1", description="another run makes new images, and costs again")
    prompt: Annotated[str, StringConstraints(min_length=1, max_length=MAX_PROMPT)]
    count: int = Field(default=1, ge=1, le=10)
    aspect: str | None = Field(
        default=None, pattern=r"^[1-9]\d?:[1-9]\d?$", description="width:height, such as 4:5, at most 4:1; null: 1:1"
    )
    size: int = Field(default=1024, ge=256, le=4096, description="longer side of the image in pixels")
    reference_images: list[Uri] = Field(
        default=[], max_length=6, description="URIs of objects below STORAGE_URI, or http(s) URLs"
    )


class ImageGenerated(Payload):
    """The images of one run of a job. `partial`: some of them are missing. `needs_attention`: the outcome of a paid
    call is unknown, or the job's budget is used up.
    """

    job_id: Identifier
    run: Identifier
    status: Literal["generated", "partial", "failed", "needs_attention"]
    reason: str | None = None
    images: list[StoredPicture] = []
    missing: list[MissingPicture] = []
    cost_usd: float = Field(default=0.0, ge=0)
    unknown: int = Field(default=0, ge=0, description="paid calls whose outcome cannot be known")
    unknown_usd: float = Field(default=0.0, ge=0, description="what these may have cost at most")

    @property
    def identity(self) -> str:
        return f"{self.job_id}/{self.run}/{result_identity(self)}"
