"""The bars of a letterbox or pillarbox. Pure."""

import numpy as np
from numpy.typing import NDArray

from services.thumbnail.detect import Box

Grey = NDArray[np.uint8]
"""Luma 0..255, height × width."""


def content_of(grey: Grey) -> Box:
    """The part of the picture between the bars of a letterbox or pillarbox: all of it where there are none."""
    height, width = grey.shape
    above, below = _bars(grey)
    left, right = _bars(np.ascontiguousarray(grey[above : height - below].T))
    if height - above - below < height / 4 or width - left - right < width / 4:
        return Box(0, 0, 1, 1)
    return Box(left / width, above / height, (width - left - right) / width, (height - above - below) / height)


def _bars(grey: Grey) -> tuple[int, int]:
    """Rows of the bars at the top and at the bottom: plain, with a hard edge, on both sides.

    A plain wall behind a product is no bar: it ends softly, or is on one side only.
    """
    first, last = _bar(grey), _bar(grey[::-1])
    return (first, last) if first and last and max(first, last) <= 2.5 * min(first, last) else (0, 0)


def _bar(grey: Grey) -> int:
    half = grey[: len(grey) // 2]
    means = half.mean(axis=1)
    busy = np.flatnonzero((half.std(axis=1) > 3) | (np.abs(means - means[:1]) > 3))
    depth = int(busy[0]) if busy.size else 0
    if depth < max(2, len(grey) // 50) or depth + 1 >= len(grey):
        return 0
    # Rows next to the edge are blends; those one further off are clean.
    step = np.abs(grey[depth + 1].astype(np.int16) - grey[depth - 2].astype(np.int16))
    return depth if float((step > 12).mean()) > 0.5 else 0
