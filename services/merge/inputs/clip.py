"""What the preflight of an input finds. Times are whole numbers of a stream's time base. Pure."""

from fractions import Fraction
from typing import NamedTuple

from services.merge.codecs.aac import Configuration
from services.merge.codecs.h264 import ParameterSets
from services.merge.inputs.source import Source

UNSPECIFIED, BT709, SMPTE170M, BT2020 = 2, 1, 6, 9
"""Code points of matrices and primaries (ITU-T H.273)."""
PQ, HLG = 16, 18
FULL_RANGE = 2
"""FFmpeg's number of the range 0..255."""
HD_HEIGHT = 720
"""From this height on, pictures without a named matrix are taken for BT.709, as players do."""


class Colours(NamedTuple):
    """Code points of H.273, and FFmpeg's range."""

    matrix: int
    primaries: int
    transfer: int
    full_range: bool

    @property
    def hdr(self) -> str | None:
        """PQ or HLG; None for standard dynamic range."""
        return {PQ: "PQ", HLG: "HLG"}.get(self.transfer)


class Geometry(NamedTuple):
    """How stored pixels become the picture that is shown."""

    width: int
    height: int
    aspect: Fraction
    """Of one pixel: width by height."""
    turns: int = 0
    """Quarter turns counterclockwise, of the stored picture."""
    mirrored: bool = False
    """Left and right are swapped, before the turns."""


class Picture(NamedTuple):
    """A video track."""

    track: int
    """Its number in the file."""
    codec: str
    profile: str
    tag: str
    pixels: str
    """FFmpeg's name of the pixel format."""
    geometry: Geometry
    colours: Colours
    rate: Fraction
    """Mean frames a second."""
    variable: bool
    """Whether frames are shown for different times."""
    interlaced: bool
    time_base: Fraction
    frames: int
    """That are shown."""
    first: int
    """The time of the first frame that is shown."""
    end: int
    """When the last frame is no longer shown."""
    reorder: int
    """How far decoding times are before the times of showing: first shown minus first decoded."""
    hidden: int
    """Frames that an edit list hides."""
    clean_start: bool
    """Whether the first frame refers to none before it."""
    extradata: bytes
    sets: ParameterSets | None
    """Of H.264."""
    in_band: bool
    """Whether packets have parameter sets of their own, and so may change them (`avc3`)."""
    numbered: bool = False
    """Whether frames have no times of their own (AVI): the nth that is shown takes that of the nth packet."""

    @property
    def seconds(self) -> Fraction:
        """How long the picture is shown."""
        return (self.end - self.first) * self.time_base


class Sound(NamedTuple):
    """An audio track."""

    track: int
    """Its number in the file."""
    codec: str
    profile: str
    rate: int
    channels: int
    time_base: Fraction
    first: int
    end: int
    configuration: Configuration | None
    """Of AAC."""
    adts: bool
    """Whether each packet has a header of its own (MPEG-TS)."""


class Clip(NamedTuple):
    """An input."""

    source: Source
    container: str
    size: int
    """Bytes."""
    picture: Picture
    """Of the frames that are joined: `first`, `end` and `frames` are those of the stretch that is kept."""
    sound: Sound | None
    dropped: tuple[str, ...]
    """Tracks that the result does not have, by type and codec."""
    warnings: tuple[str, ...] = ()
    """Why the clip may be shorter than it was, or sounds damaged."""
    whole: Picture | None = None
    """The video track of the file, if only a stretch of it is kept."""

    @property
    def track(self) -> Picture:
        """The video track of the file."""
        return self.whole or self.picture
