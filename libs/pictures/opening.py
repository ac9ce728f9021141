"""Opens and loads a picture: its header checked, its size limited, truncated ones refused. For confined processes."""

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, BinaryIO, NamedTuple

# Importing a plugin registers its format.
from PIL import (  # noqa: F401
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
    features,
)

from libs.confined.heap import keep
from libs.pictures import truncation
from libs.pictures.errors import Broken, NotAnImage, PictureError, TooManyPixels, TooSmall
from libs.pictures.headers import Header, exif, read
from libs.pictures.rgb import framed, keyed

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", *(("AVIF",) if features.check("avif") else ()))
"""Supported formats. MPO, which some phones write, is read as the JPEG at its start."""
KEPT_MEGABYTES = 16
"""Free memory that is kept for the next picture: a progressive JPEG of 1080×1920 takes 12 MB."""
BLOCK_BYTES = 1 << 20
"""Pillow passes data to and from codecs in blocks of this size: each smaller block (64 kB by default) is copied once
more."""

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


@cache
def confine(limits: PictureLimits) -> None:
    """Set Pillow's limits, which also apply during decoding. Global, once per process."""
    Image.MAX_IMAGE_PIXELS = limits.pixels
    # Each process decodes one picture at a time; threads would only take memory.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    keep(KEPT_MEGABYTES)
    ImageFile.MAXBLOCK = BLOCK_BYTES
    # Warnings about damaged pictures: their problems are reported as errors, if they matter.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


class Opened:
    """A picture whose header was checked, and which is not decoded yet."""

    def __init__(self, image: Image.Image, header: Header) -> None:
        self.header = header
        self._image, self._reduced, self._stored = image, image.size, image.size
        orientation = header.orientation or exif.orientation(image.info.get("exif", b""))
        self._operation = _TRANSPOSE.get(orientation)
        self.sideways = orientation in _SIDEWAYS
        """Whether the picture is stored turned by a quarter."""
        self.size = self._stored[::-1] if self.sideways else self._stored
        """Width and height of the upright picture."""
        self.format = header.shown_format or header.format
        self.info: Mapping[Any, Any] = image.info
        """What the decoder knows of the picture, by Pillow's names."""

    @property
    def pixels(self) -> int:
        """Pixels that are in memory at once when it is decoded, after `draft`."""
        width, height = self._stored if self.header.whole else self._image.size
        return width * height

    def draft(self, across: int, down: int) -> tuple[float, float]:
        """Decode at a smaller scale, if the format has one (JPEG), but at least at `across`×`down` pixels as stored.

        Returns the exact size: at 1/4, 1334 pixels are 333.5, stored in 334.
        """
        self._reduced = across, down
        drafted = self._image.draft("RGB", self._reduced)
        return drafted[1][2:] if drafted else self._image.size

    def loaded(self) -> Image.Image:
        """Decode it: as stored, not upright, in any mode. Raises PictureError, MemoryError, errors of codecs."""
        image, header = self._image, self.header
        if header.format == "JPEG":
            image = truncation.loaded(image, header, self._reduced)
        else:
            image.load()
        if header.key is not None:
            image = keyed(image, header.key)
        return image if header.frame is None else framed(image, header.frame)

    def upright(self, image: Image.Image) -> Image.Image:
        """The loaded, perhaps scaled `image` made upright."""
        return image if self._operation is None else image.transpose(self._operation)


@contextmanager
def opened(file: BinaryIO, limits: PictureLimits) -> Iterator[Opened]:
    """The picture in `file`, for the block. Raises PictureError (also for codecs' errors in the block), MemoryError."""
    try:
        file.seek(0)
        header = read(file.read())
        if header.format not in FORMATS:
            raise NotAnImage
        if header.size is not None:
            _check(header.size, limits)
        with _opened(header) as image:
            _check(image.size, limits)
            yield Opened(image, header)
    except (NotAnImage, UnidentifiedImageError):
        raise NotAnImage(f"not a picture of a supported format ({', '.join(FORMATS)})") from None
    except (PictureError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(f"more than {limits.pixels:,} pixels") from None
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


def _check(size: tuple[int, int], limits: PictureLimits) -> None:
    width, height = size
    if width < limits.side or height < limits.side:
        raise TooSmall(f"{width}×{height} is too small: at least {limits.side}×{limits.side} pixels")
    if width * height > limits.pixels:
        raise TooManyPixels(f"{width}×{height} is too large: at most {limits.pixels:,} pixels")


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
