"""Converts decoded frames to arrays: deinterlaced, transparency on white, colours converted to BT.709."""

from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc, Interpolation, VideoReformatter
from numpy.typing import NDArray

from libs.detect import Picture
from services.thumbnail.decode.interlacing import combed, deinterlaced
from services.thumbnail.decode.tonemap import Colours, Curve, Gamut, to_sdr
from services.thumbnail.decode.upright import Upright

KNOWN_MATRICES = frozenset((0, 1, 4, 5, 6, 7, 9))
"""AVColorSpace values that libswscale supports: RGB, BT.709, FCC, BT.470, SMPTE 170M and 240M, BT.2020."""
LIKE_BT2020 = frozenset((10, 14, 15))
"""AVColorSpace values that it does not support, read as BT.2020, which is close: constant luminance, ICtCp, IPT."""
CURVES: dict[int, Curve] = {ColorTrc.SMPTE2084: "pq", ColorTrc.ARIB_STD_B67: "hlg"}
GAMUTS: dict[int, Gamut] = {
    ColorPrimaries.BT709: "bt709", ColorPrimaries.BT2020: "bt2020", ColorPrimaries.SMPTE432: "p3",
}  # fmt: skip
AREA = Interpolation.AREA
"""Averages areas. Other filters cause aliasing, which measures as sharpness."""
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Luma coefficients of BT.709."""


class Converter:
    """Converts frames. It keeps its scalers, which are expensive to create."""

    def __init__(self) -> None:
        self._colour, self._grey = VideoReformatter(), VideoReformatter()

    def small(self, frame: VideoFrame, shape: Upright, longest: int) -> Picture:
        """Upright RGB, height × width × 3, its longer side at most `longest` pixels. `frame` is from `prepare`."""
        return _rotated(self._rgb(frame, _within(shape, longest)), shape)

    def grey(self, frame: VideoFrame, shape: Upright, longest: int) -> NDArray[np.uint8]:
        """Upright luma, 0..255, height × width. `frame` is from `prepare`."""
        size = _within(shape, longest)
        if colours_of(frame) is not None:
            return _rotated(np.round(self._rgb(frame, size) @ LUMA).astype(np.uint8), shape)
        return _rotated(_scaled(self._grey, frame, size, "gray"), shape)

    def full(self, frame: VideoFrame) -> Picture:
        """RGB in the stored size and orientation. `frame` is from `prepare`."""
        return self._rgb(frame, (frame.width, frame.height), Interpolation.BILINEAR)

    def _rgb(self, frame: VideoFrame, size: tuple[int, int], by: Interpolation = AREA) -> Picture:
        colours = colours_of(frame)
        if colours is None:
            return _scaled(self._colour, frame, size, "rgb24", by)
        return to_sdr(_scaled(self._colour, frame, size, "rgb48le", by), colours)


def prepare(frame: VideoFrame) -> VideoFrame:
    """The frame deinterlaced and without transparency, for a `Converter`; usually the frame itself."""
    if frame.interlaced_frame and combed(_scaled(VideoReformatter(), frame, (frame.width, frame.height), "gray")):
        frame = deinterlaced(frame)
    return _on_white(frame) if any(component.is_alpha for component in frame.format.components) else frame


def colours_of(frame: VideoFrame) -> Colours | None:
    """Transfer curve and gamut of the frame; None for BT.709 and similar ones."""
    curve, gamut = CURVES.get(frame.color_trc), GAMUTS.get(frame.color_primaries)
    if curve is not None:
        return Colours(curve, gamut or "bt2020")
    return None if gamut in (None, "bt709") else Colours("sdr", gamut)


def _on_white(frame: VideoFrame) -> VideoFrame:
    """Blended at full size: transparent pixels may have any colour, which scaling would mix into their neighbours."""
    pixels = _scaled(VideoReformatter(), frame, (frame.width, frame.height), "rgba").astype(np.uint16)
    colours, alpha = pixels[..., :3], pixels[..., 3:]
    whole = VideoFrame.from_ndarray(((colours * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8), "rgb24")
    whole.pts, whole.time_base = frame.pts, frame.time_base
    return whole


def _scaled(
    scaler: VideoReformatter, frame: VideoFrame, size: tuple[int, int], kind: str, by: Interpolation = AREA
) -> NDArray[Any]:
    return scaler.reformat(frame, *size, kind, _matrix(frame), interpolation=by, threads=1).to_ndarray()


def _matrix(frame: VideoFrame) -> Colorspace | None:
    """The matrix for a frame whose own is unspecified or not supported by libswscale; else None.

    Unspecified means BT.709 in high definition. Source: mpv, `mp_csp_guess_colorspace`; browsers are similar.
    """
    if frame.format.is_rgb or frame.colorspace in KNOWN_MATRICES:
        return None
    if frame.colorspace in LIKE_BT2020:
        return Colorspace.BT2020
    large = max(frame.width, frame.height) >= 1280 or min(frame.width, frame.height) > 576
    return Colorspace.ITU709 if large else Colorspace.ITU601


def _within(shape: Upright, longest: int) -> tuple[int, int]:
    """Width and height in the stored orientation, in square pixels, the longer one at most `longest`."""
    scale = min(1.0, longest / max(shape.width, shape.height))
    width, height = (max(1, round(side * scale)) for side in shape.stored)
    return width, height


def _rotated(pixels: NDArray[np.uint8], shape: Upright) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.rot90(pixels[:, ::-1] if shape.mirrored else pixels, shape.turns))
