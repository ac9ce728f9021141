"""Chosen frames at full size, cut, shrunk and encoded. Runs in a decoding process."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from av.video.frame import VideoFrame
from PIL import Image

from services.thumbnail.budget import Budget
from services.thumbnail.decode.conversion import Converter, prepared
from services.thumbnail.decode.reading import frames_from, packets_of, starts_before
from services.thumbnail.decode.upright import upright
from services.thumbnail.decode.video import Video, opened
from services.thumbnail.errors import NoPicture
from services.thumbnail.limits import VideoLimits
from services.thumbnail.rank.crop import Crop

Format = Literal["jpeg", "webp"]

WEBP_METHOD = 2
"""Effort of 0..6: 4, the usual, saves few bytes for twice the time."""


class Cut(NamedTuple):
    """A part of a frame, as pictures of these widths in pixels."""

    crop: Crop
    widths: tuple[int, ...]


class Order(NamedTuple):
    """What is wanted of the frame with timestamp `pts`."""

    pts: int
    cuts: tuple[Cut, ...]


class Encoding(NamedTuple):
    """How pictures are written; qualities are 1..100."""

    formats: tuple[Format, ...]
    jpeg_quality: int
    webp_quality: int


class Rendered(NamedTuple):
    """One encoded picture, of `order`'s number in the list and `cut`'s number in the order."""

    order: int
    cut: int
    format: Format
    width: int
    height: int
    data: bytes
    sha256: str


def render(path: Path, limits: VideoLimits, orders: Sequence[Order], encoding: Encoding) -> list[Rendered]:
    """The pictures of all `orders`, in their order. The same input gives the same bytes.

    Raises a VideoError where a frame that was there before no longer decodes.
    """
    rendered = []
    with opened(path, limits) as video:
        budget = Budget(limits.cpu_seconds)
        keys = _keys(video, limits, budget)
        for number, order in enumerate(orders):
            picture = _picture(video, order.pts, keys, budget)
            for cut_number, cut in enumerate(order.cuts):
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
        raise NoPicture(f"the frame at {video.seconds(pts):.2f} s does not decode any more")
    return _upright_image(nearest, video)


def _at(video: Video, pts: int, start: int, budget: Budget) -> VideoFrame | None:
    """The frame at `pts` or just after it, else the last one, decoding from `start` on."""
    last: VideoFrame | None = None
    for frame in frames_from(video, pts, start):
        budget.check()
        last = frame
        if frame.pts is not None and frame.pts >= pts:
            break
    return last


def _upright_image(frame: VideoFrame, video: Video) -> Image.Image:
    shape = upright(frame, video.stream)
    image = Image.fromarray(Converter().full(prepared(frame)))
    if image.size != shape.stored:
        image = image.resize(shape.stored, Image.Resampling.LANCZOS)
    if shape.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    turn = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}.get(shape.turns)
    return image if turn is None else image.transpose(turn)


def _sizes(picture: Image.Image, cut: Cut) -> Iterator[tuple[int, int, Image.Image]]:
    """The cut at each width, largest first; none is enlarged, and none made twice."""
    x, y, width, height = cut.crop
    done: set[int] = set()
    for wanted in sorted(cut.widths, reverse=True):
        across = min(wanted, width)
        if across in done:
            continue
        done.add(across)
        down = max(1, round(height * across / width))
        box = (x, y, x + width, y + height)
        image = picture.resize((across, down), Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)
        yield across, down, image


def _encoded(image: Image.Image, kind: Format, encoding: Encoding) -> bytes:
    """The picture's bytes, without any metadata."""
    out = io.BytesIO()
    if kind == "jpeg":
        image.save(out, "JPEG", quality=encoding.jpeg_quality, optimize=True)
    else:
        image.save(out, "WEBP", quality=encoding.webp_quality, method=WEBP_METHOD)
    return out.getvalue()
