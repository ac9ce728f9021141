"""Detects truncated JPEGs: the decoder reports no error, and fills the missing part with grey."""

import io
import random

from PIL import Image, ImageChops, JpegImagePlugin  # noqa: F401 - formats register themselves when they are imported

from libs.pictures.errors import Broken
from libs.pictures.headers import Coverage, Header, jpeg

MAX_MISSING = 0.02
"""Share of the height that may be missing at the bottom."""
_END = b"\xff\xd9"
_FILLED = (127, 128)
"""The value of each band where the decoder had no data: coefficients are 0, and CMYK is inverted."""


def loaded(image: Image.Image, header: Header, reduced: tuple[int, int]) -> Image.Image:
    """Decode the JPEG of `header`. `image` was opened from it and drafted for the size `reduced`.

    Raises Broken if scans, or more than `MAX_MISSING` of the height, are missing.
    """
    if header.coverage is Coverage.PARTIAL:
        raise Broken("cannot be decoded: truncated, scans are missing")
    if header.closed:
        image.load()
        decoded = image
    else:
        decoded = _decoded(header.data.removesuffix(b"\xff") + _END, reduced)
    if not header.closed or header.coverage is Coverage.OPEN:
        _check(decoded, header.data[: jpeg.end(header.data)], reduced)
    elif _grey_below(decoded):
        # With several scans, the first one has the mean colours.
        data = header.data[: jpeg.end(header.data, first=True)]
        _check(_decoded(data + _END, reduced) if header.coverage is not None else decoded, data, reduced)
    return decoded


def _check(decoded: Image.Image, data: bytes, reduced: tuple[int, int]) -> None:
    """Raise Broken if the last scan of `data`, which has no end marker, is truncated.

    Noise is appended: after a complete scan the decoder ignores it, but in a truncated scan it reads it as the rest.
    """
    differs = ImageChops.difference(decoded, _decoded(data + _noise(len(data)), reduced)).getbbox()
    if differs is not None and differs[1] < decoded.height * (1 - MAX_MISSING):
        raise Broken(f"cannot be decoded: truncated after {100 * differs[1] // decoded.height} % of its height")


def _grey_below(image: Image.Image) -> bool:
    """Whether the lowest rows have the decoder's fill colour, which a complete picture may have too."""
    corner = image.getpixel((0, image.height - 1))
    values = corner if isinstance(corner, tuple) else (corner,)
    if not all(value in _FILLED for value in values):
        return False
    rows = max(1, int(image.height * MAX_MISSING / 2))
    lowest = image.crop((0, image.height - rows, image.width, image.height))
    return all(band.getextrema() == (value, value) for band, value in zip(lowest.split(), values, strict=True))


def _noise(size: int) -> bytes:
    """Noise to append to a file of `size` bytes: first without restart markers, then with them."""
    noise = random.Random(0)  # noqa: S311 - not for security
    parts = [noise.randbytes(count).replace(b"\xff", b"\0") for count in (max(4096, size // 16), *[256] * 16)]
    restarts = (b"\xff" + bytes([0xD0 + number % 8]) for number in range(16))
    return parts[0] + b"".join(restart + part for restart, part in zip(restarts, parts[1:], strict=True)) + _END


def _decoded(data: bytes, reduced: tuple[int, int]) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.draft("RGB", reduced)
        image.load()
        return image.copy()
