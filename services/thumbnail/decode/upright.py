"""Computes how a decoded frame is displayed: rotation, mirroring, and size in square pixels."""

import struct
from fractions import Fraction
from typing import NamedTuple

from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

MAX_STRETCH = 4
"""A pixel aspect ratio beyond 4:1 or 1:4 comes from a damaged header, and is read as 1:1."""


class Upright(NamedTuple):
    """The size of the upright frame in square pixels, and the rotation from the stored one."""

    width: int
    height: int
    turns: int
    """Quarter turns counterclockwise."""
    mirrored: bool = False
    """Left and right are swapped, before the rotation."""

    @property
    def stored(self) -> tuple[int, int]:
        """Width and height before the rotation."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)


def upright(frame: VideoFrame, stream: VideoStream) -> Upright:
    """How `frame` is displayed. Non-square pixels are enlarged, never reduced, so that no detail is lost."""
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if Fraction(1, MAX_STRETCH) <= aspect <= MAX_STRETCH:
        width, height = (round(width * aspect), height) if aspect >= 1 else (width, round(height / aspect))
    turns, mirrored = _rotation(frame)
    return Upright(height, width, turns, mirrored) if turns % 2 else Upright(width, height, turns, mirrored)


def _rotation(frame: VideoFrame) -> tuple[int, bool]:
    """Quarter turns, and whether the display matrix (nine 32-bit numbers) mirrors the frame, as front cameras of some
    phones do.
    """
    matrix = frame.side_data.get(Type.DISPLAYMATRIX)  # type: ignore[call-overload]  # the stub lacks this key
    if matrix is None or matrix.buffer_size < 36:
        return round(frame.rotation / 90) % 4, False
    a, b, _, c, d = struct.unpack_from("=5i", bytes(matrix))
    if a * d == b * c:
        # A singular matrix, such as all zeros, is damaged: players ignore it.
        return 0, False
    mirrored = a * d < b * c
    # For a mirrored frame, FFmpeg's angle differs by 180°.
    return (round(frame.rotation / 90) + (2 if mirrored else 0)) % 4, mirrored
