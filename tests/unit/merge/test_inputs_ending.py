"""Where files end: boxes, elements, tags and packets whose content is missing."""

import io
import struct

import pytest

from libs.media.content import TopLevel, read_all, top_level
from services.merge.inputs.ending import Ending, ending


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


FTYP, MOOV, MOOF, MDAT = box(b"ftyp", b"isom"), box(b"moov"), box(b"moof"), box(b"mdat", b"1234")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (FTYP + MOOV + MDAT, TopLevel(0, indexed=True, fragmented=False)),
        (FTYP + MOOV + MDAT[:-3], TopLevel(3, indexed=True, fragmented=False)),
        (FTYP + MDAT, TopLevel(0, indexed=False, fragmented=False)),
        (FTYP + MOOV + MOOF + MDAT, TopLevel(0, indexed=True, fragmented=True)),
        (FTYP + MOOV + MOOF, TopLevel(1, indexed=True, fragmented=True)),
        (FTYP + MOOV + MDAT + b"\x7f\xff\xff\xffjunk", TopLevel(0, indexed=True, fragmented=False)),
        (b"\x1a\x45\xdf\xa3" * 4, TopLevel(0, indexed=False, fragmented=False)),
        (b"", TopLevel(0, indexed=False, fragmented=False)),
    ],
)
def test_top_level_boxes(data: bytes, found: TopLevel) -> None:
    assert top_level(io.BytesIO(data)) == found


class Short(io.BytesIO):
    """Gives at most three bytes at once, as a file may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(3, size) if size is not None and size >= 0 else 3)


def test_short_reads_are_no_end() -> None:
    assert read_all(Short(b"0123456789"), 8) == b"01234567"
    assert read_all(Short(b"01234"), 8) == b"01234"
    assert top_level(Short(FTYP + MOOV + MDAT[:-3])).missing == 3
    assert ending(Short(EBML_HEAD + SEGMENT), "matroska", len(EBML_HEAD + SEGMENT)) == Ending()


EBML_HEAD = b"\x1a\x45\xdf\xa3\x82ab"
UNKNOWN = b"\x01" + b"\xff" * 7
BLOCK = b"\xa3\x84abcd"
CLUSTER, CLUSTER_OPEN = b"\x1f\x43\xb6\x75\x86" + BLOCK, b"\x1f\x43\xb6\x75\xff" + BLOCK
SEGMENT = b"\x18\x53\x80\x67\x8b" + CLUSTER
OPEN = b"\x18\x53\x80\x67" + UNKNOWN


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        (EBML_HEAD + SEGMENT, 0),
        (EBML_HEAD + SEGMENT[:-2], 2),
        (EBML_HEAD + SEGMENT + b"garbage behind it", 0),
        (EBML_HEAD + OPEN + CLUSTER + CLUSTER, 0),
        (EBML_HEAD + OPEN + CLUSTER + CLUSTER[:-5], 5),
        (EBML_HEAD + OPEN + CLUSTER_OPEN + CLUSTER_OPEN, 0),
        (EBML_HEAD + OPEN + CLUSTER_OPEN + BLOCK + BLOCK[:-1], 1),
        (EBML_HEAD + OPEN + CLUSTER_OPEN + b"\xae\xff", 0),
        (EBML_HEAD[:-1], 1),
        (b"\0" * 20, 0),
        (b"\x1a", 0),
        (b"", 0),
    ],
)
def test_elements(data: bytes, missing: int) -> None:
    cut = f"{missing} bytes are missing at its end" if missing else ""
    assert ending(io.BytesIO(data), "matroska", len(data)) == Ending(cut=cut)


TAG = b"\x09\0\0\x02" + b"\0" * 7 + b"ab" + struct.pack(">I", 13)
FLASH = b"FLV\x01\x05\0\0\0\x09\0\0\0\0"


@pytest.mark.parametrize("cut", range(len(TAG)))
def test_tags(cut: int) -> None:
    data = FLASH + TAG + TAG[: len(TAG) - cut]
    assert ending(io.BytesIO(data), "flv", len(data)).cut == ("its last tag is incomplete" if cut else "")
    assert ending(io.BytesIO(b"FL"), "flv", 2).cut


def packet(track: int, payload: bytes, *, start: bool = False) -> bytes:
    """Of MPEG-TS, filled up by an adaptation field."""
    stuffing = 184 - len(payload)
    field = b"" if not stuffing else bytes([stuffing - 1]) + b"\xff" * (stuffing - 1)
    return struct.pack(">BHB", 0x47, start << 14 | track, 0x30 if field else 0x10) + field + payload


def pes(length: int) -> bytes:
    return b"\0\0\1\xc0" + struct.pack(">H", length)


NAMED = [packet(256, pes(200) + b"a" * 178, start=True), packet(256, b"b" * 22)]
UNNAMED = [packet(257, pes(0) + b"a" * 100, start=True)]


@pytest.mark.parametrize(
    ("packets", "doubt"),
    [
        (UNNAMED * 3 + NAMED, False),
        (NAMED + UNNAMED * 5, False),
        (UNNAMED * 5 + NAMED[:1], True),
        (NAMED + NAMED[:1] + UNNAMED * 5, True),
        ([*NAMED[:1], *NAMED, *UNNAMED * 3], False),  # what is lost before the end is seen by FFmpeg
    ],
)
def test_packets_of_a_transport_stream(packets: list[bytes], doubt: bool) -> None:
    for prefix, suffix in ((b"", b""), (b"time", b""), (b"", b"c" * 16)):
        data = b"".join(prefix + each + suffix for each in packets)
        expected = "the last packets of a track are missing" if doubt else ""
        assert ending(io.BytesIO(data), "mpegts", len(data)) == Ending(doubt=expected)
        last = len(packets[0]) + len(prefix) + len(suffix)
        assert (
            ending(io.BytesIO(data[:-1]), "mpegts", len(data) - 1).cut
            == f"its last packet has {last - 1} of {last} bytes"
        )


PACK = b"\0\0\1\xba\x44" + b"\0" * 8 + b"\xfa\xff\xff"
OLD_PACK = b"\0\0\1\xba\x21" + b"\0" * 7


@pytest.mark.parametrize("pack", [PACK, OLD_PACK])
def test_packets_of_a_program_stream(pack: bytes) -> None:
    data = pack + pes(5) + b"12345" + pack + pes(3) + b"123" + pes(4) + b"1234"
    for tail, missing in ((b"", 0), (b"\0\0\1\xb9", 0), (b"\0" * 8, 0), (pes(9) + b"1234", 5)):
        cut = f"{missing} bytes are missing at its end" if missing else ""
        assert ending(io.BytesIO(data + tail), "mpeg", len(data + tail)) == Ending(cut=cut)
