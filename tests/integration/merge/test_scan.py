"""The index of a file says the same as all of its packets."""

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from fixtures.media.marked import marked
from services.merge.inputs import preflight
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile
from tests.integration.merge.test_join import remuxed

FRAMES = 200


def shortened(path: Path) -> Path:
    """The edit lists end after half of the time, as those of a player that trims without writing the file anew."""
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"elst", at + 1)) >= 0:
        (length,) = struct.unpack_from(">I", data, at + 12)
        struct.pack_into(">I", data, at + 12, length // 2)
    path.write_bytes(data)
    return path


def in_blocks(path: Path, out: Path) -> Path:
    """All sound lies behind all pictures."""
    with av.open(str(path)) as source, av.open(str(out), "w", options={"max_interleave_delta": "1"}) as target:
        tracks = [*source.streams.video, *source.streams.audio]
        made = {track.index: target.add_stream_from_template(track) for track in tracks}
        packets = [packet for packet in source.demux(tracks) if packet.dts is not None]
        for packet in sorted(packets, key=lambda packet: packet.stream_index):
            packet.stream = made[packet.stream_index]
            target.mux_one(packet)
    return out


def doubled(path: Path, out: Path) -> Path:
    """Each track twice."""
    with av.open(str(path)) as source, av.open(str(out), "w") as target:
        tracks = [*source.streams.video, *source.streams.audio]
        made = {track.index: [target.add_stream_from_template(track) for _ in range(2)] for track in tracks}
        for packet in source.demux(tracks):
            if packet.dts is not None:
                for stream in made[packet.stream_index]:
                    packet.stream = stream
                    target.mux(packet)
    return out


MAKE: dict[str, Callable[[Path], Path]] = {
    "ordinary": lambda p: marked(p / "c.mp4", 1, frames=FRAMES),
    "many-b-frames": lambda p: marked(
        p / "c.mp4", 1, frames=FRAMES, options={"bf": "6", "b_strategy": "0", "g": "30", "x264-params": "b-pyramid=normal"}
    ),
    "open-groups": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, options={"g": "25", "x264-params": "open-gop=1:bframes=3"}),
    "all-keys": lambda p: marked(p / "c.mov", 1, frames=FRAMES, options={"g": "1"}),
    "one-key": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, options={"g": "1000", "sc_threshold": "0"}),
    "variable": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, times=[0.04 * n + 0.011 * (n % 3) for n in range(FRAMES)]),
    "29.97": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, rate=Fraction(30_000, 1001)),
    "no-sound": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, sound=None),
    "short-sound": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, sound_to=2.0),
    "late-sound": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, sound_from=4.0),
    "44-khz": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, sound_rate=44_100),
    "index-first": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, container={"movflags": "+faststart"}),
    "shifted": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, shift=3.0),
    "hevc": lambda p: marked(p / "c.mp4", 1, frames=60, codec="libx265"),
    "hidden-frames": lambda p: remuxed(marked(p / "w.mp4", 1, frames=FRAMES), p / "c.mp4", earlier=0.4),
    "hidden-frames-all-keys": lambda p: remuxed(
        marked(p / "w.mp4", 1, frames=FRAMES, options={"g": "1"}), p / "c.mp4", earlier=1.0
    ),
    "hidden-end": lambda p: shortened(marked(p / "c.mp4", 1, frames=FRAMES, container={"use_editlist": "1"})),
    "negative-times": lambda p: marked(
        p / "c.mp4", 1, frames=FRAMES, container={"movflags": "negative_cts_offsets", "use_editlist": "0"}
    ),
    "one-block-each": lambda p: in_blocks(marked(p / "w.mp4", 1, frames=FRAMES), p / "c.mov"),
    "several-tracks": lambda p: doubled(marked(p / "w.mp4", 1, frames=FRAMES), p / "c.mp4"),
    "fragments-after-an-index": lambda p: marked(
        p / "c.mp4", 1, frames=FRAMES, options={"g": "50"}, container={"movflags": "frag_keyframe"}
    ),
    "fragments": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, container={"movflags": "frag_keyframe+empty_moov"}),
    "matroska": lambda p: marked(p / "c.mkv", 1, frames=60),
}  # fmt: skip
SHORT = ("hevc", "matroska")
BY_INDEX = MAKE.keys() - {"fragments-after-an-index", "fragments", "matroska"}


@pytest.mark.parametrize("kind", MAKE)
def test_the_index_and_all_packets_say_the_same(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = LocalFile(MAKE[kind](tmp_path))
    whole = inspect(source)
    assert (whole.picture.frames < FRAMES) == (kind.startswith("hidden") or kind in SHORT)
    assert bool(whole.picture.hidden) == (kind in ("hidden-frames", "hidden-end"))
    scans: list[object] = []
    scan = preflight.scan
    monkeypatch.setattr(preflight, "WHOLE_BYTES", 0)
    monkeypatch.setattr(preflight, "scan", lambda *given: scans.append(given) or scan(*given))  # type: ignore[func-returns-value]
    assert inspect(source) == whole
    assert bool(scans) == (kind not in BY_INDEX)
