"""Well-formed clips of many kinds: codecs, shapes, rotation, timing. Each function writes one to `path` and returns it.

Small and quick by default; give `size=(1080, 1920)` for what a phone sends.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

from tests.media.encode import write
from tests.media.overlays import banner, bars
from tests.media.shots import Effect, Shot, Size, View, render

NAMES = ("armchair", "flowers")
PHONE: Size = (1080, 1920)
SMALL: Size = (270, 480)
VARIABLE_TIMES = (0.0, 0.1, 0.2, 0.3, 1.3, 1.34, 1.38, 2.9, 3.0, 4.0)
"""Seconds of the frames of `variable_rate`."""


def pan(
    path: Path,
    names: Sequence[str] = NAMES,
    *,
    codec: str = "h264",
    size: Size = SMALL,
    seconds: float = 2.0,
    fps: int = 10,
    effects: Sequence[Effect] = (),
    **encoding: Any,
) -> Path:
    """A slow pan down and zoom in over each photo in turn. `encoding`: as for `encode.write` (gop, sound, …)."""
    return write(path, render(_shots(names, seconds, effects), size, fps), codec=codec, fps=fps, **encoding)


def _shots(names: Sequence[str], seconds: float, effects: Sequence[Effect] = ()) -> list[Shot]:
    each = seconds / len(names)
    path = ((0.0, View(0.5, 0.4, 0.95)), (each, View(0.55, 0.65, 0.7)))
    return [Shot(each, name, path, effects) for name in names]


def rotated(path: Path, degrees: int, *, size: Size = SMALL, **rest: Any) -> Path:
    """Upright in `size` once a player turns it clockwise by `degrees` (90, 180, 270), as phones store it."""
    turn = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}[degrees]
    # Pillow turns anticlockwise: what is stored is the upright picture turned back.
    frames = (picture.transpose(turn) for picture in render(_shots(NAMES, 2.0), size, 10))
    return write(path, frames, fps=10, rotation=degrees, **rest)


def anamorphic(path: Path, *, shown: Size = (360, 640)) -> Path:
    """Pixels twice as wide as high: stored at half the width of `shown`."""
    stored = (shown[0] // 2, shown[1])
    frames = (picture.resize(stored) for picture in render(_shots(NAMES, 1.0), shown, 10))
    return write(path, frames, fps=10, aspect=Fraction(2, 1))


def one_frame(path: Path, name: str = "coffee", size: Size = SMALL) -> Path:
    return write(path, render([Shot(0.1, name)], size, 10), fps=10)


def variable_rate(path: Path) -> Path:
    """Frames at `VARIABLE_TIMES`: bursts and long holds."""
    frames = render(_shots(NAMES, 1.0), SMALL, len(VARIABLE_TIMES))
    return write(path, frames, fps=30, times=VARIABLE_TIMES)


def frozen(path: Path) -> Path:
    """A screen recording of 46 s in 60 frames: a second of movement, still for 22, movement, still for 21, movement."""
    times = [start + number / 20 for start in (0, 23, 45) for number in range(20)]
    shots = _shots(("armchair", "flowers", "sofa"), 3.0)
    return write(path, render(shots, (144, 256), 20), fps=20, times=times, options={"bf": "3"})


def slideshow(path: Path) -> Path:
    """Nine photos, the last but three shown for 38 s, with B-frames: 46 s."""
    times = [0, 1, 2, 3, 4, 42, 43, 44, 45]
    frames = render(_shots(("armchair", "flowers", "sofa"), 3.0), (144, 256), 3)
    return write(
        path, frames, fps=1, times=times, options={"bf": "3", "x264-params": "b-adapt=0:scenecut=0:keyint=250"}
    )


def trimmed(path: Path) -> Path:
    """Three seconds of which an edit list shows the last two, without a key frame of their own."""
    whole = pan(path.with_name("whole.mp4"), seconds=3, fps=10, gop=100, options={"bf": "0", "sc_threshold": "0"})
    with av.open(str(whole)) as source, av.open(str(path), "w", options={"avoid_negative_ts": "disabled"}) as trimmed:
        track = trimmed.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size and packet.pts is not None and packet.dts is not None and packet.time_base is not None:
                cut = round(1 / packet.time_base)
                packet.pts, packet.dts, packet.stream = packet.pts - cut, packet.dts - cut, track
                trimmed.mux(packet)
    return path


def open_groups(path: Path) -> Path:
    """Key frames every 1.5 s that others refer across: each but the first is no IDR picture, but can be begun with."""
    more = {"x264-params": "open-gop=1:keyint=30:min-keyint=30:bframes=3:b-pyramid=normal:scenecut=0"}
    return pan(path, size=(144, 256), seconds=9, fps=20, options=more)


def intra_refresh(path: Path, *, joined_after: int = 15) -> Path:
    """No key frames at all: a column of each picture is renewed, all of it in two seconds. Begins in the middle."""
    more = {"bf": "0", "x264-params": "intra-refresh=1:keyint=20:scenecut=0"}
    whole = pan(path.with_name("whole.ts"), seconds=8, options=more)
    with av.open(str(whole)) as source, av.open(str(path), "w") as joined:
        track = joined.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(source.demux(video=0)):
            if packet.size and number >= joined_after:
                packet.stream = track
                joined.mux(packet)
    return path


def long(path: Path, seconds: float = 61.0, fps: int = 2) -> Path:
    """Cheap, and a second past the limit of 60."""
    return pan(path, seconds=seconds, fps=fps, size=(144, 256))


def letterboxed(path: Path, part: float = 0.2) -> Path:
    """Black bars at top and bottom, each `part` of the height."""
    return pan(path, effects=(bars(part),))


def black(path: Path, seconds: float = 2.0) -> Path:
    return write(path, render([Shot(seconds, "#000000")], SMALL, 10), fps=10)


def slide(path: Path, seconds: float = 3.0) -> Path:
    """Nothing but text on a plain ground."""
    text = banner(("SUMMER SALE", "everything", "-50 %", "only today"), (0.05, 0.2, 0.95, 0.8), colour="#203060")
    return write(path, render([Shot(seconds, "#203060", effects=(text,))], SMALL, 10), fps=10)


def fragmented(path: Path) -> Path:
    """MP4 in fragments, as live recorders and some sites serve it: the head tells no duration."""
    flags = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    return pan(path, gop=5, container_options=flags)


def no_duration(path: Path) -> Path:
    """A `.webm` as browsers record it: neither duration nor index."""
    return pan(path, codec="vp9", container_options={"live": "1"})


def ten_bit(path: Path) -> Path:
    """HEVC with ten bits a sample, as phones record HDR."""
    return pan(path, codec="hevc", pixels="yuv420p10le")
