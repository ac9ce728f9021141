"""Edit lists of several stretches, as editors of QuickTime write them: shown in their order, and nothing else."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.media.marked import marked
from tests.integration.merge.test_join import joined

Stretch = tuple[float, float]
"""Seconds of the media, from and to."""
FRAMES, RATE = 60, 25


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes in `data`: kind, and all bytes."""
    at = 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at : at + size]
        at += size


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def edited(path: Path, out: Path, stretches: list[Stretch]) -> Path:
    """The MP4 at `path`, whose index is at the end, with other edit lists."""
    made = b""
    for kind, data in boxes(path.read_bytes()):
        made += box(b"moov", _edited_index(data, stretches)) if kind == b"moov" else data
    out.write_bytes(made)
    return out


def _edited_index(moov: bytes, stretches: list[Stretch]) -> bytes:
    (movie,) = struct.unpack_from(">I", moov, moov.index(b"mvhd") + 16)
    return b"".join(
        box(b"trak", _edited_track(data, stretches, movie)) if kind == b"trak" else data
        for kind, data in boxes(moov[8:])
    )


def _edited_track(trak: bytes, stretches: list[Stretch], movie: int) -> bytes:
    (ticks,) = struct.unpack_from(">I", trak, trak.index(b"mdhd") + 16)
    (first,) = struct.unpack_from(">i", trak, trak.index(b"elst") + 16)
    edits = b"".join(
        struct.pack(">Iii", round((end - start) * movie), first + round(start * ticks), 0x10000)
        for start, end in stretches
    )
    edts = box(b"edts", box(b"elst", struct.pack(">II", 0, len(stretches)) + edits))
    return b"".join(edts if kind == b"edts" else data for kind, data in boxes(trak[8:]))


@pytest.mark.parametrize(
    "stretches",
    [[(0.0, 0.4), (0.8, 1.2)], [(0.2, 0.6), (1.0, 1.32)], [(0.8, 1.2), (0.0, 0.4)], [(0.0, 0.48), (0.0, 0.48)]],
)
def test_stretches_are_shown_in_their_order(stretches: list[Stretch], tmp_path: Path) -> None:
    ordinary = marked(tmp_path / "ordinary.mp4", 1)
    clip = edited(marked(tmp_path / "whole.mp4", 2, frames=FRAMES), tmp_path / "edited.mp4", stretches)
    merged, reading = joined([ordinary, clip, ordinary], tmp_path / "out.mp4")
    seen = [each.frame for each in reading.frames if each.clip == 2]
    expected = [n for start, end in stretches for n in range(round(start * RATE), round(end * RATE))]
    # FFmpeg ends a stretch with the first frame behind it.
    assert [n for n in seen if n in expected] == expected
    assert len(seen) <= len(expected) + len(stretches)
    assert merged.plan.clips[1].edges
    times = [each.seconds for each in reading.frames]
    assert times == sorted(set(times))
