"""A CSV's bytes, block by block, as UTF-8 without a byte order mark and with `\\n` at the end of lines."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from services.collage.planner.errors import PlanFailed

BLOCK = 512 * 1024

_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
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


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The blocks of an open file; UTF-16 (told by its mark) is turned into UTF-8, other encodings stay as they are.

    Raises PlanFailed for an archive or a compressed file: what it would unpack to is unknown.
    """
    block = file.read(BLOCK)
    for magic, what in _PACKED:
        if block.startswith(magic):
            raise PlanFailed(f"the file is {what} and not a CSV: unpack it first")
    decoder: codecs.IncrementalDecoder | None = None
    for mark, name in _UTF_16:
        if block.startswith(mark):
            block = block[len(mark) :]
            decoder = codecs.getincrementaldecoder(name)("replace")
    block = block.removeprefix(codecs.BOM_UTF8)
    returns: bool | None = None
    while block:
        if decoder is not None:
            block = decoder.decode(block).encode()
        if returns is None:
            # Files of old Macs, and of some exports, end lines with CR alone.
            returns = b"\n" not in block and b"\r" in block
        yield block.replace(b"\r", b"\n") if returns else block
        block = file.read(BLOCK)
