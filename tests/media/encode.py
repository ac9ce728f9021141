"""Pictures → a video file, through PyAV: quick presets, one thread, the same bytes each time."""

import os
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count
from pathlib import Path

import av
import numpy as np
from PIL import Image

# SVT-AV1 writes its banner to stderr past FFmpeg's log.
os.environ.setdefault("SVT_LOG", "1")

CODECS: dict[str, tuple[str, dict[str, str]]] = {
    "h264": ("libx264", {"preset": "veryfast"}),
    "hevc": (
        "libx265",
        {"preset": "ultrafast", "x265-params": "log-level=none:pools=none:frame-threads=1", "tag": "hvc1"},
    ),
    "vp9": ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "crf": "33", "b": "0"}),
    "av1": ("libsvtav1", {"preset": "12", "crf": "40", "svtav1-params": "lp=1"}),
    "mpeg4": ("mpeg4", {"b": "2000000"}),
    "mjpeg": ("mjpeg", {}),
}
TICKS = 1000
"""Per second, where frames have times of their own."""
SOUND_RATE = 44_100


def write(
    path: Path,
    frames: Iterable[Image.Image],
    *,
    codec: str = "h264",
    fps: int = 15,
    times: Sequence[float] | None = None,
    gop: int | None = None,
    rotation: int = 0,
    aspect: Fraction | None = None,
    pixels: str = "yuv420p",
    sound: bool = False,
    options: Mapping[str, str] | None = None,
    container_options: Mapping[str, str] | None = None,
) -> Path:
    """Write `frames` to `path`; its suffix chooses the container. Returns `path`.

    `times` are the frames' seconds, instead of a steady `fps`; `gop` frames lie between key frames at most (the
    encoder's default: 250 and scene cuts in x264); `rotation` is what a player turns the picture by, clockwise, in
    degrees; `aspect` the shape of a pixel, width to height.
    """
    pictures = iter(frames)
    first = next(pictures)
    encoder, preset = CODECS[codec]
    with av.open(str(path), "w", options=dict(container_options or {})) as container:
        stream = container.add_stream(encoder, rate=fps, options=preset | dict(options or {}))
        stream.width, stream.height, stream.pix_fmt = *first.size, pixels
        stream.codec_context.time_base = Fraction(1, fps if times is None else TICKS)
        stream.codec_context.thread_count = 1
        if gop is not None:
            stream.codec_context.gop_size = gop
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        if rotation:
            # FFmpeg counts anticlockwise, players' metadata and people clockwise.
            stream.set_display_rotation(-rotation)
        if sound:
            track = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        seconds = 0.0
        for number, picture in zip(count(), _chain(first, pictures), strict=False):
            frame = _framed(picture)
            seconds = number / fps if times is None else times[number]
            frame.time_base = stream.codec_context.time_base
            frame.pts = round(seconds / frame.time_base)
            if times is not None and number + 1 < len(times):
                frame.duration = round((times[number + 1] - seconds) * TICKS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound:
            for tone in sine(seconds + 1 / fps):
                container.mux(track.encode(tone))
            container.mux(track.encode())
    return path


def _framed(picture: Image.Image) -> av.VideoFrame:
    # Pillow's pictures lose their transparency otherwise.
    return (
        av.VideoFrame.from_ndarray(np.asarray(picture), "rgba")
        if picture.mode == "RGBA"
        else av.VideoFrame.from_image(picture)
    )


def sine(seconds: float, hertz: float = 440.0) -> Iterable[av.AudioFrame]:
    """A tone, in frames as AAC wants them."""
    for start in range(0, int(seconds * SOUND_RATE), 1024):
        wave = np.sin((np.arange(start, start + 1024)) * (2 * np.pi * hertz / SOUND_RATE)) * 0.2
        frame = av.AudioFrame.from_ndarray(wave.astype(np.float32)[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        yield frame


def _chain(first: Image.Image, rest: Iterable[Image.Image]) -> Iterable[Image.Image]:
    yield first
    yield from rest
