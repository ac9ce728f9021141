"""Fits an image to an aspect and a size: scaled evenly, cropped a little or padded, never stretched."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

MAX_CROP = 0.02
"""Share of a side that may be cut off to reach the aspect. Otherwise it is padded: a crop could cut the product."""
MAX_ENLARGEMENT = 1.1
"""An image that would have to be enlarged more keeps its own size: enlarging adds no detail."""
VISIBLE = 1.5
"""Pixels; a smaller difference of size is rounding, and not flagged."""
BORDER_SHARE = 0.01
"""Width of the border that is looked at for its colour, as a share of the image."""
EVEN, EVEN_SHARE = 12.0, 0.75
"""A border is plain if so many of its pixels differ by at most this from an even gradient along it, in 1/255."""
WHITE = (255, 255, 255)


Pixels = npt.NDArray[np.uint8]


class Fit(NamedTuple):
    """How an image is fitted: `box` (left, top, right, bottom) is cut out, scaled to `inner`, and put into the middle
    of `canvas` (both: width, height). `flags` describe it for the reviewer.
    """

    box: tuple[float, float, float, float]
    inner: tuple[int, int]
    canvas: tuple[int, int]
    flags: tuple[str, ...]


def target(aspect: tuple[int, int], longest: float) -> tuple[int, int]:
    """Width and height of the ratio `aspect`, with the longer side `longest` in pixels."""
    across, down = aspect
    factor = longest / max(across, down)
    return max(1, round(across * factor)), max(1, round(down * factor))


def plan(size: tuple[int, int], aspect: tuple[int, int], longest: int) -> Fit:
    """How to fit an image of `size` (width, height) to `aspect`, with the longer side `longest`.

    Flags: `cropped` (by at most 2 % of a side), `padded`, `resized`, `small` (it has fewer pixels than asked for, and
    keeps its own size).
    """
    wide, high = size
    canvas = target(aspect, longest)
    across, down = canvas[0] / wide, canvas[1] / high
    crops = 1 - min(across, down) / max(across, down) <= MAX_CROP
    scale = max(across, down) if crops else min(across, down)
    flags = []
    if scale > MAX_ENLARGEMENT:
        canvas, scale = target(aspect, longest / scale), 1.0
        flags.append("small")
    elif abs(scale - 1) * max(wide, high) > VISIBLE:
        flags.append("resized")
    if crops:
        cut = min(wide, canvas[0] / scale), min(high, canvas[1] / scale)
        left, top = (wide - cut[0]) / 2, (high - cut[1]) / 2
        box = left, top, left + cut[0], top + cut[1]
        if max(wide - cut[0], high - cut[1]) * scale > VISIBLE:
            flags.append("cropped")
        return Fit(box, canvas, canvas, tuple(flags))
    inner = min(canvas[0], max(1, round(wide * scale))), min(canvas[1], max(1, round(high * scale)))
    if inner != canvas:
        flags.append("padded")
    return Fit((0, 0, wide, high), inner, canvas, tuple(flags))


def fitted(image: Image.Image, fit: Fit) -> Image.Image:
    """`image` (RGB or RGBA) fitted by `fit`. What is added continues the border if that is plain, else it is white; it
    is transparent if the image has transparency.
    """
    inner = _scaled(image, fit)
    if fit.inner == fit.canvas:
        return inner
    left, top = (fit.canvas[0] - fit.inner[0]) // 2, (fit.canvas[1] - fit.inner[1]) // 2
    if inner.mode == "RGBA":
        page = Image.new("RGBA", fit.canvas, (*WHITE, 0))
        page.paste(inner, (left, top))
        return page
    after = fit.canvas[0] - fit.inner[0] - left, fit.canvas[1] - fit.inner[1] - top
    return Image.fromarray(_continued(np.asarray(inner), (top, after[1]), (left, after[0])))


def _continued(pixels: Pixels, rows: tuple[int, int], columns: tuple[int, int]) -> Pixels:
    """`pixels` with so many rows added above and below, or else columns at the left and right."""
    if not any(rows):
        return _continued(pixels.swapaxes(0, 1), columns, (0, 0)).swapaxes(0, 1) if any(columns) else pixels
    first, last = (
        _border(pixels[end])[None].repeat(count, axis=0) for end, count in zip(_ends(len(pixels)), rows, strict=True)
    )
    return np.concatenate((first, pixels, last))


def _ends(length: int) -> tuple[slice, slice]:
    """The first and the last pixels of a side that are looked at as border."""
    count = max(1, round(length * BORDER_SHARE))
    return slice(0, count), slice(length - count, length)


def _border(pixels: Pixels) -> Pixels:
    """Colours that continue a border (rows, pixels, 3): one for each pixel along it, which change evenly."""
    line = np.median(pixels, axis=0)
    along = np.stack((np.ones(len(line)), np.linspace(-1, 1, len(line))), axis=1)
    even, tolerance = np.median(line, axis=0)[None], 3 * EVEN
    for _ in range(3):
        plain = np.abs(line - even).max(axis=1) <= tolerance
        if plain.mean() < EVEN_SHARE:
            even = np.full(line.shape, 255.0)
            break
        even, tolerance = along @ np.linalg.lstsq(along[plain], line[plain], rcond=None)[0], EVEN
    colours: Pixels = even.round().clip(0, 255).astype(np.uint8)
    return colours


def _scaled(image: Image.Image, fit: Fit) -> Image.Image:
    if fit.box == (0, 0, *fit.inner):
        return image
    # Premultiplied: the hidden colour of transparent pixels must not appear at edges.
    source = image.convert("RGBa") if image.mode == "RGBA" else image
    scaled = source.resize(fit.inner, Image.Resampling.LANCZOS, fit.box)
    return scaled.convert("RGBA") if scaled.mode == "RGBa" else scaled
