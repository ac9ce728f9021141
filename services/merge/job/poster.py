"""One frame of the result as a JPEG, as players show it."""

import io
from collections.abc import Sequence
from fractions import Fraction

from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from services.merge.errors import BadOption, Damaged
from services.merge.inputs.clip import Geometry
from services.merge.inputs.preflight import opened
from services.merge.joining.part import Part, PictureSegment

QUALITY = 90
TURNS = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
"""Counterclockwise."""


def poster(parts: Sequence[Part], second: float, shape: Geometry) -> bytes:
    """The frame that is shown at `second` of the result, whose pictures have `shape`. Raises BadOption, Damaged."""
    left = Fraction(str(second))
    for part in parts:
        for segment in part.pictures:
            seconds = (segment.end - segment.start) * segment.picture.time_base
            if left < seconds:
                return _jpeg(_frame(segment, segment.start + int(left / segment.picture.time_base)), shape)
            left -= seconds
    whole = float(Fraction(str(second)) - left)
    raise BadOption(f"option poster: {second:g} s is behind the end of the result, which has {whole:.2f} s")


def _frame(segment: PictureSegment, time: int) -> VideoFrame:
    found: VideoFrame | None = None
    try:
        with opened(segment.source) as container:
            stream = container.streams[segment.picture.track]
            assert isinstance(stream, VideoStream)
            container.seek(time, stream=stream)
            for frame in container.decode(stream):
                if frame.pts is None or (frame.pts > time and found is not None):
                    break
                found = frame
                if frame.pts == time:
                    break
    except FFmpegError as error:
        raise Damaged(f"the poster cannot be decoded: {error.strerror or error}") from None
    if found is None:
        raise Damaged("the poster cannot be decoded")
    return found


def _jpeg(frame: VideoFrame, shape: Geometry) -> bytes:
    image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    if shape.aspect != 1:
        image = image.resize((max(1, round(image.width * shape.aspect)), image.height), Image.Resampling.BICUBIC)
    if shape.turns:
        image = image.transpose(TURNS[shape.turns])
    data = io.BytesIO()
    image.save(data, "JPEG", quality=QUALITY, optimize=True)
    return data.getvalue()
