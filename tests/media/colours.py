"""Clips whose pixels do not mean BT.709: HDR, wide colours, transparency, fields. Patches of known colours, or photos."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.media import photos
from tests.media.encode import write
from tests.media.shots import View, look

PATCHES = ((200, 30, 40), (30, 160, 60), (40, 60, 190), (235, 235, 235), (120, 120, 120), (60, 40, 30))
SIDE = 64
BT709_TO_BT2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
BT709_TO_P3 = np.array([[0.8225, 0.1774, 0.0], [0.0332, 0.9669, 0.0], [0.0171, 0.0724, 0.9108]])
WHITE = 203
"""cd/m² of the patches' white."""
Kind = Literal["pq", "hlg", "p3"]
TAGS: dict[Kind, tuple[int, int, int]] = {"pq": (9, 16, 9), "hlg": (9, 18, 9), "p3": (12, 1, 1)}
"""FFmpeg's numbers: primaries, transfer characteristics, matrix."""


def patches() -> Image.Image:
    """`PATCHES` side by side, each `SIDE` pixels wide."""
    picture = Image.new("RGB", (SIDE * len(PATCHES), SIDE))
    for number, colour in enumerate(PATCHES):
        picture.paste(colour, (SIDE * number, 0, SIDE * (number + 1), SIDE))
    return picture


def in_wide(path: Path, kind: Kind) -> Path:
    """The patches, ten bits a sample, so that a screen that knows `kind` shows them in their own colours."""
    light = np.power(np.asarray(patches()) / 255, 2.4)
    code = {"pq": _pq, "hlg": _hlg, "p3": _p3}[kind](light)
    primaries, transfer, matrix = TAGS[kind]
    deep = np.round(code * 65535).astype(np.uint16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx265", rate=5, options={"preset": "ultrafast", "x265-params": _x265(kind)})
        stream.width, stream.height, stream.pix_fmt = deep.shape[1], deep.shape[0], "yuv444p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = (
            primaries,
            transfer,
            matrix,
            1,
        )
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(deep, "rgb48le").reformat(
                format="yuv444p10le", dst_colorspace=matrix, dst_color_range=1
            )
            frame.color_trc, frame.color_primaries = transfer, primaries
            frame.pts, frame.time_base = number, Fraction(1, 5)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def _x265(kind: Kind) -> str:
    primaries, transfer, matrix = TAGS[kind]
    return (
        f"log-level=none:pools=none:frame-threads=1:qp=4:colorprim={primaries}:transfer={transfer}:colormatrix={matrix}"
    )


def _pq(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """SMPTE ST 2084: the signal of a screen's light."""
    power = np.power(light @ BT709_TO_BT2020.T * WHITE / 10_000, 0.1593017578125)
    return np.power((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375)


def _hlg(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """ITU-R BT.2100: the scene that a screen of 1000 cd/m² would show so, as HLG's signal."""
    shown = light @ BT709_TO_BT2020.T * WHITE / 1000
    luma = np.maximum(shown @ np.array([0.2627, 0.6780, 0.0593]), 1e-9)
    scene = shown * np.power(luma, 1 / 1.2 - 1)[..., None]
    return np.where(
        scene <= 1 / 12, np.sqrt(3 * scene), 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    )


def _p3(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.power(light @ BT709_TO_P3.T, 1 / 2.4)


def cut_out(path: Path, codec: str = "vp9", pixels: str = "yuva420p") -> Path:
    """A disc of a photo; all around it is magenta that is transparent."""
    picture = Image.new("RGBA", (160, 160), (255, 0, 255, 0))
    disc = Image.new("L", picture.size)
    ImageDraw.Draw(disc).ellipse((20, 20, 140, 140), fill=255)
    picture.paste(look(photos.image("chair"), View(0.6, 0.65, 0.6), picture.size), (0, 0), disc)
    return write(
        path, [picture] * 5, codec=codec, fps=5, pixels=pixels, options={"auto-alt-ref": "0"} if "vp" in codec else None
    )


def interlaced(path: Path, *, moving: bool = True) -> Path:
    """Two fields a frame. With `moving` the camera pans, and the second field shows a later moment."""
    size, count = (360, 288), 12
    step = 0.012 if moving else 0
    seen: Callable[[int], NDArray[np.uint8]] = lambda n: np.asarray(  # noqa: E731
        look(photos.image("two-chairs"), View(0.35 + step * n, 0.6, 0.5), size)
    )
    frames = []
    for number in range(count):
        frame = seen(2 * number).copy()
        frame[1::2] = seen(2 * number + 1)[1::2]
        frames.append(Image.fromarray(frame))
    fields = {"flags": "+ildct+ilme", "x264-params": "tff=1:qp=10"}
    return write(path, frames, fps=12, gop=4, options=fields)
