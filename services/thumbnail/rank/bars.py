"""Detects bars around a picture: a letterbox, a pillarbox, or empty parts of a screen. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from libs.detect import Box

Grey = NDArray[np.uint8]
"""Luma 0..255, height × width."""


def content_of(grey: Grey) -> Box:
    """The part of the picture between the bars of a letterbox or pillarbox; without bars, the whole picture."""
    height, width = grey.shape
    above, below = _bars(grey)
    left, right = _bars(np.ascontiguousarray(grey[above : height - below].T))
    if height - above - below < height / 4 or width - left - right < width / 4:
        return Box(0, 0, 1, 1)
    return Box(left / width, above / height, (width - left - right) / width, (height - above - below) / height)


def _bars(grey: Grey) -> tuple[int, int]:
    """Rows of the bars at the top and at the bottom. Bars are plain, with a hard edge, and on both sides.

    A plain wall behind a product is not a bar: its edge is soft, or it is on one side only.
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
    # Rows next to the edge may be blends, so the rows beyond them are compared.
    step = np.abs(grey[depth + 1].astype(np.int16) - grey[depth - 2].astype(np.int16))
    return depth if float((step > 12).mean()) > 0.5 else 0


MIN_FRAMES = 3
"""Number of frames that must have bars that are not black."""
MIN_SHARE = 0.6
"""Share of the frames that must have the bars: a title may fill the screen."""
NEAR = 6
"""Levels of luma by which a bar's pixels may differ from its colour."""
STILL = 20
"""Levels by which a bar's pixels may change between frames, because of compression."""
BLACK = 24


class Bars(NamedTuple):
    """The same bars in most frames of a video."""

    content: Box
    """The picture between them."""
    colours: tuple[int | None, int | None, int | None, int | None]
    """Luma of the bars at the top, bottom, left and right."""

    def are_in(self, grey: Grey) -> bool:
        """Whether a frame has them, by its outermost rows and columns."""
        edges = (grey[0], grey[-1], grey[:, 0], grey[:, -1])
        return all(
            colour is None or _share_near(edge, colour) > 0.9 for edge, colour in zip(edges, self.colours, strict=True)
        )


def common_bars(greys: Sequence[Grey]) -> Bars | None:
    """The bars that most of a video's frames have, also on one side only or with text on them; None without bars.

    A bar is an area that does not change, with a straight edge, next to an area that changes. A plain wall in front of
    a fixed camera has no such edge.
    """
    sizes = Counter(grey.shape for grey in greys)
    if not sizes:
        return None
    (shape, _), *_ = sizes.most_common(1)
    stack = np.stack([grey for grey in greys if grey.shape == shape])
    height, width = shape
    above, above_is = _common_bar(stack)
    below, below_is = _common_bar(stack[:, ::-1])
    inner = stack[:, above : height - below].transpose(0, 2, 1)
    left, left_is = _common_bar(inner)
    right, right_is = _common_bar(inner[:, ::-1])
    if not (above or below or left or right):
        return None
    if height - above - below < height / 4 or width - left - right < width / 4:
        return None
    content = Box(left / width, above / height, (width - left - right) / width, (height - above - below) / height)
    return Bars(content, (above_is, below_is, left_is, right_is))


def _common_bar(stack: NDArray[np.uint8]) -> tuple[int, int | None]:
    """Rows of the bar at the top of these frames (number × height × width) and its luma; 0, None without a bar."""
    colour = int(np.median(stack[:, 0]))
    having = np.array([_share_near(frame[0], colour) > 0.9 for frame in stack])
    if having.mean() < MIN_SHARE:
        return 0, None
    strips = stack[having][:, : stack.shape[1] // 2].astype(np.int16)
    plain = (np.abs(strips - colour) <= NEAR).all(axis=0).mean(axis=1)
    moving = (np.ptp(strips, axis=0) > STILL).mean(axis=1)
    depth = _first(moving > 0.05)
    if (
        len(strips) >= MIN_FRAMES
        and _ends_hard(strips, depth)
        and moving[depth + 1 : depth + 4].mean() > 0.5
        # A bar with text has plain rows around the text, and is mostly plain.
        and plain[depth - 2] > 0.9
        and plain[:depth].mean() > 0.5
    ):
        return depth, colour
    # A plain black area with an exactly straight edge is a bar even in a single frame.
    depth = _first(plain < 0.98)
    if colour <= BLACK and _ends_hard(strips, depth, columns=0.8):
        return depth, colour
    return 0, None


def _first(mask: NDArray[np.bool_]) -> int:
    indices = np.flatnonzero(mask)
    return int(indices[0]) if indices.size else 0


def _ends_hard(strips: NDArray[np.int16], depth: int, columns: float = 0.6) -> bool:
    """Whether a bar of `depth` rows has a hard edge, in some frame, in more than the share `columns` of its columns."""
    if depth < max(2, 2 * strips.shape[1] // 50) or depth + 4 >= strips.shape[1]:
        return False
    step = np.abs(strips[:, depth + 1] - strips[:, depth - 2]).max(axis=0)
    return float((step > 12).mean()) > columns


def _share_near(edge: NDArray[np.uint8], colour: int) -> float:
    return float((np.abs(edge.astype(np.int16) - colour) <= NEAR).mean())
