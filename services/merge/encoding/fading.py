"""Encodes the cross-fade of two clips into a file of its own, which is then joined like any other.

Both are decoded side by side, frame by frame: memory does not depend on its length.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from services.merge.encoding.picture import Progress, encoder, muxing, shown
from services.merge.errors import Damaged, named
from services.merge.inputs.clip import Clip
from services.merge.inputs.preflight import opened
from services.merge.planning.plan import PictureTarget

WEIGHTS = 256
"""Of a whole picture: weights are whole numbers."""
ROWS = 256
"""Of a picture that are blended at once: products take two bytes for each sample."""

Samples = NDArray[np.uint8]


class Overlap(NamedTuple):
    """Where a clip fades into the next one."""

    start: int
    """When the first is no longer shown alone, in the time base of its picture. They fade until it ends."""
    ready: int
    """The frame of the second that follows, in the time base of its picture."""
    frames: int
    """In which they fade."""
    blended: Fraction
    """Seconds in which they fade."""
    seconds: Fraction
    """Until `ready` is shown: if no frame of the second begins where the first ends, the one before stands alone."""

    @property
    def times(self) -> list[Fraction]:
        """When frames begin, and when the last one ends, in seconds from `start`."""
        steps = [self.blended * number / self.frames for number in range(self.frames + 1)]
        return [*steps, self.seconds] if self.seconds > self.blended else steps


def encode_fade(
    before: Clip, after: Clip, overlap: Overlap, target: PictureTarget, *, path: Path, progress: Progress
) -> int:
    """Encode the frames of `overlap` to an MP4 at `path`, and return their number. Both clips have the pictures of the
    target. Each frame shows what both show in its middle. Raises Damaged.
    """
    picture = before.picture._replace(
        time_base=Fraction(1, target.ticks), rate=Fraction(overlap.frames) / overlap.blended
    )
    try:
        with (
            opened(before.source) as first, opened(after.source) as second,
            av.open(str(path), "w", "mp4", options=muxing(target)) as out,
        ):  # fmt: skip
            encoded = encoder(out, picture, target)
            base = encoded.codec_context.time_base
            leaving, coming = _Shown(before, shown(first, before)), _Shown(after, shown(second, after))
            times = overlap.times
            for begin, end in pairwise(times):
                middle = (begin + end) / 2
                weight = min(WEIGHTS, round(middle / overlap.blended * WEIGHTS))
                frame = _blended(
                    leaving.at(overlap.start + middle / before.picture.time_base),
                    coming.at(overlap.ready - (overlap.seconds - middle) / after.picture.time_base),
                    weight,
                )
                frame.pts, frame.time_base = round(begin / base), base
                out.mux(encoded.encode(frame))
                progress(end)
            out.mux(encoded.encode(None))
    except FFmpegError as error:
        raise Damaged(f"the cross-fade cannot be encoded: {error.strerror or error}") from None
    return len(times) - 1


class _Shown:
    """The pictures of a clip, at rising times."""

    def __init__(self, clip: Clip, frames: Iterator[VideoFrame]) -> None:
        self._clip, self._frames = clip, frames
        self._picture: VideoFrame | None = None
        self._next = self._decoded()

    def at(self, time: Fraction) -> Samples:
        """What is shown at `time`, in the time base of the clip; before the first picture, that one."""
        while self._next is not None and (self._picture is None or _pts(self._next) <= time):
            self._picture, self._next = self._next, self._decoded()
        if self._picture is None:
            raise Damaged(f"{self._clip.source.name}: no frame of its cross-fade can be decoded")
        return self._picture.to_ndarray().astype(np.uint8, copy=False)

    def _decoded(self) -> VideoFrame | None:
        with named(self._clip.source.name):
            try:
                frame = next(self._frames, None)
            except FFmpegError as error:
                raise Damaged(f"the cross-fade cannot be decoded: {error.strerror or error}") from None
            shape = self._clip.picture.geometry
            if frame is not None and (frame.width, frame.height) != (shape.width, shape.height):
                raise Damaged(f"the size of its pictures changes to {frame.width}×{frame.height}")
            return frame


def _pts(frame: VideoFrame) -> int:
    assert frame.pts is not None
    return frame.pts


def _blended(leaving: Samples, coming: Samples, weight: int) -> VideoFrame:
    """Planes of 4:2:0, one below the other."""
    result = np.empty_like(leaving)
    for row in range(0, len(result), ROWS):
        rows = slice(row, row + ROWS)
        mixed = leaving[rows] * np.uint16(WEIGHTS - weight)
        mixed += coming[rows] * np.uint16(weight)
        mixed += np.uint16(WEIGHTS // 2)
        result[rows] = mixed >> 8
    return VideoFrame.from_ndarray(result, "yuv420p")
