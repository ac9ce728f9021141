"""Decodes a picture to its tile: checked, scaled during decoding, cropped to crop_box, upright, RGB on white.

For confined processes: a picture that passes the checks of its header may still crash or block a codec.
"""

from math import ceil
from typing import BinaryIO, NamedTuple

from PIL import Image

from libs.pictures.errors import TooManyPixels, TooSmall
from libs.pictures.opening import Opened, PictureLimits, opened
from libs.pictures.rgb import on_white, scalable
from services.collage.worker.page.layout import crop_box

MARGIN = 1.15
"""A JPEG is decoded at least so much larger than its tile. Decoding at 1/2, 1/4 or 1/8 averages blocks, which is less
sharp than a good filter; with this margin for the filter, the tile is as sharp as one from the full size."""
QUICK_FROM = 1.5
"""A decoded picture at least so much larger than its tile is scaled by a filter of half the width, in half the time,
with little difference. Below, the better filter compensates for the loss of decoding at a smaller scale."""
REDUCING_GAP = 2.0
"""Other formats are reduced by averaging to this many times the tile before the filter."""
LARGE_PIXELS = 12_000_000
"""Larger pictures are decoded one at a time: each takes at least 50 MB."""


class Tile(NamedTuple):
    """`image` is RGB and has the tile's size; width and height are those of the upright picture."""

    image: Image.Image
    width: int
    height: int
    format: str


class Large(NamedTuple):
    """Returned instead of a tile: the picture has so many pixels that it must be decoded alone."""

    pixels: int


class Pixels(NamedTuple):
    """A tile as RGB pixels, which take three quarters of the memory of an image."""

    data: bytes
    width: int
    height: int
    format: str


def tile(file: BinaryIO, size: tuple[int, int], limits: PictureLimits) -> Tile:
    """The picture in `file` as a tile of `size` (width, height). Raises PictureError, MemoryError."""
    result = small_tile(file, size, limits, max_pixels=limits.pixels)
    if isinstance(result, Large):
        raise TooManyPixels(f"more than {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)")
    return result


def small_tile(
    file: BinaryIO, size: tuple[int, int], limits: PictureLimits, *, max_pixels: int = LARGE_PIXELS
) -> Tile | Large:
    """Like `tile`, but a picture of more than `max_pixels` pixels is not decoded."""
    try:
        with opened(file, limits) as picture:
            return _tile(picture, size, max_pixels)
    except TooManyPixels as error:
        raise TooManyPixels(f"{error} (COLLAGE_MAX_PIXELS)") from None
    except TooSmall as error:
        raise TooSmall(f"{error} (COLLAGE_MIN_SIDE)") from None


def _tile(picture: Opened, size: tuple[int, int], max_pixels: int) -> Tile | Large:
    across, down = (size[1], size[0]) if picture.sideways else size
    width, height = picture.draft(ceil(across * MARGIN), ceil(down * MARGIN))
    if picture.pixels > max_pixels:
        return Large(picture.pixels)
    image = picture.loaded()
    box = crop_box(width, height, across, down)
    quick = box[2] - box[0] >= QUICK_FROM * across
    kernel = Image.Resampling.HAMMING if quick else Image.Resampling.BICUBIC
    small = scalable(image).resize((across, down), kernel, box, REDUCING_GAP)
    upright = picture.upright(on_white(small))
    # The tile must not contain the picture's metadata.
    upright.info = {}
    return Tile(upright, *picture.size, format=picture.format)
