"""JPEG: segments up to the first scan, and the number of scans. Sources: ITU T.81, annex B; CIPA DC-007 (MPO)."""

import re
import struct
from collections.abc import Iterator

from libs.pictures.errors import Broken
from libs.pictures.headers.exif import orientation
from libs.pictures.headers.header import Coverage, Header, check_count

MAX_SEGMENTS = 5000
"""A colour profile has up to 255, a depth map of 20 MB about 300."""
MAX_SCANS = 100
"""Encoders write up to 20. Each needs a pass over the whole picture, also if it is small."""

_MARKER = re.compile(rb"\xff[^\x00\xff]")
_IN_SCANS = re.compile(rb"\xff[^\x00\xff\x01\xd0-\xd7]")
_RESTARTS = bytes(range(0xD0, 0xD8))
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""
_SOI, _EOI, _SOS, _DRI, _APP0, _EXIF, _MPF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xDD, 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEEDED = frozenset((*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD))
"""Frames, and tables: Huffman, arithmetic, quantisation, number of lines, restarts."""
_SEQUENTIAL = frozenset((0xC0, 0xC1, 0xC9))

Segment = tuple[int, int, int]
"""A marker, and start and end of the segment's body."""


class Frame:
    """A frame header: size, components, and whether it is sequential."""

    def __init__(self, marker: int, body: bytes) -> None:
        if len(body) < 6 or len(body) < 6 + 3 * body[5]:
            raise Broken("cannot be decoded: its frame header is truncated")
        height, width = struct.unpack_from(">HH", body, 1)
        self.size = int(width), int(height)
        self.components = [body[6 + 3 * number] for number in range(body[5])]
        self.sequential = marker in _SEQUENTIAL


def read(data: bytes) -> Header:
    """See `headers.read`."""
    kept, turned, frame, shown_format = [data[:2]], 1, None, "JPEG"
    scan = None
    for marker, start, end in _segments(data, 2, _MARKER):
        body = data[start:end]
        if marker in _FRAMES and frame is None:
            frame = Frame(marker, body)
        if marker == _SOS:
            scan = start - 4
            break
        if marker == _EXIF and turned == 1 and body.startswith(b"Exif\0"):
            turned = orientation(body)
        elif marker == _MPF and body.startswith(b"MPF\0"):
            shown_format = "MPO"
        if marker in _NEEDED or _says_colours(marker, body):
            kept.append(data[start - 4 : end])
    if frame is None or scan is None:
        raise Broken("cannot be decoded: a JPEG without a picture")
    # After a scan with all components of a sequential picture, decoders refuse further scans; otherwise they read all.
    complete = frame.sequential and data[scan + 4 : scan + 5] == bytes((len(frame.components),))
    # Restart markers without data after them stand for missing parts.
    eoi = data.rfind(b"\xff\xd9", scan)
    closed = eoi >= 0 and not _RESTART.match(data, eoi - 2)
    coverage = None if complete else _coverage(data, scan, len(kept) - 1, frame, refined=not closed)
    needed = b"".join(kept)
    return Header(
        # Usually all segments are needed: then the data is not copied.
        "JPEG", data if len(needed) == scan else needed + data[scan:], frame.size, turned, shown_format,
        whole=not frame.sequential, closed=closed, coverage=coverage,
    )  # fmt: skip


def before_scan(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment before the first scan. Raises TooCostly."""
    for marker, start, stop in _segments(data, 2, _MARKER):
        if marker == _SOS:
            return
        yield marker, data[start:stop]


def _coverage(data: bytes, scan: int, before: int, frame: Frame, *, refined: bool) -> Coverage:
    """The coverage of the scans of `frame`, the first of which is at `scan`; in full precision if `refined`.

    The decoder gets `before` segments before it. The same pass counts the scans: each takes a tenth of a millisecond.
    Raises TooCostly.
    """
    missing = {component: set(range(64)) for component in frame.components}
    last_counts = False
    scans = 0
    for marker, start, end in _segments(data, scan, _IN_SCANS, before):
        if marker != _SOS:
            continue
        scans += 1
        check_count(scans, MAX_SCANS, "scans of a JPEG")
        body = data[start:end]
        if body and len(body) >= 2 * body[0] + 4:
            first, last, precision = body[2 * body[0] + 1 : 2 * body[0] + 4]
            scanned = body[1 : 2 * body[0] + 1 : 2]
            # A scan of coarse values is followed by scans that add one bit each.
            coarse, finer = (0, 0) if frame.sequential else (precision & 15, precision >> 4)
            last_counts = not finer and (first == 0 or frame.components[0] in scanned)
            if not (coarse if refined else finer):
                done = set(range(64)) if frame.sequential else set(range(first, last + 1))
                for component in scanned:
                    missing.get(component, set()).difference_update(done)
    if any(missing.values()):
        return Coverage.PARTIAL
    return Coverage.OPEN if last_counts else Coverage.FULL


def end(data: bytes, *, first: bool = False) -> int:
    """The end of the compressed data of the last scan, or of the `first`, without trailing restart markers."""
    restarts, at = False, 0
    for marker, start, stop in _segments(data, 2, _IN_SCANS):
        if marker == _DRI:
            restarts = any(data[start:stop])
        elif marker == _SOS:
            at = stop
            if first:
                break
    found = (_IN_SCANS if restarts else _MARKER).search(data, at)
    backwards = data[at : found.start() if found else len(data)].rstrip(b"\xff")[::-1]
    count = min(_leading(backwards[::2], _RESTARTS), _leading(backwards[1::2], b"\xff"))
    return at + len(backwards[2 * count :].lstrip(b"\xff"))


def _leading(data: bytes, kinds: bytes) -> int:
    return len(data) - len(data.lstrip(kinds))


def _says_colours(marker: int, body: bytes) -> bool:
    return (marker == _APP0 and body.startswith(b"JFIF\0")) or (marker == _ADOBE and body.startswith(b"Adobe"))


def _segments(data: bytes, at: int, markers: re.Pattern[bytes], count: int = 0) -> Iterator[Segment]:
    """The segments from `at` on, up to the end of the picture. Data between them is skipped. Raises TooCostly.

    `count` segments were found before.
    """
    while (found := markers.search(data, at)) is not None:
        marker, start = found[0][1], found.end()
        if marker == _EOI:
            return
        count += 1
        check_count(count, MAX_SEGMENTS, "segments of a JPEG")
        if marker in _ALONE:
            at = start
            yield marker, start, start
            continue
        length = int.from_bytes(data[start : start + 2], "big")
        at = start + length
        if length < 2 or at > len(data):
            return
        yield marker, start + 2, at
