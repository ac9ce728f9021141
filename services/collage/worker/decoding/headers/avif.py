"""AVIF: boxes. Source: ISO/IEC 14496-12."""

import struct

from services.collage.worker.decoding.headers.header import Header, check_count

MOST_BOXES = 5000
"""A grid of 64 tiles has some 200."""

_INSIDE = {b"meta": 4, b"iprp": 0, b"ipco": 0, b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0}
"""Boxes that hold boxes, and what comes before those; `iinf` says itself how many it has."""


def read(data: bytes) -> Header:
    """See `headers.read`. Sizes and orientation are properties that refer to each other: the decoder reads them."""
    count, ahead, closed = 0, [(0, len(data))], True
    while ahead:
        at, end = ahead.pop()
        while at + 8 <= end:
            length, kind = struct.unpack_from(">I4s", data, at)
            count += 1
            check_count(count, MOST_BOXES, "boxes of an AVIF")
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
