"""Light and colour of a photo: white balance from what lies behind the product, exposure from the whole photo."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.enhance.local.lab import difference

MOST_SHIFT = 2.0
"""The most that white balance may change the product's colours: the mean ΔE (CIE76) of its pixels."""
GAINS = (0.8, 1.25)
"""White balance beyond these is not a cast but the colour of a wall."""
NEUTRAL_SPREAD = 0.035
"""A grey surface under one light: the spread of its pixels' shares of red and blue."""
NEUTRAL_CHROMA = 0.2
"""How far from grey a surface may be, as the spread of its channels over the brightest one."""
LEAST_NEUTRAL = 0.15
"""Part of the background that has to look like such a surface."""
DARK, BRIGHT, MOST_EXPOSURE = 0.55, 0.82, 1.6
"""A photo whose brightest hundredth is darker than DARK was exposed too little: it becomes BRIGHT."""


STRIP = 128
"""Rows that are computed at once: memory does not grow with a picture's height."""


class Light(NamedTuple):
    """Factors on linear light."""

    gains: tuple[float, float, float]
    """Of red, green and blue; (1, 1, 1) without a correction."""
    exposure: float
    """1 or more."""


def light_of(colours: NDArray[np.float32], product: NDArray[np.float32]) -> Light:
    """The light for a photo: `colours` (RGB in 0..1, some hundred pixels a side), `product` is alpha, 0 behind it.

    Grey-world over the product would bleach red shoes: only a bright, nearly grey part of the background counts.
    """
    behind = colours[product < 0.05]
    gains = _gains(behind) if len(behind) > 400 else (1.0, 1.0, 1.0)
    pixels = colours[product > 0.9]
    return Light(_bounded(gains, pixels) if len(pixels) > 100 else gains, _exposure(colours))


def by_strips(
    pixels: NDArray[np.uint8], change: Callable[[NDArray[np.float32]], NDArray[np.float32]]
) -> NDArray[np.uint8]:
    """`pixels` (height × width × 3) after `change` of colours in 0..1, some rows at a time."""
    result = np.empty_like(pixels)
    for top in range(0, len(pixels), STRIP):
        strip = pixels[top : top + STRIP].astype(np.float32) / np.float32(255)
        result[top : top + STRIP] = np.round(np.clip(change(strip), 0, 1) * 255)
    return result


def lit(colours: NDArray[np.float32], light: Light) -> NDArray[np.float32]:
    """`colours` (sRGB in 0..1) in `light`. Highlights are rolled off, not clipped."""
    if light == Light((1.0, 1.0, 1.0), 1.0):
        return colours
    factors = np.array(light.gains, dtype=np.float32) * np.float32(light.exposure)
    values = _linear(colours) * factors
    most = float(factors.max())
    if most > 1:
        # The line x → most·x as far as a knee, then a curve that ends at 1 for what was 1.
        knee = np.float32(0.75)
        over = np.maximum(values - knee, 0) / (most - knee)
        values = np.where(values > knee, knee + (1 - knee) * (1 - (1 - np.minimum(over, 1)) ** 2), values)
    return _encoded(np.clip(values, 0, 1))


def _gains(behind: NDArray[np.float32]) -> tuple[float, float, float]:
    top = behind.max(axis=1)
    chroma = (top - behind.min(axis=1)) / np.maximum(top, 1e-3)
    grey = behind[(top > 0.45) & (top < 0.985) & (chroma < NEUTRAL_CHROMA)]
    if len(grey) < LEAST_NEUTRAL * len(behind):
        return 1.0, 1.0, 1.0
    light = _linear(grey)
    shares = light / light.sum(axis=1, keepdims=True)
    if shares.std(axis=0).max() > NEUTRAL_SPREAD:
        return 1.0, 1.0, 1.0
    mean = np.median(shares, axis=0)
    # Luminance stays as it is: gains change the colour, exposure the brightness.
    wanted = 1 / (3 * mean)
    wanted /= float((wanted * mean) @ np.array([0.2126, 0.7152, 0.0722]) / (mean @ np.array([0.2126, 0.7152, 0.0722])))
    red, green, blue = np.clip(wanted, *GAINS)
    return float(red), float(green), float(blue)


def _bounded(gains: tuple[float, float, float], product: NDArray[np.float32]) -> tuple[float, float, float]:
    """`gains`, weakened until the product's colours change by at most MOST_SHIFT."""
    sample = product[:: max(1, len(product) // 4000)]
    strength = 1.0
    for _ in range(6):
        red, green, blue = (1 + strength * (gain - 1) for gain in gains)
        shift = float(difference(sample, lit(sample, Light((red, green, blue), 1.0))).mean())
        if shift <= MOST_SHIFT:
            return red, green, blue
        strength *= 0.95 * MOST_SHIFT / shift
    return 1.0, 1.0, 1.0


def _exposure(colours: NDArray[np.float32]) -> float:
    bright = float(np.percentile(colours.max(axis=-1), 99))
    if bright >= DARK:
        return 1.0
    wanted = float(_linear(np.float32(BRIGHT)) / max(float(_linear(np.float32(bright))), 1e-4))
    return min(MOST_EXPOSURE, wanted)


def _linear(values: NDArray[np.float32] | np.float32) -> NDArray[np.float32]:
    """sRGB to linear light (IEC 61966-2-1)."""
    result: NDArray[np.float32] = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return result.astype(np.float32)


def _encoded(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Linear light to sRGB."""
    result: NDArray[np.float32] = np.where(
        light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-8) ** (1 / 2.4) - 0.055
    )
    return result.astype(np.float32)
