"""How a decoded frame is displayed: its rotation, and the aspect ratio of its pixels."""

import struct
from fractions import Fraction

from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

MAX_STRETCH = 4
"""A pixel aspect ratio beyond 4:1 or 1:4 comes from a damaged header, and is read as 1:1."""


def pixel_aspect(stream: VideoStream) -> Fraction:
    """The aspect ratio of the stream's pixels, width to height."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    return aspect if Fraction(1, MAX_STRETCH) <= aspect <= MAX_STRETCH else Fraction(1)


def rotation(frame: VideoFrame) -> tuple[int, bool]:
    """Quarter turns counterclockwise, and whether the display matrix (nine 32-bit numbers) mirrors the frame, as front
    cameras of some phones do.
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
