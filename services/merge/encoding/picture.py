"""Encodes what differs in one clip into a file of its own, which is then joined like any other.

`encode` takes and returns plain values, so that it can run in a process with limits.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
from av.codec.context import CodecContext
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError, InvalidDataError
from av.filter import Graph
from av.filter.context import FilterContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from services.merge.encoding import fitting
from services.merge.errors import Damaged
from services.merge.inputs.clip import Clip, Picture
from services.merge.inputs.keyframes import key_frame_before, seek_before
from services.merge.inputs.preflight import opened
from services.merge.planning.plan import PictureTarget

QUALITY = {"preset": "medium", "crf": "20"}
HEVC_QUALITY = {"preset": "medium", "crf": "22", "x265-params": "log-level=error:pools=2:frame-threads=1"}
HEVC_RATE = Fraction(30)
KEY_SECONDS = 2
"""Between key frames: players can seek to each."""
THREADS = 2
ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
ALPHA_TAGS = ("alpha_mode", "ALPHA_MODE")
"""Of the track's header, and among the tags of the file."""
Progress = Callable[[Fraction], None]
"""Takes the seconds of the clip that are done."""


class Encoded(NamedTuple):
    """A clip's encoded picture."""

    path: Path
    first: int
    """The time of the first frame, in the time base of the clip's picture."""
    taken: int
    """Frames of the clip."""
    frames: int
    """Of the result: with a constant rate there may be more or fewer."""


def encode_picture(
    clip: Clip, target: PictureTarget, path: Path, progress: Progress, *, keys: Sequence[Fraction] = ()
) -> Encoded:
    """Encode the picture of `clip` to an MP4 at `path`. Frames keep their times, if no rate is set. Raises Damaged.

    `keys`: rising seconds from the first frame, from each of which on the next frame is a key frame.
    """
    try:
        with opened(clip.source) as source, av.open(str(path), "w", "mp4", options=muxing(target)) as out:
            return _Encoding(clip, target, out, path, progress).run(deque(keys), shown(source, clip))
    except FFmpegError as error:
        raise Damaged(f"the picture cannot be encoded: {error.strerror or error}") from None


class _Encoding:
    def __init__(self, clip: Clip, target: PictureTarget, out: OutputContainer, path: Path, progress: Progress) -> None:
        self._picture, self._target, self._out, self._path, self._progress = clip.picture, target, out, path, progress
        self._encoder = encoder(out, clip.picture, target)
        self._base = self._encoder.codec_context.time_base
        self._graph: Graph | None = None
        self._zero: int | None = None
        """The time of the first encoded frame, in the encoder's time base."""
        self._frames = 0

    def run(self, keys: deque[Fraction], shown: Iterable[VideoFrame]) -> Encoded:
        """Encode these frames. Raises Damaged, FFmpegError."""
        first, size, taken = None, (0, 0), 0
        for frame in shown:
            assert frame.pts is not None
            if self._graph is None:
                self._graph, size = _graph(frame, self._picture, self._target), (frame.width, frame.height)
                first = frame.pts
            if (frame.width, frame.height) != size:
                raise Damaged(f"the size of its pictures changes to {frame.width}×{frame.height}")
            assert first is not None
            seen = frame.pts - first
            self._graph.vpush(frame)
            taken += 1
            self._encode_ready(keys)
            self._progress(seen * self._picture.time_base)
        if self._graph is None or first is None:
            raise Damaged("no frame of its picture can be decoded")
        self._graph.vpush(None)
        self._encode_ready(keys)
        self._out.mux(self._encoder.encode(None))
        return Encoded(self._path, first, taken, self._frames)

    def _encode_ready(self, keys: deque[Fraction]) -> None:
        assert self._graph is not None
        while True:
            try:
                frame = self._graph.vpull()
            except (BlockingIOError, EOFError):
                return
            assert frame.pts is not None
            assert frame.time_base is not None
            if frame.time_base != self._base:  # of filters with a time base of their own
                frame.pts = round(frame.pts * frame.time_base / self._base)
                frame.time_base = self._base
            if self._zero is None:
                self._zero = frame.pts
            frame.pts -= self._zero
            frame.pict_type = PictureType.NONE  # the encoder chooses its other key frames
            if keys and frame.pts * self._base >= keys[0]:
                frame.pict_type = PictureType.I
                keys.popleft()
            self._out.mux(self._encoder.encode(frame))
            self._frames += 1


def muxing(target: PictureTarget) -> dict[str, str]:
    """Options of the muxer."""
    return {"video_track_timescale": str(target.ticks)} if target.codec == "hevc" else {}


def encoder(out: OutputContainer, picture: Picture, target: PictureTarget) -> VideoStream:
    """A track of `out` for pictures of `target`, with the times and the rate of `picture`."""
    shape, colours = target.geometry, target.colours
    rate = target.rate or min(picture.rate, Fraction(240))
    if target.codec == "hevc":
        # The parameter sets name the rate: those of all clips must be equal.
        encoded = out.add_stream("libx265", rate=target.rate or HEVC_RATE, options=HEVC_QUALITY)
    else:
        encoded = out.add_stream("libx264", rate=rate, options=QUALITY)
    assert isinstance(encoded, VideoStream)
    codec = encoded.codec_context
    codec.width, codec.height, codec.pix_fmt = shape.width, shape.height, "yuv420p"
    codec.sample_aspect_ratio = shape.aspect
    if shape.turns:
        encoded.set_display_rotation(90 * shape.turns)  # the result may take its header from this file
    codec.time_base = picture.time_base
    if target.rate is not None:
        codec.time_base = 1 / target.rate
    elif target.codec == "hevc":
        codec.time_base = Fraction(1, target.ticks)
    codec.gop_size = max(1, round(KEY_SECONDS * rate))
    codec.thread_count = THREADS
    codec.color_range = 2 if colours.full_range else 1
    codec.colorspace, codec.color_primaries, codec.color_trc = colours.matrix, colours.primaries, colours.transfer
    if target.codec == "hevc":
        codec.codec_tag = "hvc1"
    return encoded


def shown(source: InputContainer, clip: Clip) -> Iterator[VideoFrame]:
    """The frames that are kept. What cannot be decoded before the first of them is left out."""
    picture = clip.picture
    stream = source.streams[picture.track]
    assert isinstance(stream, VideoStream)
    decoder = _decoder(stream)
    decoder.thread_count = THREADS
    begun = False
    last: int | None = None
    times: deque[int | None] = deque()
    """Of packets whose frame has not been shown, if frames are numbered."""
    for packet in _packets(source, stream, clip):
        if packet.size and picture.numbered:
            times.append(packet.dts)
        try:
            frames = decoder.decode(packet if packet.size else None)
        except InvalidDataError:
            if begun:
                raise
            if times:
                times.pop()
            continue
        for frame in frames:
            if picture.numbered:
                frame.pts = times.popleft() if times else None
            if frame.pts is not None and frame.pts == last:
                frame.pts += 1  # where two stretches of an edit list meet
            if frame.pts is None or frame.pts < picture.first or (last is not None and frame.pts <= last):
                continue
            if frame.pts >= picture.end and clip.whole is not None:
                return
            begun, last = True, frame.pts
            yield frame


def _decoder(stream: VideoStream) -> VideoCodecContext:
    """FFmpeg's own decoders of VP8 and VP9 leave out the transparency, which WebM has beside the packets."""
    codec = stream.codec_context
    name = ALPHA_DECODERS.get(codec.codec.canonical_name)
    if name is None or not any(stream.metadata.get(tag) == "1" for tag in ALPHA_TAGS):
        return codec
    made = CodecContext.create(name, "r")
    assert isinstance(made, VideoCodecContext)
    return made


def _packets(source: InputContainer, stream: VideoStream, clip: Clip) -> "Iterator[Packet[VideoStream]]":
    """Those of the picture, from a key frame at or before the first frame that is kept on."""
    picture, track, key = clip.picture, clip.track, None
    if picture.first > track.first and picture.numbered:
        source.seek(picture.first, stream=stream)
    elif picture.first > track.first:
        key = key_frame_before(clip.source, track, picture.first + 1)
        begin = None if key is None else seek_before(clip.source, track, key)
        if begin is not None:
            source.seek(begin, stream=stream)
    for packet in source.demux(stream):
        if key is None or (packet.is_keyframe and packet.pts == key):
            key = None
            yield packet


def _graph(frame: VideoFrame, picture: Picture, target: PictureTarget) -> Graph:
    graph = Graph()
    graph.threads = THREADS
    at: FilterContext = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=picture.time_base
    )
    if any(component.is_alpha for component in frame.format.components):
        at = _linked(graph, at, fitting.ON_BLACK)
    for name, args in fitting.steps(picture.geometry, picture.colours, target, interlaced=picture.interlaced):
        at = _blurred(graph, at, args) if name == fitting.BLURRED else _linked(graph, at, (name, args))
    at.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


def _linked(graph: Graph, at: FilterContext, *steps: fitting.Step) -> FilterContext:
    for name, args in steps:
        made = graph.add(name, args)
        at.link_to(made)
        at = made
    return at


def _blurred(graph: Graph, at: FilterContext, size: str) -> FilterContext:
    background, last = fitting.on_blurred_copy(size)
    split, overlay = graph.add("split"), graph.add(*last)
    at.link_to(split)
    behind = graph.add(*background[0])
    split.link_to(behind, 0, 0)
    _linked(graph, behind, *background[1:]).link_to(overlay, 0, 0)
    split.link_to(overlay, 1, 1)
    return overlay
