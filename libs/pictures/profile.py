"""Reads the embedded colour profile (ICC) of a picture, within limits: the decoder's data no longer have it.

Sources: ICC.1:2022, annex B.4 (JPEG); the PNG specification (W3C), iCCP.
"""

import struct
import zlib

from libs.pictures.headers import jpeg, trimmed
from libs.pictures.opening import Opened

MAX_BYTES = 4_000_000
"""A larger profile is ignored; those of printing presses have up to 3 MB."""

_ICC = b"ICC_PROFILE\0"
_APP2 = 0xE2


def profile(data: bytes, picture: Opened) -> bytes | None:
    """The profile of `picture`, which was opened from `data`; None if it has none, or one that cannot be read.

    PNG chunks with other descriptions of colours (gAMA, cHRM, cICP) are not read.
    """
    data = trimmed(data)
    match picture.header.format:
        case "JPEG":
            found = _of_jpeg(data)
        case "PNG":
            found = _of_png(data)
        case _:
            found = picture.info.get("icc_profile")
    return found if found and len(found) <= MAX_BYTES else None


def _of_jpeg(data: bytes) -> bytes | None:
    parts: dict[int, bytes] = {}
    for marker, body in jpeg.before_scan(data):
        if marker == _APP2 and body.startswith(_ICC) and len(body) > len(_ICC) + 2:
            number, count = body[len(_ICC) : len(_ICC) + 2]
            parts[number] = body[len(_ICC) + 2 :]
            if set(parts) == set(range(1, count + 1)):
                return b"".join(parts[number] for number in range(1, count + 1))
    return None


def _of_png(data: bytes) -> bytes | None:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IDAT":
            break
        if kind == b"iCCP":
            _, _, packed = data[at + 8 : at + 8 + length].partition(b"\0")
            try:
                return zlib.decompressobj().decompress(packed[1:], MAX_BYTES + 1)
            except zlib.error:
                break
        at += 12 + length
    return None
