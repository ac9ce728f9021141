"""`video-merge-requested` and `video-merged`: videos joined to one.

A request has few rules of its own here: whoever asks for a merge waits for an answer, so a wrong value must become a
`video-merged` of status failed, and not a dead letter.
"""

from typing import Any, Literal

from pydantic import Field

from libs.events.payload import Identifier, Payload


class VideoMergeRequested(Payload):
    """The concatenation of videos is requested, in the order of `input_videos`."""

    input_videos: list[str] = Field(description="URIs of objects: s3://bucket/key, or file:// below the storage root")
    output_bucket: str | None = Field(default=None, description="null: that of the service's own storage")
    output_key: str = Field(description="key of the result in output_bucket; ends with .mp4")
    pipeline_id: Identifier | None = None
    node_id: str | None = Field(default=None, description="repeated in the result")
    options: dict[str, Any] = Field(default={}, description="see docs/merge.md; unknown ones are refused by name")


class MergedInput(Payload):
    """What became of one input."""

    uri: str
    seconds: float = Field(ge=0, description="of the result that are its pictures")
    picture: Literal["copied", "encoded", "edges encoded"]
    picture_reasons: list[str] = []
    sound: Literal["copied", "encoded", "silence", "none"]
    sound_reasons: list[str] = []
    notes: list[str] = Field(default=[], description="what is dropped, or silent")


class VideoMerged(Payload):
    """A merged video is stored, or could not be made. The fields of the replaced function keep their names."""

    pipeline_id: Identifier | None = None
    node_id: str | None = None
    output_bucket: str | None = None
    output_key: str
    status: Literal["merged", "failed"]
    reason: str | None = Field(default=None, description="of a failure, for people")
    cause: str | None = Field(default=None, description="of a failure, a short stable code")
    s3_key: str | None = Field(default=None, description="as output_key")
    uri: str | None = None
    duration: float | None = Field(default=None, ge=0, description="seconds in which pictures are shown")
    size: int | None = Field(default=None, ge=0, description="bytes")
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    codec: str | None = None
    poster_uri: str | None = None
    plan: list[MergedInput] = Field(default=[], description="one for each input")
    warnings: list[str] = []
