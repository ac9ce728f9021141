"""Decodes a picture to its tile: checked, scaled during decoding, cropped to crop_box, upright, RGB on white.

For confined processes: a picture that passes the checks of its header may still crash or block a codec.
"""

import io
import warnings
from functools import cache
from math import ceil
from typing import BinaryIO, NamedTuple

# Importing a plugin registers its format.
from PIL import (  # noqa: F401
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
    features,
)

from libs.confined.heap import keep
from services.collage.worker.decoding import truncation
from services.collage.worker.decoding.headers import Header, exif, read
from services.collage.worker.decoding.rgb import framed, keyed, on_white, scalable
from services.collage.worker.errors import Broken, NotAnImage, PictureError, TooManyPixels, TooSmall
from services.collage.worker.page.layout import crop_box

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", *(("AVIF",) if features.check("avif") else ()))
"""Supported formats. MPO, which some phones write, is read as the JPEG at its start."""
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
KEPT_MEGABYTES = 16
"""Free memory that is kept for the next picture: a progressive JPEG of 1080×1920 takes 12 MB."""

_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The operation that makes a picture upright, by EXIF orientation."""
_SIDEWAYS = range(5, 9)


class PictureLimits(NamedTuple):
    """`pixels`: maximum of width × height; `side`: minimum of width and of height."""

    pixels: int = 50_000_000
    side: int = 50


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


@cache
def confine(limits: PictureLimits) -> None:
    """Set Pillow's limits, which also apply during decoding. Global, once per process."""
    Image.MAX_IMAGE_PIXELS = limits.pixels
    # Each process decodes one picture at a time; threads would only take memory.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    keep(KEPT_MEGABYTES)
    # Warnings about damaged pictures: their problems are recorded in the manifest.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


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
        file.seek(0)
        header = read(file.read())
        if header.format not in FORMATS:
            raise NotAnImage
        if header.size is not None:
            _check(header.size, limits)
        with _opened(header) as image:
            return _tile(image, header, size, limits, max_pixels)
    except (NotAnImage, UnidentifiedImageError):
        raise NotAnImage(f"not a picture of a supported format ({', '.join(FORMATS)})") from None
    except (PictureError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(f"more than {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)") from None
    except Exception as error:
        # The boundary: errors of codecs have no common base class.
        raise Broken(f"cannot be decoded: {_brief(error)}") from error


def _opened(header: Header) -> Image.Image:
    try:
        return Image.open(io.BytesIO(header.data), formats=(header.format,))
    except UnidentifiedImageError:
        if header.closed:
            raise
        raise Broken("cannot be decoded: truncated") from None


def _tile(
    image: Image.Image, header: Header, size: tuple[int, int], limits: PictureLimits, max_pixels: int
) -> Tile | Large:
    _check(image.size, limits)
    orientation = header.orientation or exif.orientation(image.info.get("exif", b""))
    operation, sideways = _TRANSPOSE.get(orientation), orientation in _SIDEWAYS
    width, height = image.size
    across, down = (size[1], size[0]) if sideways else size
    # `draft` returns the exact size: at 1/4, 1334 pixels are 333.5, stored in 334.
    reduced = ceil(across * MARGIN), ceil(down * MARGIN)
    drafted = image.draft("RGB", reduced)
    exact = drafted[1][2:] if drafted else image.size
    pixels = width * height if header.whole else image.width * image.height
    if pixels > max_pixels:
        return Large(pixels)
    if header.format == "JPEG":
        image = truncation.loaded(image, header, reduced)
    else:
        image.load()
    if header.key is not None:
        image = keyed(image, header.key)
    if header.frame is not None:
        image = framed(image, header.frame)
    box = crop_box(exact[0], exact[1], across, down)
    quick = box[2] - box[0] >= QUICK_FROM * across
    kernel = Image.Resampling.HAMMING if quick else Image.Resampling.BICUBIC
    small = scalable(image).resize((across, down), kernel, box, REDUCING_GAP)
    upright = on_white(small) if operation is None else on_white(small).transpose(operation)
    # The tile must not contain the picture's metadata.
    upright.info = {}
    upright_size = (height, width) if sideways else (width, height)
    return Tile(upright, *upright_size, format=header.shown_format or header.format)


def _check(size: tuple[int, int], limits: PictureLimits) -> None:
    width, height = size
    if width < limits.side or height < limits.side:
        raise TooSmall(f"{width}×{height} is too small: at least {limits.side}×{limits.side} pixels (COLLAGE_MIN_SIDE)")
    if width * height > limits.pixels:
        raise TooManyPixels(f"{width}×{height} is too large: at most {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)")


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
