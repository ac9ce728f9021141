"""The packets of one clip, as they are joined: of the clip's own file, or of files that were encoded from it."""

from fractions import Fraction
from typing import NamedTuple

from services.merge.inputs.clip import Picture, Sound
from services.merge.inputs.source import Source


class PictureSegment(NamedTuple):
    """Consecutive frames of one file. Times are in the time base of `picture`."""

    source: Source
    picture: Picture
    start: int
    """The time of the first frame, which is a key frame that refers to none before it."""
    end: int
    """When the last frame is no longer shown."""
    last: int | None
    """The time of the key frame at which reading ends, which is not part of the segment; None: to the file's end."""
    frames: int


class SoundSegment(NamedTuple):
    """The sound of one clip."""

    source: Source
    sound: Sound
    zero: int
    """The time, in the time base of `sound`, at which the clip's first frame is shown."""


class Part(NamedTuple):
    """One clip: its pictures, one after the other, and its sound; without sound it is silent."""

    name: str
    """Of the input, for messages."""
    pictures: tuple[PictureSegment, ...]
    sound: SoundSegment | None

    @property
    def seconds(self) -> Fraction:
        """How long its pictures are shown."""
        return sum(((each.end - each.start) * each.picture.time_base for each in self.pictures), Fraction())
