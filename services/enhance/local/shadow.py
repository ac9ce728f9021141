"""The shadow that a product throws on what it stands on, from the lower contour of its mask."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from services.enhance.local.masking.saliency import Plane

TOUCHING, NEAR = 0.025, 0.07
"""How far above the lowest point a contour still touches the ground or is close to it, as a part of the height."""


DEPTH = 0.12
"""A cup before a jug stands lower in the picture: by at most this part of the height of all."""


def shadow(alpha: Plane) -> Plane:
    """The darkness (0..1) of the ground under a product with `alpha` (height × width, 0..1) in the same frame.

    Two parts: a dark line where the contour touches the ground, and a soft one around what is near the ground.
    """
    solid = alpha > 0.5
    columns = np.flatnonzero(solid.any(axis=0))
    darkness: Plane = np.zeros_like(alpha)
    if not len(columns):
        return darkness
    lowest = len(alpha) - 1 - np.argmax(solid[::-1, columns], axis=0)
    ground, top = int(lowest.max()), int(np.flatnonzero(solid.any(axis=1))[0])
    tall, wide = ground - top + 1, int(columns[-1] - columns[0]) + 1
    # Nothing is dark above these rows or below them.
    rows = slice(max(0, ground - tall // 4), min(len(alpha), ground + tall // 8 + 8))
    grounds = _grounds(columns, lowest, round(DEPTH * tall))
    shape, lift = (rows.stop - rows.start, alpha.shape[1]), (grounds - lowest) / tall
    # Heights of bands: what lies on the ground is seen from slightly above.
    contact = _band(shape, columns, lowest - rows.start, np.exp(-((lift / TOUCHING) ** 2)), max(2.0, 0.008 * tall))
    # A little above the lowest point: below it alone, the product would seem to float.
    level = grounds - round(0.015 * tall) - rows.start
    ambient = _band(shape, columns, level, np.exp(-((lift / NEAR) ** 2)), max(3.0, 0.022 * tall))
    close = _blurred(contact, 0.012 * wide, 0.006 * tall)
    far = _blurred(ambient, 0.05 * wide, 0.02 * tall)
    darkness[rows] = np.clip(0.75 * close + 0.55 * far, 0, 1)
    return darkness


def _grounds(columns: NDArray[Any], lowest: NDArray[Any], depth: int) -> NDArray[Any]:
    """The row on which each column's object stands. Objects side by side may stand up to `depth` rows apart."""
    objects = np.split(lowest, np.flatnonzero(np.diff(columns) > 1) + 1)
    own = np.concatenate([np.full_like(rows, rows.max()) for rows in objects])
    ground = lowest.max()
    return np.where(ground - own <= depth, own, ground)


def _band(
    shape: tuple[int, ...], columns: np.ndarray, rows: np.ndarray, weights: np.ndarray, thickness: float
) -> Plane:  # fmt: skip
    """A band of `thickness` pixels around (columns, rows), as dark as `weights`."""
    y = np.arange(shape[0], dtype=np.float32)[:, None]
    band = np.zeros(shape, dtype=np.float32)
    rows, weights = rows.astype(np.float32), weights.astype(np.float32)
    band[:, columns] = np.clip(np.float32(thickness + 0.5) - np.abs(y - rows[None, :]), 0, 1) * weights[None, :]
    return band


def _blurred(plane: Plane, across: float, down: float) -> Plane:
    image = Image.fromarray(np.round(plane * 255).astype(np.uint8))
    soft = image.filter(ImageFilter.GaussianBlur((max(1.0, across), max(1.0, down))))
    return np.asarray(soft, dtype=np.float32) / np.float32(255)
