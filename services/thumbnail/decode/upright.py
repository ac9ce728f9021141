"""Computes how a decoded frame is displayed: rotation, mirroring, and size in square pixels."""

from typing import NamedTuple

from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from libs.media.display import pixel_aspect, rotation


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
    aspect = pixel_aspect(stream)
    width, height = (round(width * aspect), height) if aspect >= 1 else (width, round(height / aspect))
    turns, mirrored = rotation(frame)
    return Upright(height, width, turns, mirrored) if turns % 2 else Upright(width, height, turns, mirrored)
