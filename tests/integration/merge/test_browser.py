"""Results as Chromium plays them: every frame by its identity, each flash against its beep, and seeks into each clip."""

import base64
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from fixtures.media.marked import Reading, Seen, identified, marked, read
from tests.integration.merge.test_join import FRAMES, IN_STEP, joined
from tests.support.chromium import shown
from tests.support.debian import found_or_installed

pytestmark = pytest.mark.long

RATE = 25
PLAYER = Path(__file__).with_name("player.html").read_bytes()
WIDTH, HEIGHT = 80, 48
"""Of the pictures that the page sends."""
INTO = 0.005
"""Seconds from the start of a frame to where is sought."""
ATTEMPTS = 3
"""A machine that stalls leaves holes in what is heard."""

Samples = NDArray[np.float32]


class Watched(NamedTuple):
    """A file as Chromium showed it."""

    width: int
    seconds: float
    played: list[Seen]
    """Frames while it played. A busy machine leaves out some."""
    sought: list[Seen]
    """The frame after each seek."""
    decoded: Samples
    """Its sound as WebAudio decodes the file."""
    heard: Samples
    """Its sound as the video element played it, after silence of any length."""
    rate: int

    def offsets(self) -> tuple[list[float | None], list[float | None]]:
        """Seconds from each sought flash to its beep, in what was decoded and in what was heard."""
        decoded = Reading(self.sought, self.decoded, self.rate, 0.0).offsets()
        first = [_first_beep(samples) / self.rate for samples in (self.decoded, self.heard)]
        return decoded, Reading(self.sought, self.heard, self.rate, first[0] - first[1]).offsets()


def _first_beep(samples: Samples) -> int:
    return int(np.argmax(np.abs(samples) > 0.2))


def watch(path: Path, seeks: Sequence[float]) -> Watched:
    """Have Chromium play `path` to its end, then seek to each of `seeks` (seconds), and decode its sound."""
    found = shown({"/": PLAYER, "/video.mp4": path, "/seeks.json": json.dumps(list(seeks)).encode()})
    assert "error" not in found, found
    played, sought = ([_seen(frame) for frame in found[name]] for name in ("played", "sought"))
    decoded, heard = (np.frombuffer(base64.b64decode(found[name]), np.float32) for name in ("decoded", "heard"))
    return Watched(found["width"], found["seconds"], played, sought, decoded, heard, found["rate"])


def _seen(frame: dict[str, Any]) -> Seen:
    grey = np.frombuffer(base64.b64decode(frame["picture"]), np.uint8).reshape(HEIGHT, WIDTH)
    return identified(grey, frame["seconds"])


def check(path: Path, expected: Reading, *, silent: Sequence[int] = ()) -> None:
    """Chromium shows the frames of `expected`, and a beep at each flash, but none in clips that are `silent`."""
    meant = {round(seen.seconds, 3): (seen.clip, seen.frame) for seen in expected.frames}
    chosen = [seen.seconds for seen in expected.frames if seen.flash or seen.frame == FRAMES // 2]
    for attempt in range(1, ATTEMPTS + 1):
        watched = watch(path, [seconds + INTO for seconds in chosen])
        assert watched.width == 160
        assert [seen.seconds for seen in watched.sought] == pytest.approx(chosen, abs=0.002)
        for seen in (*watched.played, *watched.sought):
            assert (seen.clip, seen.frame) == meant[round(seen.seconds, 3)]
        assert {seen.clip for seen in watched.played} == {seen.clip for seen in expected.frames}
        assert watched.seconds == pytest.approx(expected.frames[-1].seconds + 1 / RATE, abs=IN_STEP)
        decoded, heard = watched.offsets()
        check_beeps(watched, decoded, silent)
        try:
            check_beeps(watched, heard, silent)
        except AssertionError:
            if attempt == ATTEMPTS:
                raise
        else:
            return


def check_beeps(watched: Watched, offsets: Sequence[float | None], silent: Sequence[int]) -> None:
    flashes = [seen for seen in watched.sought if seen.flash]
    for seen, offset in zip(flashes, offsets, strict=True):
        assert (offset is None) == (seen.clip in silent), seen
        assert offset is None or abs(offset) <= IN_STEP, (seen, offset)


def test_21_clips_do_not_drift(tmp_path: Path) -> None:
    clips = [marked(tmp_path / f"{number}.mp4", number) for number in range(1, 22)]
    _, expected = joined(clips, tmp_path / "out.mp4")
    check(tmp_path / "out.mp4", expected)


def test_mixed_clips(tmp_path: Path) -> None:
    """Most are copied with parameter sets of their own (avc3); others are encoded."""
    at = [n / RATE + (0.02 if n % 3 == 1 else 0.0) for n in range(FRAMES)]
    clips = [
        marked(tmp_path / "ordinary.mp4", 1),
        marked(tmp_path / "hevc.mp4", 2, codec="libx265", options={"tag": "hvc1"}),
        marked(tmp_path / "portrait.mp4", 3, size=(96, 160)),
        marked(tmp_path / "mono.mp4", 4, sound_rate=22_050, layout="mono"),
        marked(tmp_path / "variable.mp4", 5, times=at),
        marked(tmp_path / "baseline.mp4", 6, options={"profile": "baseline", "g": "10"}),
        marked(tmp_path / "silent.mp4", 7, sound=None),
        marked(tmp_path / "transport.ts", 8),
        marked(tmp_path / "last.mp4", 9),
    ]
    out = tmp_path / "out.mp4"
    merged, expected = joined(clips, out)
    assert [bool(each.picture) for each in merged.plan.clips] == [False, True, True, *[False] * 6]
    assert b"avc3" in out.read_bytes()
    check(out, expected, silent=(7,))


def test_a_drift_would_be_seen(tmp_path: Path) -> None:
    """What ffmpeg's concat demuxer makes of four clips: each beep is later than the one before."""
    ffmpeg = found_or_installed(lambda: shutil.which("ffmpeg"), "ffmpeg", "install the package")
    clips = [marked(tmp_path / f"{number}.mp4", number) for number in range(1, 5)]
    (tmp_path / "list").write_text("".join(f"file '{clip}'\n" for clip in clips))
    out = tmp_path / "out.mp4"
    demuxer = ("-f", "concat", "-safe", "0", "-i", tmp_path / "list")
    subprocess.run([ffmpeg, "-v", "error", *demuxer, "-c", "copy", out], check=True)
    watched = watch(out, [seen.seconds + INTO for seen in read(out).frames if seen.flash])
    for offsets in watched.offsets():
        assert offsets[-1] is not None
        assert offsets[-1] > 3 * 0.02
