"""Selects the video track of a file. Others are alternatives, previews, still pictures, or of unsupported codecs."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from av.stream import Disposition
from av.video.stream import VideoStream

CLOCK = re.compile(r"(\d{1,4}):(\d\d):(\d\d(?:\.\d{1,9})?)", re.ASCII)


class Track(NamedTuple):
    """A video track, as described by its container."""

    codec: str | None
    """None if there is no decoder."""
    pixels: int = 0
    """Of one frame; 0 if unknown, or too many for the decoder."""
    frames: int | None = None
    """Number of frames, if the container has it."""
    default: bool = False
    """Whether players show it by default: an enabled track of MP4, a default one of Matroska."""


def best_track(tracks: Sequence[Track], accepted: Container[str], max_pixels: int) -> int | None:
    """Index of the best track with an accepted codec. It is preferred, in this order, if it is not a still picture, has
    at most `max_pixels`, is shown by default, is larger, is earlier in the file. Without an accepted codec, the first
    track; None if that has no decoder.
    """

    def priority(index: int) -> tuple[bool, bool, bool, int]:
        track = tracks[index]
        still = track.frames is not None and track.frames <= 1
        return not still, track.pixels <= max_pixels, track.default, track.pixels

    usable = [index for index, track in enumerate(tracks) if track.codec in accepted]
    if usable:
        return max(usable, key=priority)
    return 0 if tracks and tracks[0].codec is not None else None


def track_of(stream: VideoStream) -> Track:
    """The container's description of a stream. Nothing is decoded."""
    codec = stream.codec_context
    # None is possible, although the stub excludes it.
    if codec is None:
        return Track(None)
    return Track(
        codec.codec.canonical_name, codec.width * codec.height, _frames(stream), _is(stream, Disposition.default)
    )


def is_picture(stream: VideoStream) -> bool:
    """Whether it is a cover, a series of thumbnails, or a layer of another track."""
    return _is(stream, Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.dependent)


def _is(stream: VideoStream, what: Disposition) -> bool:
    return bool(what & stream.disposition)


def _frames(stream: VideoStream) -> int | None:
    if stream.frames:
        return stream.frames
    # Matroska has no number of frames, but a duration of each track.
    clock = CLOCK.fullmatch(stream.metadata.get("DURATION", ""))
    if clock is None or not stream.average_rate:
        return None
    hours, minutes, seconds = clock.groups()
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * stream.average_rate)
