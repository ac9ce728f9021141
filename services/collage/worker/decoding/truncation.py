"""Whether a JPEG was cut short. Its decoder does not say so: it fills what is missing with grey."""

import io
import random

from PIL import Image, ImageChops, JpegImagePlugin  # noqa: F401 - formats register themselves when they are imported

from services.collage.worker.decoding.headers import Header, jpeg
from services.collage.worker.errors import Broken

LOST = 0.02
"""Of its height: so much at the bottom of a JPEG may be missing."""
_END = b"\xff\xd9"
_FILLED = ((127, 127), (128, 128))
"""Least and most of each band where the decoder had no data: all coefficients are 0, and CMYK is inverted."""


def loaded(image: Image.Image, header: Header, reduced: tuple[int, int]) -> Image.Image:
    """The JPEG of `header`, decoded: `image` is what was opened of it and drafted for the size `reduced`.

    Raises Broken where scans, or more than `LOST` of the height, are missing.
    """
    coverage = jpeg.coverage(header.data, refined=not header.closed) if header.several else None
    if coverage is jpeg.Coverage.PARTIAL:
        raise Broken("cannot be decoded: cut short, with scans missing")
    if header.closed:
        image.load()
        decoded = image
    else:
        decoded = _decoded(header.data.removesuffix(b"\xff") + _END, reduced)
    if not header.closed or coverage is jpeg.Coverage.OPEN:
        _check(decoded, header.data[: jpeg.end(header.data)], reduced)
    elif _grey_below(decoded):
        # The first scan has, of several, the mean colours.
        data = header.data[: jpeg.end(header.data, first=True)]
        _check(_decoded(data + _END, reduced) if header.several else decoded, data, reduced)
    return decoded


def _check(decoded: Image.Image, data: bytes, reduced: tuple[int, int]) -> None:
    """Raise Broken where the last scan of `data`, which have no end, was cut short.

    What follows a scan that is complete is passed over, and changes nothing; in a scan that was cut, it is taken for
    the rest.
    """
    differs = ImageChops.difference(decoded, _decoded(data + _other(len(data)), reduced)).getbbox()
    if differs is not None and differs[1] < decoded.height * (1 - LOST):
        raise Broken(f"cannot be decoded: cut short, after {100 * differs[1] // decoded.height} % of its height")


def _grey_below(image: Image.Image) -> bool:
    """Whether the lowest rows are of the grey that the decoder fills in. A real picture may have it there, too."""
    rows = max(1, int(image.height * LOST / 2))
    lowest = image.crop((0, image.height - rows, image.width, image.height))
    return all(band.getextrema() in _FILLED for band in lowest.split())


def _other(size: int) -> bytes:
    """Noise in place of what may be missing of a file of `size` bytes: of a scan without restart markers, or with."""
    noise = random.Random(0)  # noqa: S311 - anything does
    parts = [noise.randbytes(count).replace(b"\xff", b"\0") for count in (max(4096, size // 16), *[256] * 16)]
    restarts = (b"\xff" + bytes([0xD0 + number % 8]) for number in range(16))
    return parts[0] + b"".join(restart + part for restart, part in zip(restarts, parts[1:], strict=True)) + _END


def _decoded(data: bytes, reduced: tuple[int, int]) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.draft("RGB", reduced)
        image.load()
        return image.copy()
