"""Encodes what differs in one clip into a file of its own, which is then joined like any other.

`encode` takes and returns plain values, so that it can run in a process with limits.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError, InvalidDataError
from av.filter import Graph
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from services.merge.codecs import aac
from services.merge.encoding import fitting
from services.merge.errors import Damaged
from services.merge.inputs.clip import Clip, Picture
from services.merge.inputs.preflight import opened
from services.merge.planning.plan import PictureTarget, SoundTarget

QUALITY = {"preset": "medium", "crf": "20"}
KEY_SECONDS = 2
"""Between key frames: players can seek to each."""
THREADS = 2
HOLE = 20
"""Timestamps that differ from the count of samples by more than 1/20 s begin a hole."""
MOST_SILENCE = 48_000
"""Samples of silence at once."""

Samples = NDArray[np.float32]
Progress = Callable[[Fraction], None]
"""Takes the seconds of the clip that are done."""


class Encoded(NamedTuple):
    """A clip's encoded picture."""

    path: Path
    first: int
    """The time of the first frame, in the time base of the clip's picture."""
    frames: int


def encode_picture(clip: Clip, target: PictureTarget, path: Path, progress: Progress) -> Encoded:
    """Encode the picture of `clip` to an MP4 at `path`. Frames keep their times. Raises Damaged."""
    picture = clip.picture
    try:
        with opened(clip.source) as source, av.open(str(path), "w", "mp4") as out:
            frames = _shown(source, picture)
            return Encoded(path, *_pictures(frames, picture, target, out, progress))
    except FFmpegError as error:
        raise Damaged(f"the picture cannot be encoded: {error.strerror or error}") from None


def _pictures(
    shown: Iterable[VideoFrame], picture: Picture, target: PictureTarget, out: OutputContainer, progress: Progress
) -> tuple[int, int]:
    """The time of the first frame, and the number of frames."""
    encoded = _encoder(out, picture, target)
    graph: Graph | None = None
    first, frames = None, 0
    for frame in shown:
        if graph is None:
            graph, size = _graph(frame, picture, target), (frame.width, frame.height)
            first = frame.pts
        if (frame.width, frame.height) != size:
            raise Damaged(f"the size of its pictures changes to {frame.width}×{frame.height}")
        assert frame.pts is not None
        assert first is not None
        seen = frame.pts - first
        graph.vpush(frame)
        frames += _encode_ready(graph, encoded, out, first)
        progress(seen * picture.time_base)
    if graph is None or first is None:
        raise Damaged("no frame of its picture can be decoded")
    graph.vpush(None)
    frames += _encode_ready(graph, encoded, out, first)
    out.mux(encoded.encode(None))
    return first, frames


def _encoder(out: OutputContainer, picture: Picture, target: PictureTarget) -> VideoStream:
    shape, colours = target.geometry, target.colours
    rate = min(picture.rate, Fraction(240))
    encoded = out.add_stream("libx264", rate=rate, options=QUALITY)
    assert isinstance(encoded, VideoStream)
    codec = encoded.codec_context
    codec.width, codec.height, codec.pix_fmt = shape.width, shape.height, "yuv420p"
    codec.sample_aspect_ratio = shape.aspect
    codec.time_base = picture.time_base
    codec.gop_size = max(1, round(KEY_SECONDS * rate))
    codec.thread_count = THREADS
    codec.color_range = 2 if colours.full_range else 1
    codec.colorspace, codec.color_primaries, codec.color_trc = colours.matrix, colours.primaries, colours.transfer
    return encoded


def _shown(source: InputContainer, picture: Picture) -> Iterator[VideoFrame]:
    """The frames that are shown. What cannot be decoded before the first of them is left out."""
    stream = source.streams[picture.track]
    assert isinstance(stream, VideoStream)
    stream.codec_context.thread_count = THREADS
    begun = False
    last: int | None = None
    for packet in source.demux(stream):
        try:
            frames = packet.decode()
        except InvalidDataError:
            if begun:
                raise
            continue
        for frame in frames:
            if frame.pts is None or frame.pts < picture.first or (last is not None and frame.pts <= last):
                continue
            begun, last = True, frame.pts
            yield frame


def _graph(frame: VideoFrame, picture: Picture, target: PictureTarget) -> Graph:
    graph = Graph()
    graph.threads = THREADS
    source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=picture.time_base)
    steps = fitting.steps(picture.geometry, picture.colours, target, interlaced=picture.interlaced)
    graph.link_nodes(source, *(graph.add(name, args) for name, args in steps), graph.add("buffersink")).configure()
    return graph


def _encode_ready(graph: Graph, encoded: VideoStream, out: OutputContainer, first: int) -> int:
    count = 0
    while True:
        try:
            frame = graph.vpull()
        except (BlockingIOError, EOFError):
            return count
        assert frame.pts is not None
        assert frame.time_base is not None
        if frame.time_base != encoded.codec_context.time_base:  # of filters with a time base of their own
            frame.pts = round(frame.pts * frame.time_base / encoded.codec_context.time_base)
            frame.time_base = encoded.codec_context.time_base
        frame.pts -= first
        frame.pict_type = PictureType.NONE  # the encoder chooses its own key frames
        out.mux(encoded.encode(frame))
        count += 1


def encode_sound(clip: Clip, zero: Fraction, target: SoundTarget, path: Path, progress: Progress) -> Path:
    """Encode the sound of `clip` from second `zero` of its clock to the end of its picture, to an MP4 at `path`.

    The first sample belongs to `zero`: holes are filled with silence. Raises Damaged.
    """
    assert clip.sound is not None
    samples = round(((clip.picture.end * clip.picture.time_base) - zero) * target.rate)
    try:
        with opened(clip.source) as source, av.open(str(path), "w", "mp4") as out:
            encoded = out.add_stream("aac", rate=target.rate)
            assert isinstance(encoded, AudioStream)
            codec = encoded.codec_context
            codec.layout, codec.format = aac.LAYOUTS[target.channels], "fltp"
            codec.bit_rate = aac.bit_rate(target.rate, target.channels)
            at = 0
            for block in _blocks(
                _resampled(source, clip.sound.track, target), round(zero * target.rate), samples, target.channels
            ):
                out.mux(encoded.encode(aac.frame(block, target.rate, target.channels, at)))
                at += aac.FRAME
                progress(Fraction(at, target.rate))
            out.mux(encoded.encode(None))
    except FFmpegError as error:
        raise Damaged(f"the sound cannot be encoded: {error.strerror or error}") from None
    return path


def _resampled(source: InputContainer, index: int, target: SoundTarget) -> Iterator[tuple[int, Samples]]:
    """Samples of the target's rate and channels, each with the number of the first on the clip's clock."""

    def fresh() -> AudioResampler:
        return AudioResampler("fltp", aac.LAYOUTS[target.channels], target.rate)

    stream = source.streams[index]
    assert isinstance(stream, AudioStream)
    resampler, position, taken = fresh(), 0, 0
    begin: int | None = None
    for packet in source.demux(stream):
        try:
            frames = packet.decode()
        except InvalidDataError:
            continue  # a damaged packet becomes a hole
        for frame in frames:
            if frame.pts is None or frame.time_base is None:
                continue
            given = round(frame.pts * frame.time_base * target.rate)
            # Timestamps are rounded: only a real hole begins a new count.
            if begin is None or abs(given - begin - taken * target.rate // frame.sample_rate) > target.rate // HOLE:
                if begin is not None:
                    yield position, _rest(resampler, target)
                resampler, position, begin, taken = fresh(), given, given, 0
            taken += frame.samples
            frame.pts = None
            for made in resampler.resample(frame):
                yield position, made.to_ndarray().astype(np.float32, copy=False)
                position += made.samples
    if begin is not None:
        yield position, _rest(resampler, target)


def _rest(resampler: AudioResampler, target: SoundTarget) -> Samples:
    """The samples that the resampler has not given yet."""
    rest = [made.to_ndarray().astype(np.float32, copy=False) for made in resampler.resample(None)]
    return np.concatenate([np.zeros((target.channels, 0), np.float32), *rest], axis=1)


def _blocks(pieces: Iterable[tuple[int, Samples]], zero: int, total: int, channels: int) -> Iterator[Samples]:
    """Blocks of one codec frame that cover `total` samples from `zero`, silent where there are no pieces."""
    held = np.zeros((channels, 0), np.float32)
    done = 0
    for piece in _filled(pieces, zero, total, channels):
        held = np.concatenate((held, piece), axis=1)
        whole = held.shape[1] - held.shape[1] % aac.FRAME
        for at in range(0, whole, aac.FRAME):
            if done >= total:
                return
            yield np.ascontiguousarray(held[:, at : at + aac.FRAME])
            done += aac.FRAME
        held = held[:, whole:]
    if done < total and (held.shape[1] or not done):
        yield np.pad(held, ((0, 0), (0, aac.FRAME - held.shape[1])))


def _filled(pieces: Iterable[tuple[int, Samples]], zero: int, total: int, channels: int) -> Iterator[Samples]:
    """The pieces from `zero` on, back to back: what is before, or twice, is cut; holes are filled with silence."""
    here = 0
    for position, piece in pieces:
        at = position - zero
        while here < min(at, total):
            size = min(at - here, MOST_SILENCE)
            yield np.zeros((channels, size), np.float32)
            here += size
        kept = piece[:, max(0, here - at) :]
        here += kept.shape[1]
        yield kept
        if here >= total:
            return
