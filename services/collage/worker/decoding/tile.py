"""A picture's bytes → its tile: checked, shrunk while it is decoded, cut to fill, upright, RGB on white.

For a confined process: what the checks of the header let pass may still crash a codec, or keep it busy.
"""

import io
import warnings
from functools import cache
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

from libs.confined.heap import keep
from services.collage.worker.decoding import truncation
from services.collage.worker.decoding.headers import Header, exif, read
from services.collage.worker.decoding.rgb import framed, keyed, on_white, scalable
from services.collage.worker.errors import Broken, NotAnImage, PictureError, TooManyPixels, TooSmall
from services.collage.worker.page.layout import fill

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
KEPT_MEGABYTES = 16
"""Of free memory, for the next picture: a progressive JPEG of 1080×1920 takes 12 while it is decoded."""

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


class Large(NamedTuple):
    """In place of a tile: the picture has so many pixels when decoded, and must come alone."""

    pixels: int


class Pixels(NamedTuple):
    """A tile as it is kept: `data` are its pixels, RGB, in three quarters of an image's memory."""

    data: bytes
    width: int
    height: int
    format: str

    @classmethod
    def of(cls, tile: Tile) -> "Pixels":
        """The pixels of `tile`."""
        return cls(tile.image.tobytes(), tile.width, tile.height, tile.format)


@cache
def confine(limits: PictureLimits) -> None:
    """Have Pillow itself refuse what it finds larger while it decodes. Global, and done once in a process."""
    Image.MAX_IMAGE_PIXELS = limits.pixels
    # Each process works on one picture at a time; threads of its own would only take memory.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    keep(KEPT_MEGABYTES)
    # Of damaged metadata, for one: what is wrong with strangers' pictures stands in the manifest.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def tile(file: BinaryIO, size: tuple[int, int], limits: PictureLimits) -> Tile:
    """The picture in `file` as a tile of `size` (width, height). Raises PictureError, MemoryError."""
    made = small_tile(file, size, limits, most=limits.pixels)
    if isinstance(made, Large):
        raise TooManyPixels(f"more than {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)")
    return made


def small_tile(
    file: BinaryIO, size: tuple[int, int], limits: PictureLimits, *, most: int = LARGE_PIXELS
) -> Tile | Large:
    """As `tile`, but a picture of more than `most` pixels is not decoded."""
    try:
        file.seek(0)
        header = read(file.read())
        if header.format not in FORMATS:
            raise NotAnImage
        if header.size is not None:
            _check(header.size, limits)
        with _opened(header) as image:
            return _tile(image, header, size, limits, most)
    except (NotAnImage, UnidentifiedImageError):
        raise NotAnImage(f"not a picture that is taken ({', '.join(FORMATS)})") from None
    except (PictureError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(f"more than {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)") from None
    except Exception as error:
        # The boundary: what codecs raise over damaged files has no base of its own.
        raise Broken(f"cannot be decoded: {_brief(error)}") from error


def _opened(header: Header) -> Image.Image:
    try:
        return Image.open(io.BytesIO(header.data), formats=(header.format,))
    except UnidentifiedImageError:
        if header.closed:
            raise
        raise Broken("cannot be decoded: cut short") from None


def _tile(image: Image.Image, header: Header, size: tuple[int, int], limits: PictureLimits, most: int) -> Tile | Large:
    _check(image.size, limits)
    orientation = header.orientation or exif.orientation(image.info.get("exif", b""))
    turned, sideways = _TURNED.get(orientation), orientation in _SIDEWAYS
    width, height = image.size
    across, down = (size[1], size[0]) if sideways else size
    # Gives the exact size: at 1/4, a picture of 1334 pixels has 334, the last of which is half empty.
    reduced = ceil(across * MARGIN), ceil(down * MARGIN)
    drafted = image.draft("RGB", reduced)
    exact = drafted[1][2:] if drafted else image.size
    pixels = width * height if header.whole else image.width * image.height
    if pixels > most:
        return Large(pixels)
    if header.format == "JPEG":
        image = truncation.loaded(image, header, reduced)
    else:
        image.load()
    if header.key is not None:
        image = keyed(image, header.key)
    if header.frame is not None:
        image = framed(image, header.frame)
    box = fill(exact[0], exact[1], across, down)
    quick = box[2] - box[0] >= QUICK_FROM * across
    kernel = Image.Resampling.HAMMING if quick else Image.Resampling.BICUBIC
    small = scalable(image).resize((across, down), kernel, box, REDUCING_GAP)
    upright = on_white(small) if turned is None else on_white(small).transpose(turned)
    # Else the metadata would go wherever the tile goes.
    upright.info = {}
    seen = (height, width) if sideways else (width, height)
    return Tile(upright, *seen, format=header.named or header.format)


def _check(size: tuple[int, int], limits: PictureLimits) -> None:
    width, height = size
    if width < limits.side or height < limits.side:
        raise TooSmall(f"{width}×{height} pixels; at least {limits.side}×{limits.side} are needed (COLLAGE_MIN_SIDE)")
    if width * height > limits.pixels:
        raise TooManyPixels(f"{width}×{height}; the limit is {limits.pixels:,} pixels (COLLAGE_MAX_PIXELS)")


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
