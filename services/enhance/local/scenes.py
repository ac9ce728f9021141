"""New pictures of a product that was cut out: on white, and in a studio."""

import numpy as np
from numpy.typing import NDArray

from services.enhance.local.cutout import Cutout
from services.enhance.local.recipes import Studio, White
from services.enhance.local.saliency import Plane
from services.enhance.local.shadow import shadow

MIDDLE, LOWEST = 0.53, 0.88
"""Where the middle of a product in a studio is, and how far down it may reach, as parts of the frame's height."""
TONE = np.array([38, 36, 40], dtype=np.float32)
"""The colour of shadows: not quite black, as light from all sides reaches them."""


def on_white(cutout: Cutout, width: int, height: int, look: White) -> NDArray[np.uint8]:
    """The product on pure white, in the middle."""
    backdrop = np.full((height, width, 3), 255, dtype=np.float32)
    return _laid(cutout, backdrop, look.shadow, bottom=None)


def in_studio(cutout: Cutout, width: int, height: int, look: Studio) -> NDArray[np.uint8]:
    """The product on the floor of a backdrop."""
    wall, floor = np.array(look.wall, dtype=np.float32), np.array(look.floor, dtype=np.float32)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    bottom = min(LOWEST, MIDDLE + len(cutout.alpha) / height / 2)
    # The wall turns into the floor above where the product stands; brightest behind it, darker towards the corners.
    turn = np.clip((y - bottom + 0.36) / 0.3, 0, 1)
    turn = turn * turn * (3 - 2 * turn)
    backdrop = wall + (floor - wall) * turn
    backdrop = backdrop + (255 - backdrop) * 0.35 * np.exp(-((x / 0.75) ** 2) - ((y - 0.5) / 0.42) ** 2)
    backdrop = backdrop * (1 - 0.06 * (x**2 + (2 * y - 1) ** 2))
    # Noise of less than a step, always the same: without it the gradient shows bands.
    noise = np.random.default_rng(1).random((height, width, 1), dtype=np.float32)
    return _laid(cutout, backdrop + noise - 0.5, look.shadow, bottom=round(height * bottom))


def _laid(cutout: Cutout, backdrop: NDArray[np.float32], opacity: float, *, bottom: int | None) -> NDArray[np.uint8]:
    """`cutout` over `backdrop` in the middle, or with its lowest row at `bottom` if it is not too tall."""
    height, width = backdrop.shape[:2]
    tall, wide = cutout.alpha.shape
    left, top = (width - wide) // 2, (height - tall) // 2
    if bottom is not None:
        top = max(0, min(bottom, height) - tall)
    alpha: Plane = np.zeros((height, width), dtype=np.float32)
    alpha[top : top + tall, left : left + wide] = cutout.alpha / np.float32(255)
    if opacity:
        darkness = (opacity * shadow(alpha))[..., None]
        backdrop = backdrop * (1 - darkness) + TONE * darkness
    part = backdrop[top : top + tall, left : left + wide]
    weight = alpha[top : top + tall, left : left + wide, None]
    part[...] = part * (1 - weight) + cutout.colours * weight
    return np.round(np.clip(backdrop, 0, 255)).astype(np.uint8)
