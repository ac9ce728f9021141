"""A CSV's bytes, block by block, as UTF-8 without a byte order mark."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from services.collage.planner.errors import PlanFailed

BLOCK = 512 * 1024

_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4096
"""Bytes to look at for UTF-16 without a mark, as PowerShell and some databases write it: every other byte is zero."""
_PACKED = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"PK\x07\x08", "a part of a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"),
)
_FEW, _MANY = 0.05, 0.4


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The blocks of an open file; UTF-16, with or without its mark, becomes UTF-8, other encodings stay as they are.

    Raises PlanFailed for an archive or a compressed file: what it would unpack to is unknown.
    """
    block = file.read(BLOCK)
    for magic, what in _PACKED:
        if block.startswith(magic):
            raise PlanFailed(f"the file is {what} and not a CSV: unpack it first")
    encoding = _utf_16(block)
    decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
    for mark in (codecs.BOM_UTF8, *(mark for mark, name in _UTF_16 if name == encoding)):
        block = block.removeprefix(mark)
    while block:
        if decoder is not None:
            block = decoder.decode(block).encode()
        yield block
        block = file.read(BLOCK)


def _utf_16(block: bytes) -> str | None:
    """The UTF-16 that a file beginning with `block` is in; None: another encoding."""
    for mark, name in _UTF_16:
        if block.startswith(mark):
            return name
    sample = block[:_SAMPLE]
    # Names may be in any script; commas, addresses and dates are ASCII, and a text in bytes has no zeros.
    high, low = (sample[start::2].count(0) / max(1, len(sample) // 2) for start in (0, 1))
    if min(high, low) > _FEW or max(high, low) < _MANY:
        return None
    return "utf-16-be" if high > low else "utf-16-le"
