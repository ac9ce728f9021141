"""CIELAB and the difference of colours as people see it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""From linear sRGB (IEC 61966-2-1)."""
_WHITE = np.array([0.95047, 1.0, 1.08883])
"""D65."""


def lab(colours: NDArray[Any]) -> NDArray[np.float64]:
    """CIELAB (L in 0..100) of sRGB colours in 0..1, (…, 3)."""
    values = np.asarray(colours, dtype=np.float64)
    linear = np.where(values <= 0.04045, values / 12.92, ((np.maximum(values, 0) + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def difference(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float64]:
    """ΔE (CIE76) of sRGB colours in 0..1, (…, 3) → (…): about 2.3 is just noticeable side by side."""
    squares: NDArray[np.float64] = ((lab(one) - lab(other)) ** 2).sum(axis=-1)
    return np.sqrt(squares)
