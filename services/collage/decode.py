"""A picture's bytes → its tile: checked, shrunk while it is decoded, cut to fill, upright, RGB on white. No I/O.

Safe in threads: nothing global is changed, and Pillow lets go of the interpreter while it decodes and scales.
"""

import threading
import warnings
from contextlib import ExitStack
from math import ceil
from typing import BinaryIO, NamedTuple

# Formats register themselves when they are imported.
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

from services.collage.errors import Broken, NotAnImage, PictureError, TooCostly, TooManyPixels, TooSmall
from services.collage.layout import fill
from services.collage.rgb import on_white, scalable

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", *(("AVIF",) if features.check("avif") else ()))
"""What is taken. MPO, which some phones write, is read as the JPEG that it begins with."""
MARGIN = 1.15
"""A JPEG is decoded at least so much larger than its tile. Decoding at 1/2, 1/4 or 1/8 averages blocks, which is not
as sharp as a good filter: with something left for that to do, the tile is as good as one made of the whole picture."""
QUICK_FROM = 1.5
"""What is so much larger than its tile is scaled by a filter of half the width, in half the time: there, the difference
is small. Below, the better filter makes up for what decoding at a smaller scale took."""
REDUCING_GAP = 2.0
"""Other formats are averaged down to this many times the tile before the filter."""
LARGE_PIXELS = 12_000_000
"""Pictures that are larger when decoded come one at a time: each of them takes 50 MB and more."""
MOST_SCANS = 100
"""Of a progressive JPEG. Encoders write up to 20; each is a pass over the whole picture, however few its bytes."""
_CHUNK = 1 << 20

_one_large = threading.Lock()
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by its EXIF orientation."""
_SIDEWAYS = range(5, 9)
_ORIENTATION = 0x0112


class PictureLimits(NamedTuple):
    """`pixels` at most, in all; `side` at least, in width and height."""

    pixels: int = 50_000_000
    side: int = 50


class Tile(NamedTuple):
    """`image` is RGB and of the tile's size; width and height are the upright picture's."""

    image: Image.Image
    width: int
    height: int
    format: str


def confine(limits: PictureLimits) -> None:
    """Have Pillow itself refuse what it finds larger while it decodes. Global: once, at the start of the process."""
    Image.MAX_IMAGE_PIXELS = limits.pixels
    # Of damaged metadata, for one: what is wrong with strangers' pictures stands in the manifest.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def tile(file: BinaryIO, size: tuple[int, int], limits: PictureLimits) -> Tile:
    """The picture in `file` as a tile of `size` (width, height). Raises PictureError."""
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as image:
            return _tile(image, file, size, limits)
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise NotAnImage(f"not a picture that is taken ({', '.join(FORMATS)})") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(f"more than {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)") from None
    except Exception as error:
        # The boundary: what codecs raise over damaged files has no base of its own.
        raise Broken(f"cannot be decoded: {_brief(error)}") from error


def _tile(image: Image.Image, file: BinaryIO, size: tuple[int, int], limits: PictureLimits) -> Tile:
    _check(image, file, limits)
    orientation = _orientation(image)
    turned, sideways = _TURNED.get(orientation), orientation in _SIDEWAYS
    width, height = image.size
    across, down = (size[1], size[0]) if sideways else size
    # Gives the exact size: at 1/4, a picture of 1334 pixels has 334, the last of which is half empty.
    drafted = image.draft("RGB", (ceil(across * MARGIN), ceil(down * MARGIN)))
    exact = drafted[1][2:] if drafted else image.size
    with ExitStack() as stack:
        if image.width * image.height > LARGE_PIXELS:
            stack.enter_context(_one_large)
        image.load()
        box = fill(exact[0], exact[1], across, down)
        quick = box[2] - box[0] >= QUICK_FROM * across
        kernel = Image.Resampling.HAMMING if quick else Image.Resampling.BICUBIC
        small = scalable(image).resize((across, down), kernel, box, REDUCING_GAP)
    upright = on_white(small) if turned is None else on_white(small).transpose(turned)
    return Tile(upright, *((height, width) if sideways else (width, height)), format=image.format or "?")


def _check(image: Image.Image, file: BinaryIO, limits: PictureLimits) -> None:
    width, height = image.size
    if width < limits.side or height < limits.side:
        raise TooSmall(f"{width}×{height} pixels; wanted are {limits.side}×{limits.side} (COLLAGE_MIN_SIDE)")
    if width * height > limits.pixels:
        raise TooManyPixels(f"{width}×{height}; the limit is {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)")
    if image.info.get("progressive"):
        _check_scans(file)


def _check_scans(file: BinaryIO) -> None:
    # In compressed data FF is always followed by 00, so that a marker is one.
    at, scans = file.tell(), 0
    file.seek(0)
    while chunk := file.read(_CHUNK):
        scans += chunk.count(b"\xff\xda")
    file.seek(at)
    if scans > MOST_SCANS:
        raise TooCostly(f"a JPEG of {scans} scans; the limit is {MOST_SCANS}")


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - damaged EXIF raises anything, and says nothing about the picture
        return 1


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
