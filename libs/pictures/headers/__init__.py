"""Reads headers of pictures before they are decoded, in one pass, with limits for all parts that cost time or memory.

Metadata is removed where that is simple, so that decoders do not read it; the orientation is read here.
"""

import re
from collections.abc import Callable

from libs.pictures.errors import NotAnImage
from libs.pictures.headers import avif, bmp, gif, jpeg, png, webp
from libs.pictures.headers.header import Coverage, Header

_READERS: tuple[tuple[re.Pattern[bytes], Callable[[bytes], Header]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), jpeg.read),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), png.read),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), webp.read),
    (re.compile(rb"GIF8[79]a"), gif.read),
    (re.compile(rb"....ftyp(?:avif|avis|mif1|msf1)", re.DOTALL), avif.read),
    (re.compile(rb"BM"), bmp.read),
)
_BLANK = re.compile(rb"(?:\xef\xbb\xbf|[ \t\r\n]){0,16}")
"""Characters that scripts write before a picture by mistake."""


def read(data: bytes) -> Header:
    """The header of a picture of a supported format. Raises PictureError."""
    data = trimmed(data)
    for signature, reader in _READERS:
        if signature.match(data):
            return reader(data)
    raise NotAnImage


def trimmed(data: bytes) -> bytes:
    """`data` without blanks before the picture."""
    start = _BLANK.match(data)
    return data[start.end() if start else 0 :]


__all__ = ["Coverage", "Header", "read", "trimmed"]
