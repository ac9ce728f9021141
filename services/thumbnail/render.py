"""Renders thumbnails: decodes frames at full size, then crops, scales and encodes them. Runs in a decoding process."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from av.video.frame import VideoFrame
from PIL import Image

from services.thumbnail.budget import Budget
from services.thumbnail.decode.conversion import Converter, prepare
from services.thumbnail.decode.reading import frames_from, packets_of, starts_before
from services.thumbnail.decode.upright import upright
from services.thumbnail.decode.video import Video, open_video
from services.thumbnail.errors import NoPicture
from services.thumbnail.limits import VideoLimits
from services.thumbnail.rank.crop import Crop

Format = Literal["jpeg", "webp"]

WEBP_METHOD = 2
"""Effort of 0..6. The default 4 takes twice the time and saves few bytes."""


class Cut(NamedTuple):
    """A part of a frame, to be rendered at these widths in pixels."""

    crop: Crop
    widths: tuple[int, ...]


class RenderRequest(NamedTuple):
    """The cuts to render of the frame with timestamp `pts`."""

    pts: int
    cuts: tuple[Cut, ...]


class Encoding(NamedTuple):
    """Formats and qualities (1..100) of thumbnails."""

    formats: tuple[Format, ...]
    jpeg_quality: int
    webp_quality: int


class Rendered(NamedTuple):
    """One encoded thumbnail. `request` is the index of its request, `cut` the index of the cut in it."""

    request: int
    cut: int
    format: Format
    width: int
    height: int
    data: bytes
    sha256: str


def render(path: Path, limits: VideoLimits, requests: Sequence[RenderRequest], encoding: Encoding) -> list[Rendered]:
    """The thumbnails of all `requests`, in the same order. The same input gives the same bytes.

    Raises a VideoError if a frame cannot be decoded any more.
    """
    rendered = []
    with open_video(path, limits) as video:
        budget = Budget(limits.cpu_seconds)
        keys = _keys(video, limits, budget)
        for number, request in enumerate(requests):
            picture = _picture(video, request.pts, keys, budget)
            for cut_number, cut in enumerate(request.cuts):
                for width, height, image in _sizes(picture, cut):
                    for kind in encoding.formats:
                        data = _encoded(image, kind, encoding)
                        digest = hashlib.sha256(data).hexdigest()
                        rendered.append(Rendered(number, cut_number, kind, width, height, data, digest))
                budget.check()
    return rendered


def _keys(video: Video, limits: VideoLimits, budget: Budget) -> list[int]:
    return [packet.pts for packet in packets_of(video, limits, budget)[0] if packet.key]


def _picture(video: Video, pts: int, keys: Sequence[int], budget: Budget) -> Image.Image:
    nearest: VideoFrame | None = None
    for start in starts_before(pts, keys, video.first):
        frame = _at(video, pts, start, budget)
        if frame is not None and (nearest is None or frame.pts == pts):
            nearest = frame
        if frame is not None and frame.pts == pts:
            break
    if nearest is None:
        raise NoPicture(f"the frame at {video.seconds(pts):.2f} s cannot be decoded again")
    return _upright_image(nearest, video)


def _at(video: Video, pts: int, start: int, budget: Budget) -> VideoFrame | None:
    """The first frame at `pts` or later, else the last frame. Decodes from `start` on."""
    last: VideoFrame | None = None
    for frame in frames_from(video, pts, start):
        budget.check()
        last = frame
        if frame.pts is not None and frame.pts >= pts:
            break
    return last


def _upright_image(frame: VideoFrame, video: Video) -> Image.Image:
    shape = upright(frame, video.stream)
    image = Image.fromarray(Converter().full(prepare(frame)))
    if image.size != shape.stored:
        image = image.resize(shape.stored, Image.Resampling.LANCZOS)
    if shape.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    turn = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}.get(shape.turns)
    return image if turn is None else image.transpose(turn)


def _sizes(picture: Image.Image, cut: Cut) -> Iterator[tuple[int, int, Image.Image]]:
    """The cut at each width, largest first. It is not enlarged, and each size is returned once."""
    x, y, width, height = cut.crop
    for new_width in sorted({min(requested, width) for requested in cut.widths}, reverse=True):
        new_height = max(1, round(height * new_width / width))
        box = (x, y, x + width, y + height)
        image = picture.resize((new_width, new_height), Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)
        yield new_width, new_height, image


def _encoded(image: Image.Image, kind: Format, encoding: Encoding) -> bytes:
    """The encoded picture, without metadata."""
    out = io.BytesIO()
    if kind == "jpeg":
        image.save(out, "JPEG", quality=encoding.jpeg_quality, optimize=True)
    else:
        image.save(out, "WEBP", quality=encoding.webp_quality, method=WEBP_METHOD)
    return out.getvalue()
