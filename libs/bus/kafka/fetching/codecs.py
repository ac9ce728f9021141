"""Unpacking the codecs of record batches, never to more than a stated size."""

import struct
import zlib

from aiokafka.codec import has_lz4, has_snappy, has_zstd

NAMES = {0: "none", 1: "gzip", 2: "snappy", 3: "lz4", 4: "zstd"}
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4
XERIAL = b"\x82SNAPPY\x00"
"""How the blocks of snappy-java begin; a version and a compatible version of 4 bytes each follow."""


class CodecError(Exception):
    """Packed bytes that cannot be unpacked."""


class UnpacksTooLarge(CodecError):
    """Packed bytes that unpack to more than the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"it unpacks to more than {limit} bytes (WORKER_MAX_BATCH_BYTES)")


def missing_codecs() -> list[str]:
    """The codecs that this installation cannot unpack."""
    there = {SNAPPY: has_snappy, LZ4: has_lz4, ZSTD: has_zstd}
    return [NAMES[codec] for codec, found in there.items() if not found()]


def unpack(codec: int, data: bytes, limit: int) -> bytes:
    """The bytes that were packed. Raises UnpacksTooLarge before more than `limit` are made, or CodecError."""
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
        return _into(cramjam.lz4 if codec == LZ4 else cramjam.zstd, data, limit)
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
            raise UnpacksTooLarge(limit)
        if not member.eof:
            raise CodecError("bad gzip data: it ends too early")
        data = member.unused_data.lstrip(b"\0")
    return out[0] if len(out) == 1 else b"".join(out)


def _snappy(snappy: object, data: bytes, limit: int) -> bytes:
    """Blocks as snappy-java writes them, or one block."""
    if not data.startswith(XERIAL):
        return _block(snappy, data, limit)
    out: list[bytes] = []
    at, left = len(XERIAL) + 8, limit
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        out.append(_block(snappy, data[at + 4 : at + 4 + length], left, limit))
        left -= len(out[-1])
        at += 4 + length
    return b"".join(out)


def _block(snappy: object, block: bytes, left: int, limit: int | None = None) -> bytes:
    if snappy.decompress_raw_len(block) > left:  # type: ignore[attr-defined]
        raise UnpacksTooLarge(left if limit is None else limit)
    return bytes(snappy.decompress_raw(block))  # type: ignore[attr-defined]


def _into(library: object, data: bytes, limit: int) -> bytes:
    """Into a buffer of the limit's size: what was not written to takes no memory."""
    room = bytearray(limit)
    try:
        size: int = library.decompress_into(data, room)  # type: ignore[attr-defined]
    except Exception as error:
        if "whole buffer" in str(error):
            raise UnpacksTooLarge(limit) from None
        raise
    with memoryview(room) as view:
        return bytes(view[:size])
