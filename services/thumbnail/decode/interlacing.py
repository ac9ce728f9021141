"""Frames of two fields, taken at different times: what moves has combed edges, which look like sharp detail."""

from fractions import Fraction

import numpy as np
from av.error import FFmpegError
from av.filter import Graph
from av.video.frame import VideoFrame
from numpy.typing import NDArray

BLOCK = 16
LEVELS = 8
"""Levels of luma that neighbouring rows differ by at least, in a block that is combed."""
RATIO = 1.2
"""There they differ so many times more than rows of the same field, which lie twice as far apart."""
FEWEST = 0.002
"""Share of combed blocks from which on the frame is deinterlaced."""


def deinterlaced(frame: VideoFrame) -> VideoFrame:
    """One moment of the frame, or the frame itself where FFmpeg does not know how, for lack of its pixel format.

    From one field alone (FFmpeg's estdif): the better filters need the frames before and after, which are not decoded.
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
    """Whether rows differ from their neighbours more than from those two rows on, somewhere in the picture.

    Many frames that are marked as interlaced show one moment all the same, and lose half their rows by deinterlacing.
    """
    levels = grey.astype(np.int16)
    if levels.shape[0] < BLOCK + 3 or levels.shape[1] < BLOCK:
        return False
    near = _means(np.abs(levels[1:-2] - levels[2:-1]))
    far = _means(np.abs(levels[:-3] - levels[2:-1]))
    return float(((near > LEVELS) & (near > RATIO * far)).mean()) > FEWEST


def _means(differences: NDArray[np.int16]) -> NDArray[np.float64]:
    down, across = (side // BLOCK for side in differences.shape)
    blocks = differences[: down * BLOCK, : across * BLOCK].reshape(down, BLOCK, across, BLOCK)
    means: NDArray[np.float64] = blocks.mean(axis=(1, 3))
    return means
