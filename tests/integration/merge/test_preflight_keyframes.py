"""Key frames near a time, and counts of frames, are those of reading the whole file."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import av
import pytest

from fixtures.media.marked import marked
from services.merge.inputs import keyframes
from services.merge.inputs.clean import is_clean
from services.merge.inputs.clip import Picture
from services.merge.inputs.keyframes import count_between, key_frame_at_or_after, key_frame_before
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile
from tests.integration.merge.test_join import remuxed

FRAMES = 100
GROUPS = {"g": "20", "bf": "3", "sc_threshold": "0"}
OPEN = GROUPS | {"x264-params": "open-gop=1"}


def hevc(path: Path) -> Path:
    params = "log-level=none:open-gop=1:keyint=20:min-keyint=20:bframes=3:scenecut=0"
    return marked(path, 1, frames=60, codec="libx265", options={"x265-params": params}, sound=None)


MAKE: dict[str, Callable[[Path], Path]] = {
    "ordinary": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, options=GROUPS),
    "slow-frames": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, rate=2, options=GROUPS, sound=None),
    "open-groups": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, options=OPEN),
    "open-groups-hevc": lambda p: hevc(p / "c.mp4"),
    "all-keys": lambda p: marked(p / "c.mov", 1, frames=FRAMES, options={"g": "1"}),
    "one-key": lambda p: marked(p / "c.mp4", 1, frames=FRAMES, options=GROUPS | {"g": "1000"}),
    "variable": lambda p: marked(
        p / "c.mp4", 1, frames=FRAMES, times=[0.04 * n + 0.011 * (n % 3) for n in range(FRAMES)], options=GROUPS
    ),
    "hidden-frames": lambda p: remuxed(marked(p / "w.mp4", 1, frames=FRAMES, options=GROUPS), p / "c.mp4", earlier=1.1),
    "fragments": lambda p: marked(
        p / "c.mp4", 1, frames=FRAMES, options=GROUPS, container={"movflags": "frag_keyframe+empty_moov"}
    ),
    "matroska": lambda p: marked(p / "c.mkv", 1, frames=FRAMES, options=GROUPS),
    "matroska-open-groups": lambda p: marked(p / "c.mkv", 1, frames=FRAMES, options=OPEN),
    "transport-stream": lambda p: marked(p / "c.ts", 1, frames=FRAMES, options=GROUPS),
    "flash-video": lambda p: marked(p / "c.flv", 1, frames=FRAMES, options=GROUPS, sound_rate=44_100),
}  # fmt: skip


OPEN_GROUPS = ("open-groups", "open-groups-hevc", "matroska-open-groups")


class Frame(NamedTuple):
    time: int
    clean: bool
    separates: bool
    """A key frame, and what is decoded before it is shown before it, and what is decoded after it after it."""


def everything(path: Path, picture: Picture) -> list[Frame]:
    with av.open(str(path)) as file:
        packets = [packet for packet in file.demux(file.streams[picture.track]) if packet.size]
    times = [packet.pts or 0 for packet in packets]
    return [
        Frame(
            packet.pts or 0,
            is_clean(packet, picture.codec, picture.extradata),
            packet.is_keyframe and min(times[n:]) >= times[n] and max(times[:n], default=-(2**62)) < times[n],
        )
        for n, packet in enumerate(packets)
        if not packet.is_discard
    ]


@pytest.mark.parametrize("kind", MAKE)
def test_key_frames_and_counts(kind: str, tmp_path: Path) -> None:
    path = MAKE[kind](tmp_path)
    source = LocalFile(path)
    picture = inspect(source).picture
    frames = everything(path, picture)
    times = sorted(frame.time for frame in frames)
    keys = sorted(frame.time for frame in frames if frame.clean)
    separating = sorted(frame.time for frame in frames if frame.separates)
    # A key frame of an open group may have no frame before it that is decoded after it.
    assert set(keys) <= set(separating) if kind in OPEN_GROUPS else keys == separating
    assert len(keys) == 1 if kind in ("one-key", *OPEN_GROUPS) else len(keys) > 2
    asked = [times[0], times[1], *times[15::37], times[-1], times[-1] + 1, picture.end]
    asked += [key + ticks for key in keys[:3] for ticks in (-1, 0, 1)]
    for time in asked:
        assert key_frame_at_or_after(source, picture, time) == min((key for key in keys if key >= time), default=None)
        assert key_frame_before(source, picture, time) == max((key for key in keys if key < time), default=None)
    for start, end in zip(asked, [*asked[3:], *asked[:3]], strict=True):
        assert count_between(source, picture, start, end) == sum(1 for time in times if start <= time < end)


def test_only_the_ends_are_read_for_a_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = LocalFile(marked(tmp_path / "c.mp4", 1, frames=600, options=GROUPS, sound=None))
    picture = inspect(source).picture
    read: list[int] = []
    shown = keyframes._decoded
    monkeypatch.setattr(keyframes, "_decoded", lambda packet: read.append(1) or shown(packet))  # type: ignore[func-returns-value]
    tick = picture.end // 600
    assert count_between(source, picture, 100 * tick, 500 * tick) == 400
    assert len(read) < 400
