"""GIF: blocks up to the end of the first picture. Source: the GIF89a specification."""

import struct

from libs.pictures.errors import Broken
from libs.pictures.headers.header import Header, check_count

MAX_BLOCKS = 300_000
"""Blocks have up to 255 bytes: 76 MB in total."""

_EXTENSION, _PICTURE, _CONTROL = 0x21, 0x2C, 0xF9


class _Reader:
    """Reads and counts blocks."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at, self._count = data, at, 0

    def byte(self) -> int:
        """The next byte."""
        self._step()
        if self.at >= len(self.data):
            raise Broken("cannot be decoded: cut short before its picture")
        self.at += 1
        return self.data[self.at - 1]

    def blocks(self) -> bool:
        """Skip blocks up to an empty one; returns False if the file ends before it."""
        while self.at < len(self.data):
            self._step()
            size = self.data[self.at]
            self.at += 1 + size
            if not size:
                return True
        return False

    def _step(self) -> None:
        self._count += 1
        check_count(self._count, MAX_BLOCKS, "blocks of a GIF")


def read(data: bytes) -> Header:
    """See `headers.read`. Comments, other frames and extensions are removed."""
    if len(data) < 13:
        raise Broken("cannot be decoded: truncated")
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    head = 13 + _table(flags)
    reader, control = _Reader(data, head), b""
    while True:
        start = reader.at
        kind = reader.byte()
        if kind == _EXTENSION:
            label = reader.byte()
            reader.blocks()
            if label == _CONTROL:
                control = data[start : reader.at]
        elif kind == _PICTURE:
            break
        elif kind:
            raise Broken("cannot be decoded: a GIF without a picture")
    if reader.at + 9 > len(data):
        raise Broken("cannot be decoded: cut short before its picture")
    left, top, across, down, flags = struct.unpack_from("<HHHHB", data, reader.at)
    reader.at += 9 + _table(flags) + 1
    ended = reader.blocks()
    picture = b"".join((data[:head], control, data[start : reader.at], b";" if ended else b""))
    size, box = (max(width, left + across), max(height, top + down)), (left, top, left + across, top + down)
    return Header("GIF", picture, size, frame=None if box == (0, 0, *size) else box)


def _table(flags: int) -> int:
    """Bytes of the colour table that follows."""
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0
