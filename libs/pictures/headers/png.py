"""PNG: chunks. Sources: the PNG specification (W3C), and libpng for damaged chunks."""

import struct
import zlib

from libs.pictures.errors import Broken
from libs.pictures.headers.exif import orientation
from libs.pictures.headers.header import Header, check_count

MAX_CHUNKS = 50_000
"""Encoders write chunks of 8 kB or more."""

_SIGNATURE = 8
_LARGEST = {1: 1, 2: 3, 4: 15, 8: 255, 16: 65_535}
"""Largest grey value by number of bits."""
_GREY, _PALETTE = 0, 3
_ADLER = 4
"""Bytes of the checksum at the end of the data."""
_READ = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"eXIf"))


def read(data: bytes) -> Header:
    """See `headers.read`.

    Chunks that are not part of the picture (text, profiles, times, further frames) are removed, so that the decoder
    does not read them. The picture's data become two chunks, the second of which is their checksum.
    """
    at, count, turned = _SIGNATURE, 0, 1
    before: list[bytes] = []
    picture: list[memoryview] = []
    first = transparent = None
    view = memoryview(data)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        count += 1
        check_count(count, MAX_CHUNKS, "chunks of a PNG")
        body, at = view[at + 8 : at + 8 + length], at + 12 + length
        if kind == b"IEND":
            break
        if kind not in _READ:
            continue
        intact = zlib.crc32(body, zlib.crc32(kind)) == int.from_bytes(view[at - 4 : at], "big")
        if kind == b"IDAT":
            # The last chunk of a truncated file is used as far as it goes.
            if not intact and at <= len(data):
                raise Broken("cannot be decoded: its data has a wrong checksum")
            picture.append(body)
        elif kind in (b"IHDR", b"PLTE"):
            if not intact or (kind == b"IHDR") != (first is None):
                raise Broken(f"cannot be decoded: its chunk {kind.decode()} is damaged or out of place")
            before.append(_chunk(kind, bytes(body)))
            first = first or bytes(body)
        elif kind == b"tRNS" and intact and transparent is None:
            transparent = bytes(body)
        elif kind == b"eXIf" and intact:
            turned = orientation(bytes(body))
    if first is None or len(first) != 13 or not picture:
        raise Broken("cannot be decoded: a PNG without a picture")
    width, height, bits, colours = struct.unpack_from(">IIBB", first)
    key = _key(transparent, bits) if transparent and colours == _GREY else None
    if transparent is not None and colours != _GREY:
        before.append(_chunk(b"tRNS", transparent))
    if colours == _PALETTE and not any(part[4:8] == b"PLTE" and part[8:-4] for part in before):
        raise Broken("cannot be decoded: a PNG of palette colours without a palette")
    packed = b"".join(picture)
    # Decoders reach the final checksum only if rows are missing. A wrong one is ignored, as in browsers.
    parts = (_chunk(b"IDAT", part) for part in (packed[:-_ADLER], packed[-_ADLER:]))
    whole = (data[:_SIGNATURE], *before, *parts, _chunk(b"IEND", b""))
    return Header("PNG", b"".join(whole), (width, height), turned, key=key)


def _key(body: bytes, bits: int) -> int | None:
    """The transparent grey value for the decoder, in which 2 and 4 bits become 8."""
    largest = _LARGEST.get(bits)
    if largest is None or len(body) < 2:
        return None
    value = int.from_bytes(body[:2], "big") & largest
    return value if bits == 16 else value * 255 // largest


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))
