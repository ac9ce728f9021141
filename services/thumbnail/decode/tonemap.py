"""Converts HDR and wide-gamut pictures to BT.709 with eight bits. Pure.

libswscale gives the same quality, but computes its tables again for each size, which takes two seconds of processor
time, several times as long as the rest for a video. PyAV's wheels do not include zscale.

Sources: ITU-R BT.2100 (PQ and HLG), BT.2408 (reference white is 203 cd/m²), BT.2390 (the roll-off above it),
BT.2087 (BT.2020 → BT.709), BT.1886 (gamma of the display).
"""

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from libs.detect import Picture

Deep: TypeAlias = NDArray[np.uint16]
"""Encoded R, G, B of the video, 0..65535, height × width × 3."""
Floats: TypeAlias = NDArray[np.float32]
Curve = Literal["pq", "hlg", "sdr"]
Gamut = Literal["bt709", "bt2020", "p3"]

WHITE = 203.0
"""cd/m² that are mapped to full white."""
HLG_PEAK = 1000.0
"""Peak in cd/m² of the display that HLG is rendered for; the system gamma is then 1.2."""
GAMMA = 2.4
STEPS = 4096
"""Size of the lookup tables."""
STRIP = 128
"""Rows that are mapped at once: intermediate values of all rows would take ten times the picture's memory."""
PEAK_QUANTILE = 0.999
"""The peak is this quantile of the brightness, so that a few bright pixels do not darken the picture."""

TO_BT709: dict[Gamut, Floats] = {
    "bt709": np.eye(3, dtype=np.float32),
    "bt2020": np.array(
        [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32
    ),
    "p3": np.array([[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]], np.float32),
}
LUMA_BT2020 = np.array([0.2627, 0.6780, 0.0593], np.float32)


class Colours(NamedTuple):
    """Transfer curve and gamut of a picture."""

    curve: Curve
    gamut: Gamut


def to_sdr(deep: Deep, colours: Colours) -> Picture:
    """The picture in BT.709. If parts are brighter than white, brightness is compressed to fit."""
    peak = 1.0
    if colours.curve != "sdr":
        sample = _linear(deep[::4, ::4], colours)
        peak = max(1.0, float(np.quantile(sample.max(axis=2), PEAK_QUANTILE)))
    gains, encoded = _gains(round(peak, 2)), _encoded()
    out = np.empty(deep.shape, np.uint8)
    for row in range(0, deep.shape[0], STRIP):
        linear = _linear(deep[row : row + STRIP], colours)
        # The gain depends on the largest of R, G and B, which preserves the hue.
        brightest = linear.max(axis=2, keepdims=True)
        linear *= gains[_index(brightest / np.float32(peak))]
        out[row : row + STRIP] = encoded[_index(linear)]
    return out


def _linear(deep: Deep, colours: Colours) -> Floats:
    """Linear light with BT.709 primaries, where 1 is white; at least 0."""
    light = _light(colours.curve)[deep >> 4]
    if colours.curve == "hlg":
        # The OOTF of HLG, which depends on the pixel's luminance.
        luma = light @ LUMA_BT2020
        light *= (HLG_PEAK / WHITE) * np.power(np.maximum(luma, 1e-6), np.float32(0.2))[..., None]
    mapped: Floats = np.maximum(light @ TO_BT709[colours.gamut].T, 0, dtype=np.float32)
    return mapped


def _index(values: Floats) -> NDArray[np.uint16]:
    """Table indices for values of 0..1, with a finer resolution for dark values."""
    return (np.sqrt(np.clip(values, 0, 1)) * (STEPS - 1) + 0.5).astype(np.uint16)


def _table() -> NDArray[np.float64]:
    """The value of each table index."""
    return np.square(np.linspace(0, 1, STEPS))


@lru_cache
def _light(curve: Curve) -> Floats:
    """Light for each of STEPS code values: relative to white, of HLG the scene's (0..1)."""
    code = np.linspace(0, 1, STEPS)
    if curve == "pq":
        light = _pq_light(code) / WHITE
    elif curve == "hlg":
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        light = np.where(code <= 0.5, np.square(code) / 3, (np.exp((code - c) / a) + b) / 12)
    else:
        light = np.power(code, GAMMA)
    return light.astype(np.float32)


@lru_cache
def _encoded() -> NDArray[np.uint8]:
    return np.round(255 * np.power(_table(), 1 / GAMMA)).astype(np.uint8)


@lru_cache(maxsize=64)
def _gains(peak: float) -> Floats:
    """The gain for light whose largest component is a share of `peak`, so that the result is at most 1."""
    light = np.maximum(_table() * peak, 1e-9)
    if peak <= 1:
        return np.ones(STEPS, np.float32)
    top = _pq_code(peak * WHITE)
    code, white = _pq_code(light * WHITE) / top, _pq_code(np.float64(WHITE)) / top
    knee = 1.5 * white - 0.5
    t = np.clip((code - knee) / (1 - knee), 0, 1)
    bent = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * white
    mapped = _pq_light(np.where(code < knee, code, bent) * top) / WHITE
    gains: Floats = (mapped / light).astype(np.float32)
    return gains


M1, M2, C1, C2, C3 = 2610 / 16384, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128


def _pq_light(code: NDArray[np.float64]) -> NDArray[np.float64]:
    """cd/m² of code values 0..1."""
    root = np.power(code, 1 / M2)
    light: NDArray[np.float64] = 10_000 * np.power(np.maximum(root - C1, 0) / (C2 - C3 * root), 1 / M1)
    return light


def _pq_code(light: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Code values of cd/m²."""
    power = np.power(np.asarray(light) / 10_000, M1)
    code: NDArray[np.float64] = np.power((C1 + C2 * power) / (1 + C3 * power), M2)
    return code
