"""Decompressing record batches, up to a size limit."""

import struct
import zlib

from aiokafka.codec import has_lz4, has_snappy, has_zstd

NAMES = {0: "none", 1: "gzip", 2: "snappy", 3: "lz4", 4: "zstd"}
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4
XERIAL = b"\x82SNAPPY\x00"
"""Magic of snappy-java's block format; a version and a compatible version of 4 bytes each follow."""


class CodecError(Exception):
    """Compressed data that cannot be decompressed."""


class UncompressedTooLarge(CodecError):
    """Compressed data that is larger than the limit when decompressed."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes uncompressed (WORKER_MAX_BATCH_BYTES)")


def missing_codecs() -> list[str]:
    """Names of the codecs that this installation cannot decompress."""
    libraries = {SNAPPY: has_snappy, LZ4: has_lz4, ZSTD: has_zstd}
    return [NAMES[codec] for codec, found in libraries.items() if not found()]


def unpack(codec: int, data: bytes, limit: int) -> bytes:
    """The decompressed data. Raises CodecError, or UncompressedTooLarge before more than `limit` bytes are written."""
    if codec == GZIP:
        return _gzip(data, limit)
    if codec not in NAMES:
        raise CodecError(f"unknown codec {codec}")
    try:
        import cramjam
    except ImportError:
        raise CodecError(f"no library for codec {NAMES[codec]}: run `pip install cramjam`") from None
    try:
        if codec == SNAPPY:
            return _snappy(cramjam.snappy, data, limit)
        return _decompress_into(cramjam.lz4 if codec == LZ4 else cramjam.zstd, data, limit)
    except (cramjam.DecompressionError, struct.error) as error:
        raise CodecError(f"bad {NAMES[codec]} data: {error}") from None


def _gzip(data: bytes, limit: int) -> bytes:
    out: list[bytes] = []
    size = 0
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            out.append(member.decompress(data, limit - size + 1))
        except zlib.error as error:
            raise CodecError(f"bad gzip data: {error}") from None
        size += len(out[-1])
        if size > limit:
            raise UncompressedTooLarge(limit)
        if not member.eof:
            raise CodecError("bad gzip data: it is truncated")
        data = member.unused_data.lstrip(b"\0")
    return out[0] if len(out) == 1 else b"".join(out)


def _snappy(snappy: object, data: bytes, limit: int) -> bytes:
    """Decompress snappy-java's blocks, or one raw block."""
    if not data.startswith(XERIAL):
        return _block(snappy, data, limit)
    out: list[bytes] = []
    at, remaining = len(XERIAL) + 8, limit
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        out.append(_block(snappy, data[at + 4 : at + 4 + length], remaining, limit))
        remaining -= len(out[-1])
        at += 4 + length
    return b"".join(out)


def _block(snappy: object, block: bytes, remaining: int, limit: int | None = None) -> bytes:
    if snappy.decompress_raw_len(block) > remaining:  # type: ignore[attr-defined]
        raise UncompressedTooLarge(remaining if limit is None else limit)
    return bytes(snappy.decompress_raw(block))  # type: ignore[attr-defined]


def _decompress_into(library: object, data: bytes, limit: int) -> bytes:
    """Decompress into a buffer of the limit's size. Pages that are not written use no memory."""
    room = bytearray(limit)
    try:
        size: int = library.decompress_into(data, room)  # type: ignore[attr-defined]
    except Exception as error:
        if "whole buffer" in str(error):
            raise UncompressedTooLarge(limit) from None
        raise
    with memoryview(room) as view:
        return bytes(view[:size])
