"""How much room the index of an MP4 needs at most, before it is written. Pure.

In the worst case each sample has its own chunk and its own duration (ISO/IEC 14496-12, 8.6 and 8.7).
"""

from typing import NamedTuple

PICTURE = 8 + 8 + 4 + 4 + 12 + 8
"""Bytes for each frame: stts, ctts, stss, stsz, stsc, co64."""
SOUND = 8 + 4 + 12 + 8
"""Bytes for each packet of sound: stts, stsz, stsc, co64."""
HEADERS = 16 * 1024
"""All other boxes, without extradata."""


class Room(NamedTuple):
    """Numbers of bytes."""

    reserved: int
    """For the index."""
    whole: int
    """Of the result: the index, and all that is written."""


def room(frames: int, sounds: int, extradata: int, data: int) -> Room:
    """The room for `frames` and `sounds` packets of together at most `data` bytes."""
    index = frames * PICTURE + sounds * SOUND + HEADERS + extradata
    return Room(index, index + data + HEADERS)
