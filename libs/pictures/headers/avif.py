"""AVIF: boxes. Source: ISO/IEC 14496-12."""

import struct

from libs.pictures.headers.header import Header, check_count

MAX_BOXES = 5000
"""A grid of 64 tiles has about 200."""

_INSIDE = {b"meta": 4, b"iprp": 0, b"ipco": 0, b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0}
"""Boxes that contain boxes, and the bytes before those. `iinf` contains boxes too, but states their number."""


def read(data: bytes) -> Header:
    """See `headers.read`. Size and orientation are left to the decoder, because they are linked properties."""
    count, ahead, closed = 0, [(0, len(data))], True
    while ahead:
        at, end = ahead.pop()
        while at + 8 <= end:
            length, kind = struct.unpack_from(">I4s", data, at)
            count += 1
            check_count(count, MAX_BOXES, "boxes of an AVIF")
            head = 8
            if length == 1 and at + 16 <= end:
                (length,), head = struct.unpack_from(">Q", data, at + 8), 16
            stop = min(end, at + length) if length else end
            closed = closed and at + length <= len(data)
            if stop < at + head:
                break
            if kind in _INSIDE:
                ahead.append((at + head + _INSIDE[kind], stop))
            at = stop
    return Header("AVIF", data, orientation=None, whole=True, closed=closed)
