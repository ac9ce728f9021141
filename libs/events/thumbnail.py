"""`thumbnail-generated`: a video's best frames, cropped and stored, with the reasons of the choice."""

from typing import Literal

from pydantic import Field

from libs.events.payload import Identifier, Payload, Revision, Run

Pixels = tuple[int, int, int, int]
"""x, y, width, height in pixels of the upright frame; x, y is the upper left corner."""


class Thumbnail(Payload):
    """One stored picture. `crop` is the part of the frame that it shows."""

    uri: str
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    aspect: str = Field(pattern=r"^\d+:\d+$", description="as requested, such as 4:5")
    format: Literal["jpeg", "webp"]
    bytes: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    rank: int = Field(ge=1, description="rank of the frame that it was cut from")
    crop: Pixels


class DetectedObject(Payload):
    """An object that the detector found in a frame."""

    label: str
    confidence: float = Field(ge=0, le=1)
    box: Pixels


class RankedFrame(Payload):
    """A frame that was considered. Those with `chosen` became thumbnails; the others are the next best."""

    rank: int = Field(ge=1)
    chosen: bool
    time: float = Field(ge=0, description="seconds from the video's start")
    score: float = Field(ge=0, le=1)
    scores: dict[str, float] = Field(default={}, description="components of the score, each 0 to 1")
    boxes: list[DetectedObject] = []
    why: str = Field(default="", description="short explanation for people")


class VideoFacts(Payload):
    """Properties of the file. Width and height are those of the upright frame with square pixels."""

    duration: float = Field(ge=0, description="seconds")
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    codec: str
    bytes: int = Field(gt=0)


class ThumbnailGenerated(Payload):
    """A video's thumbnails; or, with status `failed`, why there are none: `cause` is short and stable."""

    video_id: Identifier
    status: Literal["generated", "failed"]
    reason: str | None = Field(default=None, description="why it failed, or what is missing, for people")
    cause: str | None = Field(default=None, description="code of a failure, for machines, such as too-long")
    thumbnails: list[Thumbnail] = []
    frames: list[RankedFrame] = []
    video: VideoFacts | None = None
    detector: str | None = Field(default=None, description="weights and engine; null: ranked by picture quality alone")
    revision: Revision = Field(default=0, description="of the video")
    run: Run | None = Field(default=None, description="of the reprocessing that it is a result of")
