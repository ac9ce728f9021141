"""The options of a merge, as an event or the command gives them. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from services.merge.errors import BadOption

MAX_SIDE = 8192
SIZE = f"must be width×height in pixels, even numbers from 16 to {MAX_SIDE}, such as 1080x1920"
RULES = {
    "size": SIZE,
    "start": "must be seconds from the video's first frame, 0 to 86400",
    "end": "must be seconds from the video's first frame, 0 to 86400",
    "trim": "must be a list with a stretch, such as {start: 1.5, end: 4}, or null for each video",
    "duck_db": "must be 0 to 60 dB",
    "volume_db": "must be -60 to 20 dB",
    "loudness": "must be -70 to -5 LUFS",
    "poster": "must be seconds from the start of the result, 0 to 86400",
    "faststart": "must be true or false",
}
"""What options must be, in place of a library's words."""
DEFAULT_LOUDNESS = -14.0
"""LUFS, as the large video sites play."""
LONGEST_FADE = 5
"""Seconds: the samples of one cross-fade are held in memory."""


def _size(value: object) -> object:
    if not isinstance(value, str):
        return value
    width, cross, height = value.replace("×", "x").partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()):
        raise ValueError(SIZE)
    return int(width), int(height)


def _rate(value: object) -> object:
    try:
        rate = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError("must be frames a second, such as 30, 29.97 or 30000/1001") from None
    if not 1 <= rate <= 240:
        raise ValueError("must be 1 to 240 frames a second")
    return rate


def _loudness(value: object) -> object:
    return {True: DEFAULT_LOUDNESS, False: None}[value] if isinstance(value, bool) else value


def _cross_fade(value: object) -> object:
    try:
        seconds = -1.0 if isinstance(value, bool) else float(str(value))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_FADE:
        raise ValueError(f"must be 0 to {LONGEST_FADE} seconds")
    return seconds


def _poster(value: object) -> object:
    return {True: 0.0, False: None}[value] if isinstance(value, bool) else value


Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Side = Annotated[int, Field(ge=16, le=MAX_SIDE, multiple_of=2)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trim(_Strict):
    """The stretch of a clip that is kept, in seconds from its first frame; exact to a frame."""

    start: Seconds = 0.0
    end: Seconds | None = None

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.end is not None and self.end <= self.start:
            raise ValueError("end must be after start")
        return self


class AddedSound(_Strict):
    """A voice-over or music, from the start of the result."""

    uri: str = Field(min_length=1, max_length=2048)
    mode: Literal["mix", "replace"] = Field(
        default="mix",
        description="mix: the videos' own sound is quieter while this is heard; replace: it is dropped",
    )
    duck_db: float = Field(default=12.0, ge=0, le=60, description="how much quieter")
    volume_db: float = Field(default=0.0, ge=-60, le=20, description="of this sound")


class MergeOptions(_Strict):
    """What the result shall be like. Without options it follows the first video, and nothing is cut."""

    target: Literal["auto", "h264", "hevc"] = Field(
        default="auto",
        description="codec; auto: hevc if all videos are HEVC that can be copied, else h264",
    )
    size: Annotated[tuple[Side, Side], BeforeValidator(_size)] | None = Field(
        default=None, description="width×height of the result in pixels, even; null: that of the first video"
    )
    fit: Literal["pad", "blur-pad", "crop"] = Field(
        default="pad", description="how a video of another shape is fitted: on black, on a blurred copy, or cut"
    )
    rate: Annotated[Fraction, BeforeValidator(_rate)] | None = Field(
        default=None, description="constant frames a second; null: every frame keeps its time"
    )
    trim: list[Trim | None] = Field(
        default=[], max_length=500, description="the stretch that is kept of each video, in order; null: all of it"
    )
    cross_fade: Annotated[float, BeforeValidator(_cross_fade)] = Field(
        default=0.0, description="seconds in which each video fades into the next one; 0: none"
    )
    audio: AddedSound | None = None
    loudness: Annotated[float, Field(ge=-70, le=-5), BeforeValidator(_loudness)] | None = Field(
        default=None, description="integrated loudness of the result in LUFS (EBU R128); true: -14"
    )
    poster: Annotated[Seconds, BeforeValidator(_poster)] | None = Field(
        default=None, description="second of the result that is also stored as a JPEG; true: the first frame"
    )
    faststart: bool = Field(default=True, description="index at the start of the file")


def parse(options: Mapping[str, Any]) -> MergeOptions:
    """The options. Raises BadOption with one line that names the option."""
    try:
        return MergeOptions.model_validate(dict(options))
    except ValidationError as error:
        raise BadOption(_line(error)) from None


def _line(error: ValidationError) -> str:
    first = error.errors()[0]
    place = first["loc"]
    if first["type"] == "extra_forbidden":
        nested: dict[object, type[BaseModel]] = {"trim": Trim, "audio": AddedSound}
        known = nested.get(place[0], MergeOptions) if place[1:] else MergeOptions
        return f"unknown option {'.'.join(map(str, place))!r}: known are {', '.join(known.model_fields)}"
    if place[0] == "trim" and len(place) > 1 and isinstance(place[1], int):
        name = trim_of(place[1], *map(str, place[2:]))
    else:
        name = "size" if place[0] == "size" else ".".join(map(str, place))
    message = first["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    if first["type"] not in ("value_error", "missing", "literal_error"):
        message = RULES.get(str(place[-1]), RULES.get(name, message))
    return f"option {name}: {message[:1].lower()}{message[1:]}"


def trim_of(number: int, *field: str) -> str:
    """The name of a trim in messages, by its place in the list."""
    return ", ".join(("trim", f"video {number + 1}", *field))
