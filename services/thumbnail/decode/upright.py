"""Decoded frames as people see them: turned as the metadata says, with square pixels."""

import struct
from fractions import Fraction
from typing import NamedTuple

from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

MAX_STRETCH = 4
"""A pixel aspect beyond 4:1 or 1:4 is a damaged header, and counts as square."""


class Upright(NamedTuple):
    """The size of the upright frame in square pixels, and how to get there from the stored one."""

    width: int
    height: int
    turns: int
    """Quarter turns counterclockwise."""
    mirrored: bool = False
    """Left and right are swapped, before turning."""

    @property
    def stored(self) -> tuple[int, int]:
        """Width and height before turning."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)


def upright(frame: VideoFrame, stream: VideoStream) -> Upright:
    """How `frame` is to be shown. Pixels are stretched, never squeezed, so that none is lost."""
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if Fraction(1, MAX_STRETCH) <= aspect <= MAX_STRETCH:
        width, height = (round(width * aspect), height) if aspect >= 1 else (width, round(height / aspect))
    turns, mirrored = _turned(frame)
    return Upright(height, width, turns, mirrored) if turns % 2 else Upright(width, height, turns, mirrored)


def _turned(frame: VideoFrame) -> tuple[int, bool]:
    """Quarter turns, and whether the display matrix (nine 32-bit numbers) swaps sides, as some phones' front cameras
    have it.
    """
    matrix = frame.side_data.get(Type.DISPLAYMATRIX)  # type: ignore[call-overload]  # the stub forgets its key
    if matrix is None or matrix.buffer_size < 36:
        return round(frame.rotation / 90) % 4, False
    a, b, _, c, d = struct.unpack_from("=5i", bytes(matrix))
    if a * d == b * c:
        # It maps the picture to a line or a point, such as one of zeros: damaged, and players show the frame as it is.
        return 0, False
    mirrored = a * d < b * c
    # Of a mirrored frame the angle that is told is half a turn off: of the axis that points the other way.
    return (round(frame.rotation / 90) + (2 if mirrored else 0)) % 4, mirrored
