"""Finds out by a file's structure whether its end is missing: FFmpeg reads what is there, without an error.

Files of the MP4 family: `libs.media.content.top_level`. Nothing is decoded, and only heads of elements are read.
"""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from libs.media.content import read_all

SEGMENT, CLUSTER = 0x18538067, 0x1F43B675
"""Elements of Matroska (RFC 9559) that hold others, and whose size may be unknown."""
MOST_ELEMENTS = 1_000_000
TAGS = frozenset((8, 9, 18))
"""Sound, picture, and script data (Adobe Flash Video File Format, E.4.1)."""
TAG_HEAD = 11
SYNC = 0x47
PACKETS = ((188, 0), (192, 4), (204, 0))
"""Sizes of MPEG-TS packets, and where the sync byte is: plain, with a time stamp (M2TS), with error correction."""
MOST_TAIL = 1024 * 1024
"""Bytes before the end of an MPEG-TS or MPEG-PS file that are read."""
PREFIX, PACK, PROGRAM_END = b"\0\0\1", b"\0\0\1\xba", b"\0\0\1\xb9"


class Ending(NamedTuple):
    """What the end of a file says."""

    cut: str = ""
    """What is incomplete; empty if nothing is."""
    doubt: str = ""
    """Why it may be cut off; empty if there is no reason."""


def ending(file: BinaryIO, container: str, size: int) -> Ending:
    """Whether a file of `size` bytes is complete. `container`: the first of FFmpeg's names of its demuxer."""
    if container == "matroska":
        missing = _missing_of_elements(file, size)
        return Ending(cut=f"{missing} bytes are missing at its end" if missing else "")
    if container == "flv":
        return Ending(cut="" if _ends_with_tag(file, size) else "its last tag is incomplete")
    if container == "mpegts":
        return _transport_stream(file, size)
    if container == "avi":
        missing = _missing_of_chunks(file, size)
        return Ending(cut=f"{missing} bytes are missing at its end" if missing else "")
    if container == "mpeg":
        begin = max(0, size - MOST_TAIL)
        file.seek(begin)
        missing = _missing_of_pack(read_all(file, size - begin))
        return Ending(cut=f"{missing} bytes are missing at its end" if missing else "")
    return Ending()


def _missing_of_elements(file: BinaryIO, size: int) -> int:
    """How many bytes a Matroska file lacks of its last element. A segment of known size tells it at once."""
    for kind, start, length in islice(_elements(file), MOST_ELEMENTS):
        if length is None:
            if kind not in (SEGMENT, CLUSTER):
                return 0
        elif kind == SEGMENT or start + length > size:
            return max(0, start + length - size)
    return 0


def _elements(file: BinaryIO) -> Iterator[tuple[int, int, int | None]]:
    """Type, start of content, and size (None if it is unknown) of elements one after another, and of those inside
    others of unknown size.
    """
    at = 0
    while True:
        file.seek(at)
        head = read_all(file, 12)
        if len(head) < 2 or not head[0]:
            return
        id_size = 9 - head[0].bit_length()
        if id_size > 4 or len(head) <= id_size or not head[id_size]:
            return
        length_size = 9 - head[id_size].bit_length()
        coded = int.from_bytes(head[id_size : id_size + length_size], "big")
        ones = (1 << 7 * length_size) - 1
        length = coded & ones
        start = at + id_size + length_size
        yield int.from_bytes(head[:id_size], "big"), start, None if length == ones else length
        at = start if length == ones else start + length


def _ends_with_tag(file: BinaryIO, size: int) -> bool:
    """Whether the last four bytes of a Flash video are the size of the tag before them."""
    file.seek(max(0, size - 4))
    tag = int.from_bytes(read_all(file, 4), "big")
    at = size - 4 - tag
    if at < 0:
        return False
    file.seek(at)
    head = read_all(file, TAG_HEAD)
    return len(head) == TAG_HEAD and head[0] & 31 in TAGS and int.from_bytes(head[1:4], "big") + TAG_HEAD == tag


def _missing_of_chunks(file: BinaryIO, size: int) -> int:
    """How many bytes an AVI file lacks of its last RIFF chunk; those over a gigabyte have several."""
    at = end = 0
    while True:
        file.seek(at)
        head = read_all(file, 8)
        if len(head) < 8 or not head.startswith(b"RIFF"):
            return max(0, end - size)
        end = at + 8 + int.from_bytes(head[4:], "little")
        at = end + end % 2


def _missing_of_pack(tail: bytes) -> int:
    """How many bytes a program stream (ISO/IEC 13818-1, ISO/IEC 11172-1) lacks of its last packet."""
    at = tail.rfind(PACK)
    if at < 0 or len(tail) < at + 14:
        return 0
    # The header of a pack of MPEG-2 ends with a count of stuffing bytes; that of MPEG-1 has a fixed size.
    at += 14 + (tail[at + 13] & 7) if tail[at + 4] & 0xC0 == 0x40 else 12
    while tail.startswith(PREFIX, at) and not tail.startswith(PROGRAM_END, at) and len(tail) >= at + 6:
        at += 6 + int.from_bytes(tail[at + 4 : at + 6], "big")
    return max(0, at - len(tail))


def _transport_stream(file: BinaryIO, size: int) -> Ending:
    file.seek(0)
    start = read_all(file, 5 * 204)
    packet, sync = next((each for each in PACKETS if _in_step(start, *each)), (0, 0))
    if not packet:
        return Ending()
    if size % packet:
        return Ending(cut=f"its last packet has {size % packet} of {packet} bytes")
    begin = max(0, size - MOST_TAIL // packet * packet)
    file.seek(begin)
    missing = _incomplete(read_all(file, size - begin), packet, sync)
    return Ending(doubt="the last packets of a track are missing" if missing else "")


def _in_step(start: bytes, packet: int, sync: int) -> bool:
    marks = start[sync : 5 * packet : packet]
    return len(marks) == 5 and set(marks) == {SYNC}


def _incomplete(data: bytes, packet: int, sync: int) -> bool:
    """Whether the last PES packet of a track (ISO/IEC 13818-1), if it names its length, has fewer bytes."""
    left: dict[int, int] = {}
    for at in range(sync, len(data), packet):
        head = data[at : at + 188]
        if len(head) < 188 or head[0] != SYNC or not head[3] & 0x10:
            continue
        track = (head[1] & 0x1F) << 8 | head[2]
        payload = head[4 + (1 + head[4] if head[3] & 0x20 else 0) :]
        if head[1] & 0x40 and payload.startswith(b"\0\0\1") and len(payload) >= 6:
            length = int.from_bytes(payload[4:6], "big")
            left[track] = length + 6 - len(payload) if length else 0
        elif track in left:
            left[track] -= len(payload)
    return any(count > 0 for count in left.values())
