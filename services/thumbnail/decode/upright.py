"""Decoded frames as people see them: turned as the metadata says, with square pixels."""

import struct
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

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
    # Of a mirrored frame the angle that is told is half a turn off: of the axis that points the other way.
    mirrored = _mirrored(frame)
    turns = (round(frame.rotation / 90) + (2 if mirrored else 0)) % 4
    return Upright(height, width, turns, mirrored) if turns % 2 else Upright(width, height, turns, mirrored)


def _mirrored(frame: VideoFrame) -> bool:
    """Whether the display matrix (nine 32-bit numbers) swaps sides, as some phones' front cameras have it."""
    matrix = frame.side_data.get(Type.DISPLAYMATRIX)  # type: ignore[call-overload]  # the stub forgets its key
    if matrix is None or matrix.buffer_size < 36:
        return False
    a, b, _, c, d = struct.unpack_from("=5i", bytes(matrix))
    return bool(a * d < b * c)


class Shrinker:
    """Small upright arrays of frames. Keeps its scalers, which are costly to make."""

    def __init__(self) -> None:
        self._colour, self._grey = VideoReformatter(), VideoReformatter()

    def rgb(self, frame: VideoFrame, shape: Upright, longest: int) -> NDArray[np.uint8]:
        """RGB, height × width × 3, its longer side at most `longest` pixels."""
        return self._array(self._colour, frame, shape, longest, "rgb24")

    def grey(self, frame: VideoFrame, shape: Upright, longest: int) -> NDArray[np.uint8]:
        """Luma, height × width."""
        return self._array(self._grey, frame, shape, longest, "gray")

    @staticmethod
    def _array(
        scaler: VideoReformatter, frame: VideoFrame, shape: Upright, longest: int, kind: str
    ) -> NDArray[np.uint8]:
        scale = min(1.0, longest / max(shape.width, shape.height))
        width, height = (max(1, round(side * scale)) for side in shape.stored)
        # Averaging over areas: what is left out by other ways shows as false sharpness.
        small = scaler.reformat(frame, width, height, kind, interpolation=Interpolation.AREA, threads=1)
        pixels = small.to_ndarray()
        return np.ascontiguousarray(np.rot90(pixels[:, ::-1] if shape.mirrored else pixels, shape.turns))
