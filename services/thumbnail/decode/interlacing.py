"""Detects and deinterlaces interlaced frames: combed edges of moving objects would measure as sharp detail."""

from fractions import Fraction

import numpy as np
from av.error import FFmpegError
from av.filter import Graph
from av.video.frame import VideoFrame
from numpy.typing import NDArray

BLOCK = 16
LEVELS = 8
"""In a combed block, neighbouring rows differ by more than so many levels of luma, on average."""
RATIO = 1.2
"""In a combed block, they differ so many times more than neighbouring rows of the same field."""
MIN_COMBED_SHARE = 0.002
"""A frame with a larger share of combed blocks is deinterlaced."""


def deinterlaced(frame: VideoFrame) -> VideoFrame:
    """The frame deinterlaced; the frame itself if FFmpeg's filter does not support its pixel format.

    Uses estdif, which needs one field only: better filters need the frames before and after, which are not decoded.
    """
    graph = Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base or Fraction(1, 1000)
    )
    try:
        graph.link_nodes(source, graph.add("estdif", "mode=frame:deint=all"), graph.add("buffersink")).configure()
        graph.push(frame)
        graph.push(None)
        return graph.vpull()
    except MemoryError:
        raise
    except FFmpegError:
        return frame


def combed(grey: NDArray[np.uint8]) -> bool:
    """Whether in some blocks rows differ more from the next row than from the one after it.

    Many frames that are marked as interlaced are progressive, and would lose detail by deinterlacing.
    """
    levels = grey.astype(np.int16)
    if levels.shape[0] < BLOCK + 3 or levels.shape[1] < BLOCK:
        return False
    near = _means(np.abs(levels[1:-2] - levels[2:-1]))
    far = _means(np.abs(levels[:-3] - levels[2:-1]))
    return float(((near > LEVELS) & (near > RATIO * far)).mean()) > MIN_COMBED_SHARE


def _means(differences: NDArray[np.int16]) -> NDArray[np.float64]:
    down, across = (side // BLOCK for side in differences.shape)
    blocks = differences[: down * BLOCK, : across * BLOCK].reshape(down, BLOCK, across, BLOCK)
    means: NDArray[np.float64] = blocks.mean(axis=(1, 3))
    return means
