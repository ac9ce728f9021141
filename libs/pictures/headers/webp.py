"""WebP: chunks. Source: the WebP container specification, RFC 9649."""

import struct

from libs.pictures.errors import Broken
from libs.pictures.headers.exif import orientation
from libs.pictures.headers.header import Header, check_count

MAX_CHUNKS = 5000
"""There is one for each frame, and a few others."""


def read(data: bytes) -> Header:
    """See `headers.read`."""
    at, count, turned = 12, 0, 1
    size: tuple[int, int] | None = None
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        count += 1
        check_count(count, MAX_CHUNKS, "chunks of a WebP")
        start, at = at + 8, at + 8 + length + length % 2
        if size is None:
            size = _size(kind, data[start : start + 10])
        if kind == b"EXIF" and turned == 1:
            turned = orientation(data[start : start + length])
    if size is None:
        raise Broken("cannot be decoded: a WebP without a picture")
    return Header("WEBP", data, size, turned, whole=True)


def _size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    """The size of the canvas, whose chunk is first if there is one, or of the picture."""
    if len(body) < 10:
        return None
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    return None
