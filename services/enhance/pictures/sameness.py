"""Recognises outputs that show nothing, or nothing new. Pure."""

import numpy as np
from PIL import Image

BLANK_SIDE = 96
BLANK_ORDER = 4
"""Of the polynomial that a smooth gradient is."""
BLANK_SHARE = 0.999
BLANK_RESIDUE = 5.0
"""Largest difference from a smooth gradient, in 1/255, of `BLANK_SHARE` of an image scaled to `BLANK_SIDE`."""
SAME_SIDE = 96
SAME_TONE = 0.5
"""Mean change by brightness, contrast and colour balance, in 1/255: JPEG at quality 75 changes up to 0.15, 2 % more
exposure at least 1.2."""
SAME_SHARE, SAME_REST, SAME_MOST = 0.99, 6.0, 24.0
"""Other changes of images scaled to `SAME_SIDE`: of a share of the pixels, and of any pixel. JPEG at quality 75 changes
up to 5.9, and 15."""
SAME_ASPECT = 0.01


def is_blank(image: Image.Image) -> bool:
    """Whether an image (RGB or RGBA) has one colour, or nothing but a smooth gradient."""
    small = image.resize((BLANK_SIDE, BLANK_SIDE), Image.Resampling.BOX)
    pixels = np.asarray(small, dtype=np.float64).reshape(BLANK_SIDE * BLANK_SIDE, -1)
    if pixels.shape[1] == 4:
        # Transparent pixels have no colour.
        pixels = np.hstack((pixels[:, :3] * pixels[:, 3:] / 255, pixels[:, 3:]))
    down, across = (axis.ravel() / BLANK_SIDE - 0.5 for axis in np.mgrid[:BLANK_SIDE, :BLANK_SIDE])
    powers = [(one, two) for one in range(BLANK_ORDER + 1) for two in range(BLANK_ORDER + 1 - one)]
    terms = np.stack([down**one * across**two for one, two in powers], axis=1)
    residue = np.abs(pixels - terms @ np.linalg.lstsq(terms, pixels, rcond=None)[0]).max(axis=1)
    return bool(np.quantile(residue, BLANK_SHARE) <= BLANK_RESIDUE)


def is_same(image: Image.Image, other: Image.Image) -> bool:
    """Whether two RGB images have the same pixels, but for encoding and scale. Any visible change makes them differ."""
    ratio = image.width * other.height / (image.height * other.width)
    if not 1 - SAME_ASPECT <= ratio <= 1 + SAME_ASPECT:
        return False
    before, after = (
        np.asarray(one.resize((SAME_SIDE, SAME_SIDE), Image.Resampling.BOX), dtype=np.float64).reshape(-1, 3)
        for one in (image, other)
    )
    centred = before - before.mean(axis=0)
    slope = (centred * (after - after.mean(axis=0))).sum(axis=0) / np.maximum(1, (centred**2).sum(axis=0))
    expected = after.mean(axis=0) + slope * centred
    rest = np.abs(after - expected)
    return bool(
        np.abs(expected - before).mean() <= SAME_TONE
        and np.quantile(rest, SAME_SHARE) <= SAME_REST
        and rest.max() <= SAME_MOST
    )
