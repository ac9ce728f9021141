"""Looks at an input before anything is joined: its tracks, every packet's times, and its first picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import BinaryIO, NamedTuple

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from libs.media.content import top_level
from libs.media.display import pixel_aspect, rotation
from services.merge.codecs import aac
from services.merge.errors import Damaged, NoPicture, NotAVideo
from services.merge.inputs.clip import FULL_RANGE, Clip, Colours, Geometry, Picture, Sound
from services.merge.inputs.ending import ending
from services.merge.inputs.refusal import refuse
from services.merge.inputs.scan import Scanned, Times, Tracks, from_index, is_numbered, scan, time_base
from services.merge.inputs.source import Source

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,flv,mpegts,mpeg,avi"
"""Demuxers, without playlists and scripts, which would open other files."""
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS, "enable_drefs": "0"}
"""`enable_drefs`: a QuickTime file may have its frames in another file."""
NO_FILES = {"protocol_whitelist": "none"}
"""For content that Python reads."""
WHOLE_BYTES = 8 * 1024 * 1024
"""Smaller files are read whole: that takes no longer than to seek in them."""
EBML = b"\x1a\x45\xdf\xa3"
"""The start of Matroska and WebM."""
TOLERANCE = 1
"""Seconds by which the duration of a header may be longer: it may be that of a track that is dropped."""
FRAMES_TAG = "NUMBER_OF_FRAMES"
"""Of Matroska, as mkvmerge writes it."""
FIRST_PACKETS = 300
"""Packets of the picture that are decoded to find the first frame."""


QUICK = {"probesize": "32"}
"""What the index of an MP4 says suffices: to find out more, FFmpeg decodes frames, which takes a tenth of a second."""
WITHOUT_DECODING: dict[str, str] = {"skip_frame": "all"}
STREAMS = 64


@contextmanager
def opened(source: Source) -> Iterator[InputContainer]:
    """An input, ready to be read. Of an MP4 only what its index has is known: no pixel format, no profile.

    Raises NotAVideo.
    """
    with source.file() as file:
        refuse(file)
        file.seek(0)
        target = source.target(file)
        try:
            container = _quickly(target) if _has_index(file) else None
            if container is None:
                container = av.open(target, "r", options=_options(target), metadata_errors="replace")
        except FFmpegError as error:
            _check_whole(file, source.size)
            raise NotAVideo(f"not a video of a supported format, or damaged: {error.strerror or error}") from None
        with container:
            yield container


def _options(target: str | BinaryIO) -> dict[str, str]:
    return OPTIONS if isinstance(target, str) else OPTIONS | NO_FILES


def _check_whole(file: BinaryIO, size: int) -> None:
    """Raise Damaged if a file that cannot be opened is one of which the end is missing."""
    if _has_index(file):
        boxes = top_level(file)
        if boxes.missing or not boxes.indexed:
            raise Damaged("the file is cut off: its index, which stands at the end of such files, is not complete")
    elif file.read(4) == EBML:
        cut = ending(file, "matroska", size).cut
        if cut:
            raise Damaged(f"the file is cut off: {cut}")


def _has_index(file: BinaryIO) -> bool:
    """Whether it is of the MP4 family."""
    file.seek(4)
    kind = file.read(4)
    file.seek(0)
    return kind in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def _quickly(target: str | BinaryIO) -> InputContainer | None:
    """The container, without decoding; None if it has another number of streams than FFmpeg expects."""
    # The stub declares list[str], but the code, like FFmpeg, needs a mapping for each stream.
    skip: list[str] = [WITHOUT_DECODING] * STREAMS  # type: ignore[list-item]
    try:
        return av.open(target, "r", options=_options(target) | QUICK, stream_options=skip, metadata_errors="replace")
    except ValueError as error:
        if isinstance(error, FFmpegError):
            raise
        return None


def inspect(source: Source) -> Clip:
    """What is in `source`. Files of the MP4 family have an index; others are read once. Raises a MergeError."""
    with opened(source) as container:
        tracks = _tracks(container)
        # Once demuxing has begun, FFmpeg lists as many index entries of other formats as it has read.
        indexed = _index(container, source, tracks)
        kind = container.format.name.partition(",")[0]
        doubts = _ending(source, kind)
        dropped = tuple(_name(stream) for stream in container.streams if stream not in tracks)
        first = _first_frame(source, tracks.video.index)
        heard = _first_sound(source, tracks.audio.index) if tracks.audio is not None else None
        if tracks.audio is not None and heard is None:
            dropped = (*dropped, f"{_name(tracks.audio)}, which cannot be decoded")
            tracks = Tracks(tracks.video, None)
        try:
            found = from_index(source, container, tracks) if indexed and source.size > WHOLE_BYTES else None
            if found is None:
                # Not all demuxers can go back to the first packet.
                with opened(source) as again:
                    found = scan(again, tracks.of(again))
        except FFmpegError as error:
            raise Damaged(f"the file cannot be read to its end: {error.strerror or error}") from None
        count = found.pictures.count + found.pictures.hidden
        if count < indexed:
            raise Damaged(f"the file is cut off: {count} of {indexed} frames are left")
        picture = _picture(tracks, first, found, numbered=is_numbered(container))
        sound = None
        if tracks.audio is not None and found.sounds.count:
            sound = _sound(tracks.audio, found.sounds, found.sound_packet)
        if sound is not None and heard is not None:
            sound = sound._replace(rate=heard.rate, channels=heard.channels, profile=heard.profile)
        warnings = () if indexed else tuple(_warnings(container, tracks, picture, sound, found))
        return Clip(source, kind, source.size, picture, sound, dropped, warnings=(*doubts, *warnings))


def inspect_sound(source: Source) -> Sound:
    """The audio track of a file that has nothing else. Raises a MergeError."""
    with opened(source) as container:
        (stream,) = container.streams.audio
        times, first = Times(), b""
        for packet in container.demux([stream]):
            if packet.size:
                first = first or bytes(packet)
                times.add(packet, packet.duration or 0)
        return _sound(stream, times, first)


def _tracks(container: InputContainer) -> Tracks:
    """What players show and play: the default tracks, of several pictures the largest. Raises Damaged, NoPicture."""
    videos = [stream for stream in container.streams.video if _is_track(stream)]
    if not container.streams:
        raise Damaged("the file has no tracks: it is cut off, or damaged")
    if not videos:
        raise NoPicture("the file has no video track" + (", only sound" if container.streams.audio else ""))
    sounds = [stream for stream in container.streams.audio if _decodable(stream) and stream.sample_rate > 0]
    return Tracks(
        max(videos, key=lambda s: (bool(s.disposition & Disposition.default), s.width * s.height, -s.index)),
        max(sounds, key=lambda s: (bool(s.disposition & Disposition.default), -s.index), default=None),
    )


def _is_track(stream: VideoStream) -> bool:
    others = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.dependent
    return _decodable(stream) and not others & stream.disposition


def _decodable(stream: VideoStream | AudioStream) -> bool:
    return stream.codec_context is not None


def _name(stream: Stream) -> str:
    if stream.codec_context is not None:
        return f"{stream.type} {stream.codec_context.codec.canonical_name}"
    codec = stream.name if stream.type == "data" else None
    return f"{stream.type} {codec or stream.metadata.get('handler_name') or 'of an unknown codec'}"


def _index(container: InputContainer, source: Source, tracks: Tracks) -> int:
    """How many frames the file's index has; 0 if it has none, or not of all frames. Raises Damaged if it lists packets
    behind the end of the file: FFmpeg ends there without an error.
    """
    if not container.format.name.startswith("mov"):
        return 0
    with source.file() as file:
        boxes = top_level(file)
    size = source.size
    for stream, what in zip(tracks, ("frames", "packets of sound"), strict=True):
        entries = stream.index_entries if stream is not None else ()
        missing = sum(1 for entry in entries if entry.pos + entry.size > size)
        if missing:
            raise Damaged(f"the file is cut off: {missing} of {len(entries)} {what} are missing at its end")
    if boxes.missing:
        raise Damaged(f"the file is cut off: {boxes.missing} bytes are missing at its end")
    return 0 if boxes.fragmented else len(tracks.video.index_entries)


def _ending(source: Source, kind: str) -> tuple[str, ...]:
    """Why a file may be cut off. Raises Damaged if it is."""
    with source.file() as file:
        end = ending(file, kind, source.size)
    if end.cut:
        raise Damaged(f"the file is cut off: {end.cut}")
    return (f"may be cut off: {end.doubt}",) if end.doubt else ()


def _warnings(
    container: InputContainer, tracks: Tracks, picture: Picture, sound: Sound | None, found: Scanned
) -> Iterator[str]:
    """What the header says and the packets do not."""
    end = picture.end * picture.time_base
    if sound is not None:
        end = max(end, sound.end * sound.time_base)
    # For MPEG-TS and MPEG-PS FFmpeg takes the duration from the last packets.
    said = Fraction(container.duration or 0, av.time_base)
    if said - end > TOLERANCE:
        yield f"may be cut off: its header says {float(said):.2f} s, and it has {float(end):.2f} s"
    frames = tracks.video.metadata.get(FRAMES_TAG, "")
    if frames.isdecimal() and int(frames) > picture.frames + picture.hidden:
        yield f"may be cut off: its header says {frames} frames, and it has {picture.frames}"
    if found.damaged_sounds:
        yield f"{found.damaged_sounds} packets of its sound are damaged"


class _First(NamedTuple):
    """What only decoding shows."""

    frame: VideoFrame
    profile: str


def _first_frame(source: Source, index: int) -> _First:
    with opened(source) as container:
        stream = container.streams[index]
        assert isinstance(stream, VideoStream)
        codec = stream.codec_context
        codec.thread_count = 1  # threads delay the first frame
        try:
            for number, packet in enumerate(container.demux(stream)):
                try:
                    frames = packet.decode()
                    if not frames and packet.is_keyframe and packet.size and not packet.is_discard:
                        # It waits for frames that may be shown before this one.
                        frames = codec.decode(None)
                        codec.flush_buffers()
                except av.error.InvalidDataError:
                    frames = []  # packets before the first key frame
                if frames:
                    return _First(frames[0], codec.profile or "")
                if number > FIRST_PACKETS:
                    break
        except FFmpegError as error:
            raise NoPicture(f"the video track cannot be decoded: {error.strerror or error}") from None
    raise NoPicture("the video track has no frame that can be decoded")


class _Heard(NamedTuple):
    """Sound as it is decoded: AAC may have a band of its own for high tones (SBR), which doubles the rate."""

    rate: int
    channels: int
    profile: str


def _first_sound(source: Source, index: int) -> _Heard | None:
    """None if nothing of it can be decoded."""
    with opened(source) as container:
        stream = container.streams[index]
        assert isinstance(stream, AudioStream)
        try:
            for number, packet in enumerate(container.demux(stream)):
                try:
                    frames = packet.decode()
                except av.error.InvalidDataError:
                    frames = []
                if frames:
                    heard = frames[0]
                    return _Heard(heard.sample_rate, heard.layout.nb_channels, stream.codec_context.profile or "")
                if number > FIRST_PACKETS:
                    break
        except FFmpegError:
            pass
    return None


def _picture(tracks: Tracks, first: _First, found: Scanned, *, numbered: bool) -> Picture:
    video, times = tracks.video, found.pictures
    codec, frame = video.codec_context, first.frame
    if times.first is None or times.first_decoded is None:
        raise NoPicture("the video track has no frame that is shown")
    return Picture(
        video.index, codec.codec.canonical_name, first.profile, codec.codec_tag.strip("\0"), frame.format.name,
        _geometry(frame, video), _colours(frame), tracks.rate, times.variable, frame.interlaced_frame,
        time_base(video), times.count, times.first, times.end, times.first - times.first_decoded,
        times.hidden, found.clean, codec.extradata or b"", tracks.sets, found.in_band, numbered,
    )  # fmt: skip


def _sound(audio: AudioStream, times: Times, packet: bytes) -> Sound:
    codec = audio.codec_context
    assert times.first is not None
    configuration, adts = None, False
    if codec.codec.canonical_name == "aac":
        configuration = aac.parse(codec.extradata) if codec.extradata else aac.parse_adts(packet)
        adts = not codec.extradata
    return Sound(
        audio.index, codec.codec.canonical_name, codec.profile or "", codec.sample_rate, codec.channels,
        time_base(audio), times.first, times.end, configuration, adts,
    )  # fmt: skip


def _colours(frame: VideoFrame) -> Colours:
    full = frame.color_range == FULL_RANGE or frame.format.name.startswith("yuvj")
    return Colours(frame.colorspace, frame.color_primaries, frame.color_trc, full)


def _geometry(frame: VideoFrame, stream: VideoStream) -> Geometry:
    return Geometry(frame.width, frame.height, pixel_aspect(stream), *rotation(frame))
