"""Trims of clips, and what of a clip whose first or last frames are encoded is copied."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from services.merge.errors import BadOption, named
from services.merge.inputs.clip import Clip
from services.merge.inputs.keyframes import count_between, frame_at_or_after, key_frame_at_or_after, key_frame_before
from services.merge.planning.options import Trim, trim_of


def trimmed(clips: Sequence[Clip], trims: Sequence[Trim | None]) -> list[Clip]:
    """The clips, of which only the stretches in `trims` are kept. Raises BadOption."""
    if len(trims) > len(clips):
        raise BadOption(f"option trim: has {len(trims)} stretches, but there are {len(clips)} videos")
    given = [*trims, *[None] * (len(clips) - len(trims))]
    return [
        clip if trim is None else _trimmed(clip, trim, number)
        for number, (clip, trim) in enumerate(zip(clips, given, strict=True))
    ]


def _trimmed(clip: Clip, trim: Trim, number: int) -> Clip:
    picture = clip.picture
    length = float(picture.seconds)
    if trim.start >= length:
        raise BadOption(
            f"option {trim_of(number)}: starts at {trim.start:g} s, but {clip.source.name} has {length:.2f} s"
        )
    start = picture.first + _ticks(trim.start, picture.time_base)
    end = picture.end if trim.end is None else min(picture.end, picture.first + _ticks(trim.end, picture.time_base))
    with named(clip.source.name):
        frames = count_between(clip.source, picture, start, end)
        # A stretch begins with a frame, not between two: what is before a key frame may be empty, and sound follows.
        first = frame_at_or_after(clip.source, picture, start) if frames else None
    if first is None:
        raise BadOption(f"option {trim_of(number)}: {clip.source.name} has no frame in that stretch")
    if (first, end) == (picture.first, picture.end):
        return clip
    return clip._replace(picture=picture._replace(first=first, end=end, frames=frames), whole=picture)


def _ticks(seconds: float, base: Fraction) -> int:
    return round(Fraction(str(seconds)) / base)


class Cut(NamedTuple):
    """What of a clip is encoded before what is copied, and behind it. Times as in its picture."""

    start: int
    end: int
    """Copied from the key frame `start` on, to before the key frame `end`, or to the end of what is kept."""
    last: int | None
    """The key frame at which reading ends; None: the end of the file."""


def cut_of(clip: Clip) -> Cut | None:
    """The part of `clip` that can be copied; None if there is none, so that all is encoded."""
    picture, track = clip.picture, clip.track
    start = picture.first
    if picture.first > track.first or picture.hidden:
        found = key_frame_at_or_after(clip.source, track, picture.first)
        if found is None:
            return None
        start = found
    end, last = picture.end, None
    if picture.end < track.end or picture.hidden:
        last = key_frame_before(clip.source, track, picture.end + 1)
        if last is None or last <= start:
            return None
        end = last
    return Cut(start, end, last) if start < end else None


def between(clip: Clip, start: int, end: int) -> Clip:
    """The stretch of `clip` from `start` to `end`."""
    frames = count_between(clip.source, clip.track, start, end)
    return clip._replace(picture=clip.picture._replace(first=start, end=end, frames=frames), whole=clip.track)
