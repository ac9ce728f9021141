"""Reads a CSV in blocks of bytes, and converts UTF-16 to UTF-8."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from services.collage.planner.errors import PlanFailed

BLOCK = 512 * 1024

_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4096
"""Bytes examined for UTF-16 without a byte order mark, as PowerShell and some databases write it: every second byte is
zero."""
_COMPRESSED = (
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
    """The blocks of an open file without a byte order mark. UTF-16 is converted to UTF-8, other encodings are not.

    Raises PlanFailed for an archive or a compressed file, whose unpacked size is unknown.
    """
    block = file.read(BLOCK)
    for magic, what in _COMPRESSED:
        if block.startswith(magic):
            raise PlanFailed(f"the file is {what}, not a CSV: unpack it first")
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
    """The UTF-16 encoding of a file that begins with `block`; None for another encoding."""
    for mark, name in _UTF_16:
        if block.startswith(mark):
            return name
    sample = block[:_SAMPLE]
    # Names may be in any script, but commas, addresses and dates are ASCII; text in other encodings has no zero bytes.
    high, low = (sample[start::2].count(0) / max(1, len(sample) // 2) for start in (0, 1))
    if min(high, low) > _FEW or max(high, low) < _MANY:
        return None
    return "utf-16-be" if high > low else "utf-16-le"
