"""The index of a file says the same as all of its packets."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from fixtures.media.marked import marked
from services.merge.inputs import preflight
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile
from tests.integration.merge.test_join import remuxed

FRAMES = 200
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
    "fragments": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, container={"movflags": "frag_keyframe+empty_moov"}),
    "matroska": lambda p: marked(p / "c.mkv", 1, frames=60),
}  # fmt: skip
BY_INDEX = MAKE.keys() - {"hidden-frames", "fragments", "matroska"}


@pytest.mark.parametrize("kind", MAKE)
def test_the_index_and_all_packets_say_the_same(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = LocalFile(MAKE[kind](tmp_path))
    whole = inspect(source)
    scans: list[object] = []
    scan = preflight.scan
    monkeypatch.setattr(preflight, "WHOLE_BYTES", 0)
    monkeypatch.setattr(preflight, "scan", lambda *given: scans.append(given) or scan(*given))  # type: ignore[func-returns-value]
    assert inspect(source) == whole
    assert bool(scans) == (kind not in BY_INDEX)
