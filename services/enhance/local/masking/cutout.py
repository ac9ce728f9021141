"""A product cut out of its photo at the size that a picture needs, its edges without the old background's colour."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from services.enhance.local.colour import STRIP
from services.enhance.local.masking.filters import box_mean
from services.enhance.local.masking.mask import Product, alpha_of


class Cutout(NamedTuple):
    """A product alone, trimmed to the pixels that show it."""

    colours: NDArray[np.uint8]
    """Height × width × 3: sRGB, not multiplied by alpha."""
    alpha: NDArray[np.uint8]
    """Height × width."""
    scale: float
    """Pixels of the cutout for one of the photo: above 1 it was enlarged."""
    left: int = 0
    """Where it lay in the product's frame, in pixels of the cutout."""
    top: int = 0


def cut(photo: Image.Image, product: Product, width: int, height: int) -> Cutout:
    """`product` scaled to fit into `width` × `height` pixels."""
    frame = product.frame
    rows, columns = (np.flatnonzero((product.alpha > 0.5).any(axis=axis)) for axis in (1, 0))
    down, across = frame.height / product.alpha.shape[0], frame.width / product.alpha.shape[1]
    seen = (columns[-1] + 1 - columns[0]) * across, (rows[-1] + 1 - rows[0]) * down
    return cut_at(photo, product, min(width / seen[0], height / seen[1]))


def cut_at(photo: Image.Image, product: Product, scale: float) -> Cutout:
    """`product` at `scale` times its size in `photo`."""
    frame = product.frame
    size = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    part = photo.resize(size, Image.Resampling.LANCZOS, box=frame, reducing_gap=3.0)
    front, back = _sides(part, product)
    colours = np.array(part)
    alpha = np.empty((size[1], size[0]), dtype=np.uint8)
    planes = np.concatenate([product.coefficients, product.inside[..., None], product.near[..., None]], axis=-1)
    for top in range(0, size[1], STRIP):
        bottom = min(size[1], top + STRIP)
        strip = colours[top:bottom].astype(np.float32) / np.float32(255)
        enlarged = _strip(planes, size, top, bottom)
        value = alpha_of(enlarged[..., :4], enlarged[..., 4], enlarged[..., 5], strip)
        alpha[top:bottom] = np.round(value * 255)
        # Only edges: inside, the product keeps its own colours to the bit.
        rows, columns = np.nonzero((value > 0) & (value < 0.99))
        there = (rows + top) * front.shape[0] // size[1], columns * front.shape[1] // size[0]
        mended = _without_background(strip[rows, columns], value[rows, columns], front[there], back[there])
        colours[rows + top, columns] = np.round(mended * 255)
    return _trimmed(Cutout(colours, alpha, scale))


def _sides(part: Image.Image, product: Product) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The colours of product and background near each pixel: means weighted by alpha, first wide, then close.

    Forte: Approximate Fast Foreground Colour Estimation (ICIP 2021).
    """
    height, width = product.alpha.shape
    colours = np.asarray(part.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float32) / np.float32(255)
    alpha = product.alpha[..., None].astype(np.float64)
    front = back = colours.astype(np.float64)
    for radius in (30, 4):
        weight = box_mean(alpha, radius)
        front_mean = box_mean(front * alpha, radius) / (weight + 1e-5)
        back_mean = box_mean(back * (1 - alpha), radius) / (1 - weight + 1e-5)
        front = np.clip(front_mean + alpha * (colours - alpha * front_mean - (1 - alpha) * back_mean), 0, 1)
        back = back_mean
    return front_mean.astype(np.float32), back_mean.astype(np.float32)


def _without_background(
    colours: NDArray[np.float32], alpha: NDArray[np.float32], front: NDArray[np.float32], back: NDArray[np.float32]
) -> NDArray[np.float32]:
    weight = alpha[..., None]
    result: NDArray[np.float32] = np.clip(front + weight * (colours - weight * front - (1 - weight) * back), 0, 1)
    return result


def _strip(planes: NDArray[np.float32], size: tuple[int, int], top: int, bottom: int) -> NDArray[np.float32]:
    """Rows `top` to `bottom` of `planes` enlarged to `size`."""
    height, width = planes.shape[:2]
    box = (0, top * height / size[1], width, bottom * height / size[1])
    enlarged = [
        np.asarray(
            Image.fromarray(np.ascontiguousarray(planes[..., number])).resize(
                (size[0], bottom - top), Image.Resampling.BILINEAR, box=box
            )
        )
        for number in range(planes.shape[2])
    ]
    return np.stack(enlarged, axis=-1)


def _trimmed(cutout: Cutout) -> Cutout:
    solid = cutout.alpha > 16
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    if not len(rows):
        return cutout
    across = slice(columns[0], columns[-1] + 1)
    down = slice(rows[0], rows[-1] + 1)
    left, top = int(columns[0]), int(rows[0])
    return Cutout(cutout.colours[down, across], cutout.alpha[down, across], cutout.scale, left, top)
