"""How much an image shows the product of a photo: the best match of the product at any place and size. Pure.

The product inside its mask is moved over the image at many sizes: oriented gradients compare its shape, three colour
channels its paint, apart from one brightness factor. All places of a size are compared at once, by Fourier transforms:
Padfield, "Masked object registration in the Fourier domain", IEEE Transactions on Image Processing 21(5), 2012.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

Floats = npt.NDArray[np.floating[Any]]

SIDE = 96
"""Longer side of the searched image, in pixels."""
SIZES, STEP = 16, 1.1
"""How many sizes of the product are tried, from the largest that fits the image, and the factor between two."""
BETWEEN = -0.6, -0.3, 0.3, 0.6
"""Sizes between these that are tried around the best one, in factors of `STEP`."""
LEAST = 6
"""Pixels of a side of a product that can be compared."""
GAINS = 0.75, 1.33
"""Brightness factors that do not count as a difference."""
TOLERANCE = 40.0
"""Difference of colours, in 1/255, that lowers the likeness to 0.37."""
CHROMA = 2.0
"""Weight of differences of hue beside those of brightness."""
BINS = 6
"""Directions of gradients."""
GRADIENT_POOLING, COLOUR_POOLING = 2, 1
"""How often gradients and colours are averaged over neighbours: a pixel's difference of place then matters little."""
FLAT = 12.0
"""Gradients weaker than this, in 1/255 a pixel, count little."""
MASKLESS = 0.11
"""Standard deviation of the weights of a photo without a mask, as a share of its sides."""


class Match(NamedTuple):
    """The best match, each from 0 to 1: `likeness` is the square of `shape`, times `colour`."""

    likeness: float
    shape: float
    colour: float


class _Features(NamedTuple):
    """`gradients`: (BINS, height, width); `colours`: (3, height, width)."""

    gradients: Floats
    colours: Floats


def match(photo: Image.Image, mask: Image.Image | None, image: Image.Image) -> Match:
    """How much `image` shows the product of `photo` (both RGB).

    `mask` is grey and white on the product, of any size; None: what is in the middle of the photo.
    """
    small = image.resize(_small(image.size), Image.Resampling.BOX)
    spectra = _Spectra(_features(np.asarray(small, dtype=np.float32)))
    product, weights = _product(photo, mask)
    largest = min(small.width / product.width, small.height / product.height)

    def at(number: float) -> Match:
        factor = largest / STEP**number
        size = (
            min(small.width, max(LEAST, round(product.width * factor))),
            min(small.height, max(LEAST, round(product.height * factor))),
        )
        pixels, parts = (np.asarray(one.resize(size, Image.Resampling.BOX), np.float32) for one in (product, weights))
        return spectra.best(_features(pixels), parts / 255)

    found = {number: at(number) for number in range(SIZES)}
    best = max(found, key=lambda number: found[number].likeness)
    between = (at(best + part) for part in BETWEEN if best + part >= 0)
    return max((found[best], *between), key=lambda one: one.likeness)


def _product(photo: Image.Image, mask: Image.Image | None) -> tuple[Image.Image, Image.Image]:
    """The part of `photo` around the product, and its weights."""
    weights = _centre(photo.size) if mask is None else mask.convert("L").resize(photo.size, Image.Resampling.BILINEAR)
    box = weights.point(lambda value: 255 * (value > 64)).getbbox() or (0, 0, *photo.size)
    # A border around the product, so that its outline has gradients.
    margin = max(box[2] - box[0], box[3] - box[1]) // 16
    box = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
    return photo.crop(box), weights.crop(box)


def _small(size: tuple[int, int]) -> tuple[int, int]:
    """`size` reduced or enlarged to `SIDE`."""
    factor = SIDE / max(size)
    return max(LEAST, round(size[0] * factor)), max(LEAST, round(size[1] * factor))


def _centre(size: tuple[int, int]) -> Image.Image:
    across, down = (np.linspace(-0.5, 0.5, side) / MASKLESS for side in size)
    return Image.fromarray((255 * np.exp(-0.5 * (down[:, None] ** 2 + across[None] ** 2))).astype(np.uint8))


def _features(pixels: Floats) -> _Features:
    down, across = np.gradient(pixels, axis=(0, 1))
    # The channel that changes most, as in histograms of oriented gradients (Dalal and Triggs, 2005).
    most = (down**2 + across**2).argmax(axis=2)[..., None]
    down, across = (np.take_along_axis(one, most, axis=2)[..., 0] for one in (down, across))
    size = np.hypot(down, across)
    strength = size / (size + FLAT)
    angle = np.arctan2(down, across) % np.pi * (BINS / np.pi)
    bins = np.arange(BINS)[:, None, None]
    distance = np.abs(angle - bins)
    gradients = strength * np.maximum(0, 1 - np.minimum(distance, BINS - distance))
    red, green, blue = np.moveaxis(pixels, 2, 0)
    light = (red + green + blue) / 3
    colours = np.stack((light, CHROMA * (red - green) / 2, CHROMA * ((red + green) / 2 - blue) / 2))
    return _Features(
        _pooled(gradients.astype(np.float32), GRADIENT_POOLING), _pooled(colours.astype(np.float32), COLOUR_POOLING)
    )


def _pooled(layers: Floats, times: int) -> Floats:
    """Layers (layer, height, width) averaged over neighbouring pixels."""
    for _ in range(times):
        for axis in (1, 2):
            width = [(0, 0), (0, 0), (0, 0)]
            width[axis] = (1, 1)
            padded = np.pad(layers, width, mode="edge")
            length = layers.shape[axis]
            before, here, after = (padded.take(np.arange(length) + n, axis=axis) for n in range(3))
            layers = (before + 2 * here + after) / 4
    return layers


class _Spectra:
    """Fourier transforms of an image, for comparing templates of any size with all its places."""

    def __init__(self, image: _Features) -> None:
        self._high, self._wide = image.colours.shape[1:]
        self._shape = self._high + self._high % 2, self._wide + self._wide % 2
        self._gradients = self._of(image.gradients)
        self._gradient_power = self._of((image.gradients**2).sum(axis=0))
        self._colours = self._of(image.colours)
        self._colour_power = self._of((image.colours**2).sum(axis=0))

    def _of(self, values: Floats) -> npt.NDArray[np.complexfloating[Any, Any]]:
        return np.fft.rfft2(values, self._shape)

    def best(self, template: _Features, weights: Floats) -> Match:
        """The best match of `template`, inside the image."""
        outline = _widened(weights)
        inside = _eroded(weights)
        rows, columns = self._high - weights.shape[0] + 1, self._wide - weights.shape[1] + 1

        def correlated(image: npt.NDArray[np.complexfloating[Any, Any]], part: Floats) -> Floats:
            product = image * self._of(part).conj()
            if product.ndim == 3:
                product = product.sum(axis=0)
            return np.fft.irfft2(product, self._shape)[:rows, :columns]

        same = correlated(self._gradients, template.gradients * outline)
        power = correlated(self._gradient_power, outline)
        own = float((template.gradients**2 * outline).sum())
        shape = same / np.sqrt(np.maximum(power, 1e-3) * max(own, 1e-3))
        same = correlated(self._colours, template.colours * inside)
        power = np.maximum(correlated(self._colour_power, inside), 1e-3)
        own = float((template.colours**2 * inside).sum())
        gain = np.clip(same / power, *GAINS)
        squares = np.maximum(0, own - 2 * gain * same + gain**2 * power) / max(float(inside.sum()), 1e-3)
        colour = np.exp(-squares / TOLERANCE**2)
        likeness = np.clip(shape, 0, 1) ** 2 * colour
        at = np.unravel_index(likeness.argmax(), likeness.shape)
        return Match(float(likeness[at]), float(shape[at]), float(colour[at]))


def _widened(weights: Floats) -> Floats:
    """`weights` with a border of about a pixel, where the outline has its gradients."""
    padded = np.pad(weights, 1)
    high, wide = weights.shape
    widest: Floats = np.max([padded[y : y + high, x : x + wide] for y in range(3) for x in range(3)], axis=0)
    return widest


def _eroded(weights: Floats) -> Floats:
    """`weights` without pixels that are mixed with the background."""
    padded = np.pad(weights, 1, mode="edge")
    high, wide = weights.shape
    least: Floats = np.min([padded[y : y + high, x : x + wide] for y in range(3) for x in range(3)], axis=0)
    return least
