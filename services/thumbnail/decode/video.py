"""Opening a stranger's video: formats and codecs by allow-list, size and duration checked before a frame is decoded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.codec import codecs_available
from av.container import InputContainer
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from services.thumbnail.decode.content import named, still
from services.thumbnail.decode.tracks import best_track, is_picture, track_of
from services.thumbnail.errors import FrameTooLarge, NoPicture, NotAVideo, TooLong
from services.thumbnail.limits import VideoLimits

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,asf,ogg"
"""Demuxers. No playlist among them (hls, dash, concat, sdp): what those name would be opened next."""

CODECS = frozenset(
    (
        "h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mpeg1video", "mjpeg", "h263", "wmv3", "vc1",
        "msmpeg4v3", "theora", "prores",
    )
)  # fmt: skip
TRANSPARENT = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""Decoders that read the transparency of WebM as well, for those that do not."""
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
MOST_STREAMS = 64
"""Streams beyond are neither looked at nor limited in pixels."""
LEAST_SIDE = 16
"""Pixels: narrower frames give thumbnails of a few pixels."""
FEW_FRAMES = 4
SLACK_SECONDS = 0.5
"""A file cut at the limit runs a few frames over."""


class Video(NamedTuple):
    """An open video."""

    container: InputContainer
    stream: VideoStream
    decoder: VideoCodecContext
    codec: str
    tick: float
    """Seconds of one unit of the stream's timestamps."""
    start: float
    """The stream's first timestamp, seconds: times are told from it."""
    first: int
    """The same in the stream's unit."""

    def seconds(self, pts: int) -> float:
        """A timestamp of the stream as seconds from its start."""
        return max(0.0, pts * self.tick - self.start)


@contextmanager
def opened(path: Path, limits: VideoLimits) -> Iterator[Video]:
    """The video at `path`, ready to be decoded by one thread. Raises a VideoError that says what is wrong with it."""
    picture = still(path)
    if picture is not None:
        raise NotAVideo(f"it is {picture}, not a video")
    # Looking for streams decodes frames, so the cap on pixels belongs there too.
    per_stream = [{"max_pixels": str(limits.pixels), "threads": "1"}] * MOST_STREAMS
    try:
        try:
            container = _open(path, OPTIONS, per_stream)
        except ValueError as error:
            if isinstance(error, FFmpegError):
                raise
            # FLV and MPEG tell their streams only as they come; there the limit of memory has to do.
            container = _open(path, OPTIONS, [])
    except MemoryError:
        raise
    except FFmpegError as error:
        other = named(path)
        if other is not None:
            raise NotAVideo(f"it is {other}, not a video") from None
        raise NotAVideo(f"not a video in a format that we accept, or damaged: {said(error)}") from None
    with container:
        yield _checked(container, path, limits)


def _open(path: Path, options: dict[str, str], per_stream: list[dict[str, str]]) -> InputContainer:
    # A title in some other encoding is no reason to refuse a video.
    # The stub says list[str]; the code, and FFmpeg, want a mapping for each stream.
    return av.open(str(path), options=options, stream_options=per_stream, metadata_errors="replace")  # type: ignore[arg-type]


def said(error: FFmpegError) -> str:
    """What FFmpeg says, without the path of our own file."""
    return error.strerror or type(error).__name__


def _checked(container: InputContainer, path: Path, limits: VideoLimits) -> Video:
    # The cover of a sound file is a video stream as well.
    streams = [stream for stream in container.streams.video if not is_picture(stream)]
    chosen = best_track([track_of(stream) for stream in streams], CODECS, limits.pixels)
    if chosen is None:
        if container.streams.video and container.streams.audio and not streams:
            raise NoPicture("it is sound with a cover picture; there is no video in it")
        raise NoPicture("the file has no video track that we can decode")
    stream = streams[chosen]
    codec = stream.codec_context
    name = codec.codec.canonical_name
    if name not in CODECS:
        raise NotAVideo(f"its codec {name} is not accepted; H.264 in MP4 always is")
    if codec.width < 1 or codec.height < 1:
        # A decoder that was refused a frame for its size forgets what size that was.
        claimed = _claimed_size(path)
        _check_size(claimed, limits)
        require_memory(claimed)
        raise NoPicture("the video track tells no frame size: the file is damaged")
    _check_size((codec.width, codec.height), limits)
    tick = float(stream.time_base or 0)
    first = stream.start_time if stream.start_time is not None else _first_timestamp(path, stream.index)
    check_duration(_duration(container, stream, first * tick), limits)
    decoder = _decoder(stream)
    decoder.thread_count = 1
    decoder.options = {"max_pixels": str(limits.pixels)}
    return Video(container, stream, decoder, name, tick, tick * first, first)


def _decoder(stream: VideoStream) -> VideoCodecContext:
    """The stream's own, but for a track with transparency, which FFmpeg's decoders of VP8 and VP9 leave out."""
    own = stream.codec_context
    other = TRANSPARENT.get(own.codec.canonical_name)
    if other is None or stream.metadata.get("alpha_mode") != "1" or other not in codecs_available:
        return own
    decoder = VideoCodecContext.create(other, "r")
    assert isinstance(decoder, VideoCodecContext)
    return decoder


def _check_size(size: tuple[int, int], limits: VideoLimits) -> None:
    width, height = size
    if 0 < min(size) < LEAST_SIDE:
        raise NoPicture(f"its frames are {width}×{height}: too narrow for a thumbnail, {LEAST_SIDE} pixels are needed")
    if width * height > limits.pixels:
        raise FrameTooLarge(
            f"its frames are {width}×{height}; the limit is {limits.pixels:,} pixels (THUMBNAIL_MAX_PIXELS)"
        )


def _claimed_size(path: Path) -> tuple[int, int]:
    """Width and height as the container tells them, with no decoder asked; 0, 0 where it does not."""
    try:
        with _open(path, OPTIONS | {"codec_whitelist": "none"}, []) as container:
            sizes = [(s.codec_context.width, s.codec_context.height) for s in container.streams.video]
    except FFmpegError:
        sizes = []
    return max(sizes, default=(0, 0))


def require_memory(size: tuple[int, int]) -> None:
    """Raise MemoryError where there is none left for a few frames of `size`: decoders call that damage."""
    np.empty((FEW_FRAMES, *size, 3), np.uint8)


def check_duration(seconds: float, limits: VideoLimits) -> None:
    """Raise TooLong where `seconds` is more than a video may run."""
    if seconds > limits.duration + SLACK_SECONDS:
        raise TooLong(f"it runs {seconds:.1f} s; the limit is {limits.duration:g} s (MAX_VIDEO_DURATION_SECONDS)")


def _first_timestamp(path: Path, index: int) -> int:
    """Of a track where FFmpeg does not know it: Matroska's, of which nothing decodes at once. In the track's unit."""
    try:
        with _open(path, OPTIONS, []) as container:
            packets = container.demux(container.streams[index])
            return next((packet.pts for packet in packets if packet.pts is not None and packet.size), 0)
    except MemoryError:
        raise
    except FFmpegError:
        return 0


def _duration(container: InputContainer, stream: VideoStream, start: float) -> float:
    """Seconds as the file tells them: of the track, else of the file; 0 where it tells none."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    # Some containers count from zero, though the first frame comes hours later: a part of a broadcast.
    begins = start if container.start_time is None else container.start_time / av.time_base
    return (container.duration or 0) / av.time_base - max(0.0, begins)
