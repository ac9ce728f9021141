"""What a file is by its own bytes, where it is no video.

Pictures of the High Efficiency Image File Format (HEIC, AVIF) are of MP4's family, so that FFmpeg opens them as videos
of one frame: of a large photo, which is stored as a grid, one tile became a thumbnail.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

MOST_BOXES = 64
"""Of a file's outermost boxes: a picture has a handful."""
LARGEST_META = 1 << 20
"""Bytes of a `meta` box that are looked at."""

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


class Box(NamedTuple):
    """A box of the ISO base media file format: `start` and `end` of what it holds."""

    kind: bytes
    start: int
    end: int


def named(path: Path) -> str | None:
    """What the file is, such as `a JPEG picture`, where its first bytes say that; None where they are not known."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12])
    return next((name for signature, name in SIGNATURES if head.startswith(signature)), None)


def still(path: Path) -> str | None:
    """The kind of a file of HEIF, such as `a HEIC picture`; None for anything else.

    By what it holds: a collection of pictures and no tracks, or tracks under the brand of a picture (an animated one).
    """
    if not path.is_file():
        return None  # a pipe: what is read of it is gone
    with path.open("rb") as file:
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


def _boxes(file: BinaryIO) -> Iterator[Box]:
    """The file's outermost boxes, as far as they make sense."""
    end = file.seek(0, 2)
    at = 0
    for _ in range(MOST_BOXES):
        file.seek(at)
        head = file.read(16)
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
        yield Box(kind, start, min(at + size, end))
        at += size


def _brands(file: BinaryIO, box: Box) -> list[bytes]:
    """The file's own brand, then those that it is compatible with."""
    file.seek(box.start)
    content = file.read(min(box.end - box.start, 256))
    return [content[at : at + 4] for at in range(0, len(content) - 3, 4) if at != 4]  # a version lies there


def _handles_pictures(file: BinaryIO, box: Box) -> bool:
    """Whether the handler of this `meta` box is that of pictures."""
    file.seek(box.start)
    content = file.read(min(box.end - box.start, LARGEST_META))
    at = content.find(b"hdlr")
    return at >= 0 and content[at + 12 : at + 16] == b"pict"
