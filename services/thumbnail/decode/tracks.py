"""Which of a file's video tracks is the video: others are alternatives, previews, stills, or of codecs not accepted."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from av.stream import Disposition
from av.video.stream import VideoStream

CLOCK = re.compile(r"(\d{1,4}):(\d\d):(\d\d(?:\.\d{1,9})?)", re.ASCII)


class Track(NamedTuple):
    """A video track, as its container tells of it."""

    codec: str | None
    """None where there is no decoder for it."""
    pixels: int = 0
    """Of one frame; 0 where they are not known, or too many for the decoder."""
    frames: int | None = None
    """How many it holds, where the container tells."""
    default: bool = False
    """Whether a player shows it when nobody chooses: an enabled track of MP4, a default one of Matroska."""


def best_track(tracks: Sequence[Track], accepted: Container[str], most_pixels: int) -> int | None:
    """Index of the track to take: one of an accepted codec, no still, not over `most_pixels`, shown by default, the
    largest, the first; what comes earlier in this list counts more. The first where no codec is accepted, None where
    that has no decoder.
    """

    def worth(index: int) -> tuple[bool, bool, bool, int]:
        track = tracks[index]
        still = track.frames is not None and track.frames <= 1
        return not still, track.pixels <= most_pixels, track.default, track.pixels

    usable = [index for index, track in enumerate(tracks) if track.codec in accepted]
    if usable:
        return max(usable, key=worth)
    return 0 if tracks and tracks[0].codec is not None else None


def track_of(stream: VideoStream) -> Track:
    """What a stream's container tells of it; nothing is decoded."""
    codec = stream.codec_context
    # The stub says that there always is one.
    if codec is None:
        return Track(None)
    return Track(
        codec.codec.canonical_name, codec.width * codec.height, _frames(stream), _is(stream, Disposition.default)
    )


def is_picture(stream: VideoStream) -> bool:
    """Whether it is a cover or a series of thumbnails beside a video or sound, or the half of another track."""
    return _is(stream, Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.dependent)


def _is(stream: VideoStream, what: Disposition) -> bool:
    return bool(what & stream.disposition)


def _frames(stream: VideoStream) -> int | None:
    if stream.frames:
        return stream.frames
    # Matroska tells no number, but how long each track runs.
    clock = CLOCK.fullmatch(stream.metadata.get("DURATION", ""))
    if clock is None or not stream.average_rate:
        return None
    hours, minutes, seconds = clock.groups()
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * stream.average_rate)
