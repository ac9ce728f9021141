"""The photo itself, better: cropped around its product, exposed, without a cast."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from services.enhance.local.colour import Light, by_strips, lit
from services.enhance.local.masking.mask import Frame
from services.enhance.local.recipes import Clean

MIDDLE, MOST_LIFT = 0.45, 0.72
"""A picture whose middle luminance (sRGB) is below MIDDLE is raised to it, by a power of at least MOST_LIFT."""


LUMINANCE = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


class Cleaned(NamedTuple):
    """A picture (height × width × 3), and whether its edges were continued because the photo does not reach so far."""

    pixels: NDArray[np.uint8]
    padded: bool


def cleaned(photo: Image.Image, product: Frame | None, size: tuple[int, int], light: Light, look: Clean) -> Cleaned:
    """`photo` cropped to `size` (width, height) in pixels around `product`, or as little as possible if it is None."""
    width, height = size
    crop = _crop(photo.size, product, width / height, look)
    inside = Frame(
        max(0, crop.left), max(0, crop.top), min(photo.width, crop.right), min(photo.height, crop.bottom)
    )  # fmt: skip
    scale = width / crop.width
    left, top = round((inside.left - crop.left) * scale), round((inside.top - crop.top) * scale)
    wide = min(width - left, max(1, round(inside.width * scale)))
    tall = min(height - top, max(1, round(inside.height * scale)))
    part = photo.resize((wide, tall), Image.Resampling.LANCZOS, box=inside, reducing_gap=3.0)
    part = part.filter(ImageFilter.UnsharpMask(radius=1.2, percent=40, threshold=2))
    pixels = np.asarray(part)
    # A sample is enough for the middle luminance.
    exponent = _exponent(lit(pixels[::4, ::4].astype(np.float32) / np.float32(255), light))
    pixels = by_strips(pixels, lambda colours: _contrasted(_lifted(lit(colours, light), exponent), look.contrast))
    padded = (wide, tall) != (width, height)
    if padded:
        pixels = _continued(pixels, left, top, width, height)
    return Cleaned(pixels, padded)


def _exponent(colours: NDArray[np.float32]) -> float:
    """The power of luminance that raises a dark picture; 1 for a bright one."""
    middle = float(np.clip(np.median(colours @ LUMINANCE), 1e-3, MIDDLE))
    return float(np.clip(np.log(MIDDLE) / np.log(middle), MOST_LIFT, 1.0))


def _lifted(colours: NDArray[np.float32], exponent: float) -> NDArray[np.float32]:
    """`colours` with luminance to the power of `exponent`; hues stay."""
    if exponent == 1.0:
        return colours
    factor = np.maximum(colours @ LUMINANCE, np.float32(1e-3)) ** np.float32(exponent - 1)
    # Not beyond what the brightest channel allows: its hue would change.
    factor = np.minimum(factor, 1 / np.maximum(colours.max(axis=-1), 1e-3))
    result: NDArray[np.float32] = colours * np.maximum(factor, 1.0)[..., None]
    return result


def _contrasted(colours: NDArray[np.float32], contrast: float) -> NDArray[np.float32]:
    """A gentle S around the middle that leaves black and white where they are."""
    result: NDArray[np.float32] = colours + 2 * contrast * (colours - 0.5) * colours * (1 - colours)
    return result


def _crop(size: tuple[int, int], product: Frame | None, aspect: float, look: Clean) -> Frame:
    """The part of a photo of `size` to show; larger than the photo only where the product would not fit otherwise."""
    most = min(size[0], size[1] * aspect)
    if product is None:
        # Variants differ a little all the same.
        return _around(size, Frame(0, 0, *size), most * min(1.0, 1.12 - look.part / 4.5), aspect, look)
    needed = max(product.width, product.height * aspect)
    wide = max(needed / look.part, 64 * aspect)
    return _around(size, product, max(min(wide, most), needed), aspect, look)


def _around(size: tuple[int, int], product: Frame, wide: float, aspect: float, look: Clean) -> Frame:
    tall = wide / aspect
    centre = (product.left + product.right) / 2 + (0.5 - look.across) * wide, (product.top + product.bottom) / 2
    across, down = max(1, int(wide + 1e-6)), max(1, int(tall + 1e-6))
    left, top = _placed(centre[0], across, size[0]), _placed(centre[1], down, size[1])
    return Frame(left, top, left + across, top + down)


def _placed(centre: float, length: int, whole: int) -> int:
    """The start of a crop of `length` around `centre`, moved into the photo if it fits."""
    if length >= whole:
        return (whole - length) // 2
    return min(max(round(centre - length / 2), 0), whole - length)


def _continued(pixels: NDArray[np.uint8], left: int, top: int, width: int, height: int) -> NDArray[np.uint8]:
    """`pixels` on a canvas on which their edges are continued, blurred."""
    tall, wide = pixels.shape[:2]
    edges = ((top, height - top - tall), (left, width - left - wide), (0, 0))
    blurred = Image.fromarray(np.pad(pixels, edges, mode="edge")).filter(ImageFilter.GaussianBlur(max(2, width // 40)))
    canvas = np.array(blurred)
    canvas[top : top + tall, left : left + wide] = pixels
    return canvas
