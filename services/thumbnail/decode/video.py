"""Opens untrusted videos: formats and codecs by allow-list; size and duration are checked before decoding."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import av
import numpy as np
from av.codec import codecs_available
from av.container import InputContainer
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from libs.media.content import heif_format, other_format
from services.thumbnail.decode.tracks import best_track, is_picture, track_of
from services.thumbnail.errors import FrameTooLarge, NoPicture, NotAVideo, TooLong
from services.thumbnail.limits import VideoLimits

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,asf,ogg"
"""Demuxers, without playlists (hls, dash, concat, sdp), which would open other files."""

CODECS = frozenset(
    (
        "h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mpeg1video", "mjpeg", "h263", "wmv3", "vc1",
        "msmpeg4v3", "theora", "prores",
    )
)  # fmt: skip
TRANSPARENT = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""Decoders that support the transparency of WebM, by codec."""
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
MAX_STREAMS = 64
"""Later streams are ignored, and their pixels not limited."""
MIN_SIDE = 16
"""Pixels of a frame's shorter side."""
FEW_FRAMES = 4
SLACK_SECONDS = 0.5
"""A file that was cut at the limit may be a few frames longer."""


class Video(NamedTuple):
    """An open video."""

    container: InputContainer
    stream: VideoStream
    decoder: VideoCodecContext
    codec: str
    tick: float
    """The stream's time base in seconds."""
    start: float
    """The stream's first timestamp in seconds, from which times are counted."""
    first: int
    """The stream's first timestamp, in its time base."""

    def seconds(self, pts: int) -> float:
        """A timestamp as seconds from the stream's start."""
        return max(0.0, pts * self.tick - self.start)


@contextmanager
def open_video(path: Path, limits: VideoLimits) -> Iterator[Video]:
    """The video at `path`, ready to be decoded by one thread. Raises a VideoError."""
    picture = _format(path, heif_format)
    if picture is not None:
        raise NotAVideo(f"it is {picture}, not a video")
    # Opening a file may decode frames, so the limit of pixels is needed here too.
    per_stream = [{"max_pixels": str(limits.pixels), "threads": "1"}] * MAX_STREAMS
    try:
        try:
            container = _open(path, OPTIONS, per_stream)
        except ValueError as error:
            if isinstance(error, FFmpegError):
                raise
            # FLV and MPEG list their streams only while they are read; then only the memory limit applies.
            container = _open(path, OPTIONS, [])
    except MemoryError:
        raise
    except FFmpegError as error:
        other = _format(path, other_format)
        if other is not None:
            raise NotAVideo(f"it is {other}, not a video") from None
        raise NotAVideo(f"not a video of a supported format, or damaged: {error_text(error)}") from None
    with container:
        yield _checked(container, path, limits)


def _format(path: Path, of: Callable[[BinaryIO], str | None]) -> str | None:
    """The format of the file at `path`; None for a pipe, which can be read only once."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return of(file)


def _open(path: Path, options: dict[str, str], per_stream: list[dict[str, str]]) -> InputContainer:
    # Metadata in an invalid encoding must not fail the video.
    # The stub declares list[str], but the code, like FFmpeg, needs a mapping for each stream.
    return av.open(str(path), options=options, stream_options=per_stream, metadata_errors="replace")  # type: ignore[arg-type]


def error_text(error: FFmpegError) -> str:
    """FFmpeg's message, without the path of the temporary file."""
    return error.strerror or type(error).__name__


def _checked(container: InputContainer, path: Path, limits: VideoLimits) -> Video:
    # The cover of an audio file is a video stream too.
    streams = [stream for stream in container.streams.video if not is_picture(stream)]
    chosen = best_track([track_of(stream) for stream in streams], CODECS, limits.pixels)
    if chosen is None:
        if container.streams.video and container.streams.audio and not streams:
            raise NoPicture("it is an audio file with a cover picture, without a video")
        raise NoPicture("the file has no video track of a supported codec")
    stream = streams[chosen]
    codec = stream.codec_context
    name = codec.codec.canonical_name
    if name not in CODECS:
        raise NotAVideo(f"codec {name} is not supported: use H.264 in MP4")
    if codec.width < 1 or codec.height < 1:
        # A decoder that refused a frame because of its size does not report the size.
        claimed = _claimed_size(path)
        _check_size(claimed, limits)
        require_memory(claimed)
        raise NoPicture("the video track has no frame size: the file is damaged")
    _check_size((codec.width, codec.height), limits)
    tick = float(stream.time_base or 0)
    first = stream.start_time if stream.start_time is not None else _first_timestamp(path, stream.index)
    check_duration(_duration(container, stream, first * tick), limits)
    decoder = _decoder(stream)
    decoder.thread_count = 1
    decoder.options = {"max_pixels": str(limits.pixels)}
    return Video(container, stream, decoder, name, tick, tick * first, first)


def _decoder(stream: VideoStream) -> VideoCodecContext:
    """The stream's decoder; one of `TRANSPARENT` for transparent VP8 and VP9, as FFmpeg's own ignore transparency."""
    own = stream.codec_context
    other = TRANSPARENT.get(own.codec.canonical_name)
    if other is None or stream.metadata.get("alpha_mode") != "1" or other not in codecs_available:
        return own
    decoder = VideoCodecContext.create(other, "r")
    assert isinstance(decoder, VideoCodecContext)
    return decoder


def _check_size(size: tuple[int, int], limits: VideoLimits) -> None:
    width, height = size
    if 0 < min(size) < MIN_SIDE:
        raise NoPicture(f"frames of {width}×{height} are too small: each side must have at least {MIN_SIDE} pixels")
    if width * height > limits.pixels:
        raise FrameTooLarge(
            f"frames of {width}×{height} are too large: at most {limits.pixels:,} pixels (THUMBNAIL_MAX_PIXELS)"
        )


def _claimed_size(path: Path) -> tuple[int, int]:
    """Width and height in the container, without a decoder; 0, 0 if it has none."""
    try:
        with _open(path, OPTIONS | {"codec_whitelist": "none"}, []) as container:
            sizes = [(s.codec_context.width, s.codec_context.height) for s in container.streams.video]
    except FFmpegError:
        sizes = []
    return max(sizes, default=(0, 0))


def require_memory(size: tuple[int, int]) -> None:
    """Raise MemoryError if a few frames of `size` do not fit into memory: decoders report that as damage."""
    np.empty((FEW_FRAMES, *size, 3), np.uint8)


def check_duration(seconds: float, limits: VideoLimits) -> None:
    """Raise TooLong if `seconds` exceeds the limit."""
    if seconds > limits.duration + SLACK_SECONDS:
        raise TooLong(
            f"a video of {seconds:.1f} s is too long: at most {limits.duration:g} s (MAX_VIDEO_DURATION_SECONDS)"
        )


def _first_timestamp(path: Path, index: int) -> int:
    """The first timestamp of a track, if FFmpeg does not report it (some Matroska files). In the track's time base."""
    try:
        with _open(path, OPTIONS, []) as container:
            packets = container.demux(container.streams[index])
            return next((packet.pts for packet in packets if packet.pts is not None and packet.size), 0)
    except MemoryError:
        raise
    except FFmpegError:
        return 0


def _duration(container: InputContainer, stream: VideoStream, start: float) -> float:
    """Seconds in the header of the track, else of the file; 0 if unknown."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    # In some containers the duration counts from zero, although the first frame is hours later (part of a broadcast).
    begins = start if container.start_time is None else container.start_time / av.time_base
    return (container.duration or 0) / av.time_base - max(0.0, begins)
