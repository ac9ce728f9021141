"""Measures the picture quality of a frame on a small version of it. Pure.

`grey` is luma 0..255, height × width. Results are 0..1 unless documented otherwise.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from libs.detect import Box, Picture
from services.thumbnail.rank.bars import Bars, Grey, content_of

Floats = NDArray[np.float32]

LONGEST = 480
"""Pixels of the longer side for which the thresholds in this module were chosen."""
TILES = 8
SIGNATURE = 12
"""Frames are compared by SIGNATURE × SIGNATURE mean colours."""


class Measures(NamedTuple):
    """Measures of one frame."""

    detail: float
    """Strength of fine detail, in levels of luma (not 0..1). Comparable only between frames of one video."""
    steadiness: float
    """1: the same detail in all directions; near 0: blurred in one direction, as by motion."""
    exposure: float
    contrast: float
    colour: float
    text: float
    """Share of the picture that looks like text."""
    content: Box
    """The picture without black or plain bars."""
    focus: tuple[float, float]
    """The centre of the detail, as fractions of width and height."""

    @property
    def bordered(self) -> float:
        """Share of the frame that is covered by bars."""
        return 1 - self.content.width * self.content.height


def measure(grey: Grey, rgb: Picture, bars: Bars | None = None) -> Measures:
    """Measure a frame. Luma and colours are upright, of any size up to `LONGEST`.

    `bars` are the bars that most frames of the video have.
    """
    content = _content(grey, bars)
    inner = _cut(grey, content)
    levels = inner.astype(np.float32)
    across, down = _gradient(levels, 1), _gradient(levels, 0)
    energy = np.abs(_laplacian(levels))
    return Measures(
        detail=_detail(energy),
        steadiness=_steadiness(across, down),
        exposure=_exposure(inner),
        contrast=_contrast(inner),
        colour=_colour(_cut(rgb, content)),
        text=_text(across, down),
        content=content,
        focus=_focus(energy, content),
    )


def _content(grey: Grey, bars: Bars | None) -> Box:
    """The picture without the common bars, if this frame has them, and without further bars of its own."""
    if bars is None or not bars.are_in(grey):
        return content_of(grey)
    outer = bars.content
    x, y, width, height = content_of(np.ascontiguousarray(_cut(grey, outer)))
    return Box(outer.x + x * outer.width, outer.y + y * outer.height, width * outer.width, height * outer.height)


def signature(rgb: Picture) -> NDArray[np.uint8]:
    """SIGNATURE × SIGNATURE mean colours of the picture."""
    rows = np.linspace(0, rgb.shape[0], SIGNATURE + 1).astype(int)[:-1]
    columns = np.linspace(0, rgb.shape[1], SIGNATURE + 1).astype(int)[:-1]
    if rgb.shape[0] < SIGNATURE or rgb.shape[1] < SIGNATURE:
        return np.full((SIGNATURE, SIGNATURE, 3), rgb.mean(axis=(0, 1)), dtype=np.uint8)
    sums = np.add.reduceat(np.add.reduceat(rgb.astype(np.float32), rows, axis=0), columns, axis=1)
    areas = np.diff(np.append(rows, rgb.shape[0]))[:, None] * np.diff(np.append(columns, rgb.shape[1]))[None, :]
    means: NDArray[np.uint8] = (sums / areas[..., None]).astype(np.uint8)
    return means


def _cut(array: NDArray[np.uint8], part: Box) -> NDArray[np.uint8]:
    height, width = array.shape[:2]
    top, left = round(part.y * height), round(part.x * width)
    bottom, right = round((part.y + part.height) * height), round((part.x + part.width) * width)
    return array[top : max(bottom, top + 1), left : max(right, left + 1)]


def _gradient(levels: Floats, axis: int) -> Floats:
    return np.diff(levels, axis=axis)


def _laplacian(levels: Floats) -> Floats:
    if min(levels.shape) < 3:
        return np.zeros((1, 1), np.float32)
    middle = levels[1:-1, 1:-1]
    return levels[:-2, 1:-1] + levels[2:, 1:-1] + levels[1:-1, :-2] + levels[1:-1, 2:] - 4 * middle


def _detail(energy: Floats) -> float:
    """Root mean square of the Laplacian, in the quarter of the tiles with the most detail.

    Other tiles do not count, because a sharp product in front of a blurred background is a sharp picture.
    Source: Pech-Pacheco et al. 2000, the variance of the Laplacian as a measure of focus.
    """
    rows, columns = (max(1, side // TILES) for side in energy.shape)
    down, across = energy.shape[0] // rows, energy.shape[1] // columns
    tiles = np.square(energy[: down * rows, : across * columns]).reshape(down, rows, across, columns)
    powers = np.sort(tiles.mean(axis=(1, 3)), axis=None)
    return float(np.sqrt(powers[-max(1, len(powers) // 4) :].mean()))


def _steadiness(across: Floats, down: Floats) -> float:
    """The ratio of the smaller to the larger gradient energy over all directions (structure tensor)."""
    # Sums of two rows or columns: differences that share a pixel would be correlated in noise.
    a, d = across[:-1] + across[1:], down[:, :-1] + down[:, 1:]
    if a.size == 0:
        return 0.0
    xx, yy, xy = float(np.mean(a * a)), float(np.mean(d * d)), float(np.mean(a * d))
    if xx + yy < 1e-3:
        return 0.0
    root = np.sqrt((xx - yy) ** 2 + 4 * xy**2)
    return float(np.sqrt(max(0.0, (xx + yy - root) / (xx + yy + root))))


def _exposure(grey: Grey) -> float:
    """1 for a medium mean without clipping; 0 for black, white, or a mostly clipped picture."""
    counts = np.bincount(grey.ravel(), minlength=256) / grey.size
    clipped = float(counts[:12].sum() + counts[246:].sum())
    mean = float(counts @ np.arange(256)) / 255
    level = min(1.0, mean / 0.3, (1 - mean) / 0.25)
    return max(0.0, level) * max(0.0, 1 - 1.5 * max(0.0, clipped - 0.05))


def _contrast(grey: Grey) -> float:
    """The range of 90 % of the luma; 1 from 160 levels."""
    low, high = np.percentile(grey[::2, ::2], (5, 95))
    return min(1.0, float(high - low) / 160)


def _colour(rgb: Picture) -> float:
    """Colourfulness; 1 from 80. Source: Hasler and Süsstrunk 2003, Measuring colourfulness in natural images, M3."""
    red, green, blue = (rgb[::2, ::2, channel].astype(np.float32) for channel in range(3))
    first, second = red - green, (red + green) / 2 - blue
    spread = np.hypot(first.std(), second.std())
    return min(1.0, float(spread + 0.3 * np.hypot(first.mean(), second.mean())) / 80)


def _text(across: Floats, down: Floats) -> float:
    """Share of blocks that look like text: strong edges in both directions on a plain background."""
    a, d = np.abs(across[:-1]), np.abs(down[:, :-1])
    rows, columns = a.shape[0] // 12, a.shape[1] // 12
    if rows == 0 or columns == 0:
        return 0.0

    def share(mask: NDArray[np.bool_]) -> Floats:
        found: Floats = (
            mask[: rows * 12, : columns * 12].reshape(rows, 12, columns, 12).mean(axis=(1, 3), dtype=np.float32)
        )
        return found

    hard, plain = share(a > 70), share((a < 12) & (d < 12))
    lettering = (hard > 0.1) & (share(d > 70) > 0.05) & (plain > 0.25) & (hard + plain > 0.55)
    # Text has lines: a block without such neighbours is the edge of an object.
    lines = lettering.copy()
    lines[:, 1:-1] &= lettering[:, :-2] | lettering[:, 2:]
    return float(lines.mean())


def _focus(energy: Floats, content: Box) -> tuple[float, float]:
    """The point halfway between the centre of the detail and that of the content, in fractions of the whole frame."""
    weights = energy + 1e-3
    total = float(weights.sum())
    y = float(weights.sum(axis=1) @ np.linspace(0, 1, weights.shape[0])) / total
    x = float(weights.sum(axis=0) @ np.linspace(0, 1, weights.shape[1])) / total
    return (
        content.x + content.width * (0.25 + x / 2),
        content.y + content.height * (0.25 + y / 2),
    )
