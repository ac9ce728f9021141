"""New pictures of a product that was cut out: on white, and in a studio."""

import numpy as np
from numpy.typing import NDArray

from services.enhance.local.colour import STRIP
from services.enhance.local.masking.cutout import Cutout
from services.enhance.local.masking.saliency import Plane
from services.enhance.local.recipes import Studio, White
from services.enhance.local.shadow import shadow

MIDDLE, LOWEST = 0.53, 0.88
"""Where the middle of a product in a studio is, and how far down it may reach, as parts of the frame's height."""
TONE = np.array([38, 36, 40], dtype=np.float32)
"""The colour of shadows: not quite black, as light from all sides reaches them."""


def on_white(cutout: Cutout, width: int, height: int, look: White) -> NDArray[np.uint8]:
    """The product on pure white, in the middle."""
    backdrop = np.full((height, width, 3), 255, dtype=np.uint8)
    return _laid(cutout, backdrop, look.shadow, top=(height - len(cutout.alpha)) // 2)


def in_studio(cutout: Cutout, width: int, height: int, look: Studio) -> NDArray[np.uint8]:
    """The product on the floor of a backdrop."""
    tall = len(cutout.alpha)
    bottom = min(LOWEST, MIDDLE + tall / height / 2)
    backdrop = np.empty((height, width, 3), dtype=np.uint8)
    # Noise of less than a step, always the same: without it the gradient shows bands.
    noise = np.random.default_rng(1)
    for row in range(0, height, STRIP):
        rows = np.arange(row, min(height, row + STRIP), dtype=np.float32)
        strip = _backdrop(look, rows / np.float32(max(1, height - 1)), width, bottom)
        backdrop[row : row + STRIP] = np.round(strip + noise.random((len(rows), width, 1), dtype=np.float32) - 0.5)
    return _laid(cutout, backdrop, look.shadow, top=max(0, round(height * bottom) - tall))


def _backdrop(look: Studio, y: NDArray[np.float32], width: int, bottom: float) -> NDArray[np.float32]:
    """Rows `y` (0..1) of a backdrop for what stands at `bottom`: its wall turns into the floor above that."""
    wall, floor = np.array(look.wall, dtype=np.float32), np.array(look.floor, dtype=np.float32)
    x, y = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None], y[:, None, None]
    turn = np.clip((y - np.float32(bottom - 0.36)) / np.float32(0.3), 0, 1)
    strip = wall + (floor - wall) * (turn * turn * (3 - 2 * turn))
    # Brightest behind the product, darker towards the corners.
    strip = strip + (255 - strip) * (0.35 * np.exp(-((x / 0.75) ** 2) - ((y - 0.5) / 0.42) ** 2))
    result: NDArray[np.float32] = np.clip(strip * (1 - 0.06 * (x**2 + (2 * y - 1) ** 2)), 1, 254)
    return result


def _laid(cutout: Cutout, backdrop: NDArray[np.uint8], opacity: float, *, top: int) -> NDArray[np.uint8]:
    """`cutout` over `backdrop`, its first row at `top`, in the middle of the width."""
    height, width = backdrop.shape[:2]
    tall, wide = cutout.alpha.shape
    left = (width - wide) // 2
    alpha: Plane = np.zeros((height, width), dtype=np.float32)
    alpha[top : top + tall, left : left + wide] = cutout.alpha / np.float32(255)
    darkness = opacity * shadow(alpha) if opacity else None
    for row in range(0, height, STRIP):
        rows = slice(row, min(height, row + STRIP))
        strip = backdrop[rows].astype(np.float32)
        if darkness is not None:
            dark = darkness[rows, :, None]
            strip = strip * (1 - dark) + TONE * dark
        first, last = max(rows.start, top), min(rows.stop, top + tall)
        if first < last:
            weight = alpha[first:last, left : left + wide, None]
            part = strip[first - row : last - row, left : left + wide]
            part[...] = part * (1 - weight) + cutout.colours[first - top : last - top] * weight
        backdrop[rows] = np.round(strip)
    return backdrop
