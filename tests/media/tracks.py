"""Files that hold several video tracks: previews, stills, and such as cannot be read."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
from av.stream import Disposition

from tests.media.shots import Shot, Size, View, render

FPS = 10


class Part(NamedTuple):
    """One track. `encoder` and `pixels` are FFmpeg's names; `default` is what a player shows when nobody chooses."""

    encoder: str
    size: Size
    frames: int = 20
    pixels: str = "yuv420p"
    default: bool = False
    photo: str = "flowers"


def together(path: Path, parts: Sequence[Part]) -> Path:
    """One file of these video tracks, in this order, none of them marked as a cover."""
    with av.open(str(path), "w") as container:
        streams = [container.add_stream(part.encoder, rate=FPS) for part in parts]
        for stream, part in zip(streams, parts, strict=True):
            # Before the first is encoded: that writes the file's head.
            stream.width, stream.height, stream.pix_fmt = *part.size, part.pixels
            stream.codec_context.thread_count = 1
            stream.disposition = Disposition.default if part.default else 0
        for stream, part in zip(streams, parts, strict=True):
            views = ((0.0, View(0.5, 0.4, 0.95)), (part.frames / FPS, View(0.55, 0.65, 0.7)))
            for number, picture in enumerate(render([Shot(part.frames / FPS, part.photo, views)], part.size, FPS)):
                frame = av.VideoFrame.from_image(picture)
                frame.pts, frame.time_base = number, Fraction(1, FPS)
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
    return path
