"""Detects files that are not videos, by their content.

The High Efficiency Image File Format (HEIC, AVIF) is related to MP4, so FFmpeg opens such pictures as videos of one
frame. Of a large photo, which is stored as a grid of tiles, it would show one tile only.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

MAX_BOXES = 64
"""Top-level boxes that are read: a picture has about five."""
MOST_BOXES = 1_000_000
"""Top-level boxes of the longest fragmented files."""
MAX_META_BYTES = 1 << 20
"""Bytes of a `meta` box that are read."""

SIGNATURES = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"ID3", "sound (MP3)"),
    (b"\xff\xfb", "sound (MP3)"),
    (b"fLaC", "sound (FLAC)"),
    (b"%PDF-", "a PDF document"),
)
RIFF = {b"WEBP": "a WebP picture", b"WAVE": "sound (WAV)"}
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"))
_AVIF = frozenset((b"avif", b"avis", b"avio", b"MA1A", b"MA1B"))
KINDS = ((_HEIC, "a HEIC picture"), (_AVIF, "an AVIF picture"))
PICTURES = _HEIC | _AVIF | {b"mif1", b"mif2", b"msf1", b"miaf"}
"""Brands of ISO/IEC 23008-12 and of the AV1 Image File Format."""


MAIN = frozenset((b"ftyp", b"moov", b"mdat", b"moof"))
"""Boxes without which nothing can be played."""


class Box(NamedTuple):
    """A box of the ISO base media file format: its type, and `start` and `end` of its content."""

    kind: bytes
    start: int
    end: int


class TopLevel(NamedTuple):
    """A file's boxes."""

    missing: int
    """Bytes that the file lacks of its last box, at least 1 if the content of its last fragment is not there at all."""
    indexed: bool
    """Whether it has an index (`moov`)."""
    fragmented: bool
    """Whether it has fragments, which the index at its start does not list."""


def other_format(file: BinaryIO) -> str | None:
    """The file's format by its first bytes, such as `a JPEG picture`; None if they are not a known signature."""
    file.seek(0)
    head = read_all(file, 16)
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12])
    return next((name for signature, name in SIGNATURES if head.startswith(signature)), None)


def heif_format(file: BinaryIO) -> str | None:
    """The format of a HEIF picture, such as `a HEIC picture`; None for other files.

    Such a file has pictures and no tracks, or tracks and the brand of a picture (an animated one).
    """
    brands: list[bytes] = []
    pictures = False
    for box in _boxes(file):
        if box.kind == b"ftyp":
            brands = _brands(file, box)
        elif box.kind == b"meta":
            pictures = pictures or _handles_pictures(file, box)
        elif box.kind in (b"moov", b"moof") and not PICTURES.intersection(brands[:1]):
            return None
    if not pictures:
        return None
    return next((name for kind, name in KINDS if kind.intersection(brands)), "a HEIF picture")


def top_level(file: BinaryIO) -> TopLevel:
    """What the top-level boxes of a file of the MP4 family say; of other files, that nothing is missing."""
    size = file.seek(0, 2)
    last, indexed, fragmented = None, False, False
    for last in islice(_claimed(file), MOST_BOXES):
        indexed = indexed or last.kind == b"moov"
        fragmented = fragmented or last.kind == b"moof"
    if last is None or last.kind not in MAIN:
        # Behind the boxes of some files is garbage, which looks like a box of any size.
        return TopLevel(0, indexed, fragmented)
    return TopLevel(max(int(last.kind == b"moof"), last.end - size), indexed, fragmented)


def read_all(file: BinaryIO, size: int) -> bytes:
    """The next `size` bytes, fewer only at the end: one read of an unbuffered file may give fewer."""
    data = file.read(size)
    while 0 < len(data) < size and (more := file.read(size - len(data))):
        data += more
    return data


def _boxes(file: BinaryIO) -> Iterator[Box]:
    """The file's first top-level boxes, up to an invalid one, each at most to the end of the file."""
    end = file.seek(0, 2)
    return (Box(kind, start, min(claimed, end)) for kind, start, claimed in islice(_claimed(file), MAX_BOXES))


def _claimed(file: BinaryIO) -> Iterator[Box]:
    """The file's top-level boxes up to the first invalid one. The last may claim to end behind the file."""
    end = file.seek(0, 2)
    at = 0
    while True:
        file.seek(at)
        head = read_all(file, 16)
        if len(head) < 8:
            return
        size, kind = struct.unpack_from(">I4s", head)
        start = at + 8
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack_from(">Q", head, 8)
            start = at + 16
        elif size == 0:
            size = end - at
        if size < start - at:
            return
        yield Box(kind, start, at + size)
        at += size


def _brands(file: BinaryIO, box: Box) -> list[bytes]:
    """The major brand, then the compatible brands."""
    file.seek(box.start)
    content = read_all(file, min(box.end - box.start, 256))
    return [content[at : at + 4] for at in range(0, len(content) - 3, 4) if at != 4]  # bytes 4 to 7 are a version


def _handles_pictures(file: BinaryIO, box: Box) -> bool:
    """Whether the handler type of this `meta` box is `pict`."""
    file.seek(box.start)
    content = read_all(file, min(box.end - box.start, MAX_META_BYTES))
    at = content.find(b"hdlr")
    return at >= 0 and content[at + 12 : at + 16] == b"pict"
