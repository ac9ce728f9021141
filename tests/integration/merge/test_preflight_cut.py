"""Files that are cut off are refused, or named as possibly cut off where nothing says how long they were."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fixtures.media.marked import marked
from services.merge.errors import Damaged
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile

FRAMES = 30
VP9 = {"cpu-used": "8", "deadline": "realtime"}
MAKE: dict[str, Callable[[Path], Path]] = {
    "matroska": lambda p: marked(p / "c.mkv", 1, frames=FRAMES),
    "matroska-live": lambda p: marked(p / "c.mkv", 1, frames=FRAMES, container={"live": "1"}),
    "webm": lambda p: marked(p / "c.webm", 1, frames=FRAMES, codec="libvpx-vp9", options=VP9, sound="libopus"),
    "transport-stream": lambda p: marked(p / "c.ts", 1, frames=FRAMES),
    "m2ts": lambda p: marked(p / "c.m2ts", 1, frames=FRAMES),
    "program-stream": lambda p: marked(p / "c.mpg", 1, frames=FRAMES, codec="mpeg2video", sound="mp2"),
    "mpeg-1": lambda p: marked(p / "c.mpg", 1, frames=FRAMES, codec="mpeg1video", sound="mp2", container={"f": "mpeg"}),
    "flash-video": lambda p: marked(p / "c.flv", 1, frames=FRAMES, sound_rate=44_100),
    "mov": lambda p: marked(p / "c.mov", 1, frames=FRAMES),
    "fragments": lambda p: marked(
        p / "c.mp4", 1, frames=FRAMES, options={"g": "10"}, container={"movflags": "frag_keyframe+empty_moov"}
    ),
}


def cut(path: Path, size: int) -> LocalFile:
    shorter = path.with_name(f"cut{path.suffix}")
    shorter.write_bytes(path.read_bytes()[:size])
    return LocalFile(shorter)


@pytest.mark.parametrize("kind", MAKE)
def test_a_file_that_is_cut_off_at_ten_places(kind: str, tmp_path: Path) -> None:
    path = MAKE[kind](tmp_path)
    whole = inspect(LocalFile(path))
    assert (whole.picture.frames, whole.warnings) == (FRAMES, ())
    size = path.stat().st_size
    # Behind the last fragment there is only a list of them.
    last = size - 1 if kind != "fragments" else size * 19 // 20
    for end in [*(size * tenths // 10 + 1 for tenths in range(1, 10)), last]:
        with pytest.raises(Damaged, match=r"^the file (is cut off|has no tracks)"):
            inspect(cut(path, end))


def packets_before(path: Path, matching: Callable[[bytes], bool]) -> int:
    """Where the last packet of an MPEG-TS file that matches begins."""
    data = path.read_bytes()
    return max(at for at in range(0, len(data), 188) if matching(data[at : at + 188]))


def test_packets_that_are_missing_at_the_end_of_a_transport_stream(tmp_path: Path) -> None:
    path = MAKE["transport-stream"](tmp_path)
    # The last packet of sound, which neither begins a PES packet nor is one.
    end = packets_before(path, lambda packet: packet[1] & 0x5F == 1 and packet[2] == 1)
    assert inspect(cut(path, end)).warnings == ("may be cut off: the last packets of a track are missing",)


def matroska(path: Path, changes: Mapping[bytes, bytes]) -> Path:
    data = path.read_bytes()
    for old, new in changes.items():
        at = data.index(old)
        data = data[:at] + new + data[at + len(new) :]
    path.write_bytes(data)
    return path


def test_clusters_that_are_missing_where_the_size_is_unknown(tmp_path: Path) -> None:
    """As of a recording that was stopped, but whose header has a duration."""
    segment, cluster = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
    made = marked(tmp_path / "c.mkv", 1, frames=60, options={"g": "25"}, container={"cluster_time_limit": "500"})
    path = matroska(made, {segment: segment + b"\x01" + b"\xff" * 7})
    assert not inspect(LocalFile(path)).warnings
    data = path.read_bytes()
    clusters = [at for at in range(len(data)) if data.startswith(cluster, at)]
    (warning,) = inspect(cut(path, clusters[2])).warnings
    assert warning.startswith("may be cut off: its header says 2.4")
