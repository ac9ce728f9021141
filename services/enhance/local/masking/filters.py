"""Filters of planes in numpy: box means at a cost that does not depend on their radius, and the guided filter on them.

He, Sun, Tang: Guided Image Filtering (2013), and Fast Guided Filter (2015): the filter's coefficients are computed on
a reduced picture and enlarged.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from services.enhance.local.masking.saliency import Plane


def box_mean(values: NDArray[Any], radius: int) -> NDArray[np.float64]:
    """The mean in a square of 2·radius+1 pixels around each pixel, of those inside the plane. (height, width, …)."""
    sums = _box_sum(_box_sum(values.astype(np.float64), radius, 0), radius, 1)
    counts = np.outer(_counts(values.shape[0], radius), _counts(values.shape[1], radius))
    result: NDArray[np.float64] = sums / counts.reshape(*counts.shape, *[1] * (values.ndim - 2))
    return result


def _box_sum(values: NDArray[np.float64], radius: int, axis: int) -> NDArray[np.float64]:
    length = values.shape[axis]
    sums = np.cumsum(values, axis=axis)
    sums = np.concatenate([np.zeros_like(sums.take([0], axis=axis)), sums], axis=axis)
    positions = np.arange(length)
    upper, lower = np.minimum(positions + radius + 1, length), np.maximum(positions - radius, 0)
    result: NDArray[np.float64] = sums.take(upper, axis=axis) - sums.take(lower, axis=axis)
    return result


def _counts(length: int, radius: int) -> NDArray[np.int64]:
    positions = np.arange(length)
    counts: NDArray[np.int64] = np.minimum(positions + radius + 1, length) - np.maximum(positions - radius, 0)
    return counts


def eroded(region: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """The pixels of `region` whose square of 2·radius+1 pixels lies in it. The picture's border does not count."""
    inside: NDArray[np.bool_] = box_mean(region, radius) > 1 - 1e-6
    return inside


def dilated(region: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """The pixels at most `radius` from `region`."""
    near: NDArray[np.bool_] = box_mean(region, radius) > 1e-6
    return near


def guided(guide: NDArray[np.float32], plane: Plane, radius: int, epsilon: float) -> NDArray[np.float32]:
    """Coefficients (height, width, 4) of the guided filter: `guide` (RGB in 0..1) times the first three, plus the last.

    Edges of the result are where those of `guide` are; differences of colour below √epsilon are smoothed over.
    """
    colours = guide.astype(np.float64)
    mean, mean_plane = box_mean(colours, radius), box_mean(plane, radius)
    shared = box_mean(colours * plane[..., None], radius) - mean * mean_plane[..., None]
    products = np.stack(
        [colours[..., i] * colours[..., j] for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))], axis=-1
    )
    rr, rg, rb, gg, gb, bb = np.moveaxis(box_mean(products, radius), -1, 0)
    r, g, b = np.moveaxis(mean, -1, 0)
    rr, rg, rb = rr - r * r + epsilon, rg - r * g, rb - r * b
    gg, gb, bb = gg - g * g + epsilon, gb - g * b, bb - b * b + epsilon
    # The inverse of the covariance, by cofactors: several times faster than a solver for each pixel.
    c_rr, c_rg, c_rb = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    c_gg, c_gb, c_bb = rr * bb - rb * rb, rb * rg - rr * gb, rr * gg - rg * rg
    determinant = rr * c_rr + rg * c_rg + rb * c_rb
    s_r, s_g, s_b = np.moveaxis(shared, -1, 0)
    slopes = (
        np.stack(
            [
                c_rr * s_r + c_rg * s_g + c_rb * s_b,
                c_rg * s_r + c_gg * s_g + c_gb * s_b,
                c_rb * s_r + c_gb * s_g + c_bb * s_b,
            ],
            axis=-1,
        )
        / determinant[..., None]
    )
    offset = mean_plane - (slopes * mean).sum(axis=-1)
    return box_mean(np.concatenate([slopes, offset[..., None]], axis=-1), radius).astype(np.float32)


def resized(plane: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """A plane, or several (height, width, planes), in another size, by linear interpolation."""
    if plane.ndim == 3:
        return np.stack([resized(plane[..., number], width, height) for number in range(plane.shape[2])], axis=-1)
    image = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float32)
