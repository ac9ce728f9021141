"""Times of a video's packets: from the file's index where it has one, else by reading all of it.

FFmpeg builds the index of an MP4 when it opens it. It has the decoding time of each frame, but not when it is shown; so
the first and the last packets of each track are read too.
"""

from array import array
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard
from av.video.stream import VideoStream

from libs.media.content import read_all
from services.merge.codecs import h264
from services.merge.codecs.h264 import ParameterSets
from services.merge.errors import Damaged
from services.merge.inputs.clean import is_clean
from services.merge.inputs.decoding_times import with_decoding_times
from services.merge.inputs.source import Source
from services.merge.joining.packets import AnyPacket

STEADY = 8
"""Durations of frames that differ by less than an eighth of the mean come from rounded timestamps."""
DEFAULT_RATE = Fraction(25)
"""Frames a second, where neither the header nor the packets say it."""
ENDS = 64
"""Packets that are read at each end of a track: decoders reorder 16 frames at most."""
MOST_READ = 5_000
"""Packets that are read at one end: a track of which more are hidden, or which has no such place, is read whole."""
KEY_BYTES = 64 * 1024
"""Of a key frame, which begins with its parameter sets."""


class Times:
    """Times of a track's packets, collected while they are read."""

    def __init__(self) -> None:
        self.count = self.hidden = 0
        self.first: int | None = None
        self.first_decoded: int | None = None
        self.end = 0
        self._last: int | None = None
        self._last_decoded: int | None = None
        self._steps: dict[int, int] = {}

    def add(self, packet: AnyPacket, duration: int, *, numbered: bool = False) -> None:
        """Count a packet that is shown for `duration`. `numbered`: as in `Picture`."""
        shown = packet.dts if numbered else packet.pts
        if shown is None:
            return
        decoded = packet.dts if packet.dts is not None else shown
        if self.first_decoded is None:
            self.first_decoded = decoded
        if self._last_decoded is not None:
            step = decoded - self._last_decoded
            self._steps[step] = self._steps.get(step, 0) + 1
        self._last_decoded = decoded
        if packet.is_discard:
            self.hidden += 1
            return
        self.count += 1
        self.first = shown if self.first is None else min(self.first, shown)
        if self._last is None or shown >= self._last:
            self._last, self.end = shown, shown + duration

    def take(self, decoded: "array[int]", hidden: int) -> None:
        """Take counts and steps from when all packets are decoded. Those of both ends have been added."""
        self.count, self.hidden = len(decoded) - hidden, hidden
        self._steps = Counter(after - before for before, after in pairwise(decoded))

    @property
    def variable(self) -> bool:
        """Whether steps differ by more than rounding."""
        steps = [step for step in self._steps if step > 0]
        if not steps:
            return False
        return max(steps) - min(steps) > max(2, max(steps) // STEADY) or max(steps) > 2 * min(steps)


class Scanned(NamedTuple):
    """What packets say."""

    pictures: Times
    sounds: Times
    clean: bool
    """Whether the first frame refers to none before it."""
    in_band: bool
    """Whether key frames have parameter sets of their own."""
    sound_packet: bytes
    """The first one."""
    damaged_sounds: int = 0
    """Packets of sound of which a part is missing."""


class Tracks(NamedTuple):
    """The tracks of an input that are joined."""

    video: VideoStream
    audio: AudioStream | None

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return mean_rate(self.video)

    @property
    def frame_ticks(self) -> int:
        """How long a frame without a duration is shown."""
        return frame_ticks(self.video)

    @property
    def sets(self) -> ParameterSets | None:
        """Of H.264."""
        codec = self.video.codec_context
        return h264.parse(codec.extradata) if codec.codec.canonical_name == "h264" else None

    def of(self, container: InputContainer) -> "Tracks":
        """The same tracks of the file when it is opened again."""
        video = next(stream for stream in container.streams.video if stream.index == self.video.index)
        if self.audio is None:
            return Tracks(video, None)
        return Tracks(video, next(stream for stream in container.streams.audio if stream.index == self.audio.index))


def is_numbered(container: InputContainer) -> bool:
    """Whether frames have no times of their own."""
    return container.format.name == "avi"


def mean_rate(video: VideoStream) -> Fraction:
    """Frames a second."""
    return video.average_rate or video.guessed_rate or DEFAULT_RATE


def frame_ticks(video: VideoStream) -> int:
    """How long a frame is shown if nothing says it, in the stream's time base."""
    return max(1, round(1 / (mean_rate(video) * time_base(video))))


def time_base(stream: VideoStream | AudioStream) -> Fraction:
    """The time base, which streams of an opened file have."""
    assert stream.time_base is not None
    return stream.time_base


def scan(container: InputContainer, tracks: Tracks) -> Scanned:
    """Read all packets. Raises Damaged, FFmpegError."""
    video, audio = tracks
    sets, frame_ticks = tracks.sets, tracks.frame_ticks
    codec, pictures, sounds = video.codec_context, Times(), Times()
    numbered = is_numbered(container)
    clean, in_band, sound_packet, damaged = False, False, b"", 0
    packets = _sized(container, video, *([] if audio is None else [audio]))
    for packet in with_decoding_times(packets, video.index, frame_ticks):
        if packet.stream_index != video.index:
            sound_packet = sound_packet or bytes(packet)
            sounds.add(packet, packet.duration or 0)
            damaged += packet.is_corrupt
            continue
        if not pictures.count + pictures.hidden:
            clean = is_clean(packet, codec.codec.canonical_name, codec.extradata or b"")
        in_band = in_band or _has_sets(packet, sets)
        if packet.is_corrupt:
            raise Damaged("a part of the file is missing or damaged")
        pictures.add(packet, packet.duration or frame_ticks, numbered=numbered)
    return Scanned(pictures, sounds, clean, in_band, sound_packet, damaged)


def from_index(source: Source, container: InputContainer, tracks: Tracks) -> Scanned | None:
    """The same by the index, and the first and last packets of each track; None if that does not suffice.

    Whether key frames have parameter sets is seen in the first, the middle and the last one. Raises FFmpegError.
    """
    video, audio = tracks
    sets, frame_ticks = tracks.sets, tracks.frame_ticks
    listed = _listed(video)
    heard = _listed(audio) if audio is not None else None
    if not listed.times or (audio is not None and (heard is None or not heard.times)):
        return None
    pictures, sounds = Times(), Times()
    first = _ends(container, video, listed, pictures, frame_ticks)
    if first is None:
        return None
    first_sound = None
    if audio is not None and heard is not None:
        first_sound = _ends(container, audio, heard, sounds, 0)
        if first_sound is None:
            return None
    codec = video.codec_context
    clean = is_clean(first, codec.codec.canonical_name, codec.extradata or b"")
    in_band = sets is not None and bool(sets.length_size) and any(
        h264.has_sets(data, sets.length_size) for data in _key_frames(source, listed)
    )  # fmt: skip
    return Scanned(pictures, sounds, clean, in_band, b"" if first_sound is None else bytes(first_sound))


class _Listed(NamedTuple):
    """What the index says of a track."""

    times: "array[int]"
    """When packets are decoded."""
    hidden: int
    """Packets that an edit list hides."""
    hidden_first: int
    """Of these before the first packet that is shown."""
    hidden_last: int
    """Of these after the last one that is shown."""
    keys: tuple[tuple[int, int], ...]
    """Where the first, the middle and the last key frame are: position and bytes."""


def _listed(stream: VideoStream | AudioStream) -> _Listed:
    times = array("q")
    keys: list[tuple[int, int]] = []
    hidden, first, last = 0, -1, 0
    for entry in stream.index_entries:
        times.append(entry.timestamp)
        if entry.is_discard:
            hidden += 1
            continue
        last = len(times)
        first = last - 1 if first < 0 else first
        if entry.is_keyframe and stream.type == "video":
            keys.append((entry.pos, entry.size))
    middle = (keys[0], keys[len(keys) // 2], keys[-1]) if keys else ()
    return _Listed(times, hidden, max(first, 0), len(times) - last, middle)


def _ends(
    container: InputContainer, stream: VideoStream | AudioStream, listed: _Listed, times: Times, ticks: int
) -> AnyPacket | None:
    """Add the packets of both ends of a track to `times`, and the others by the index. Returns the first packet, or
    None if packets are not those of the index.
    """
    expected, needed = listed.times, listed.hidden_first + ENDS
    last = min(listed.hidden_last + ENDS, len(expected))
    if max(needed, last) > MOST_READ:
        return None
    first = None
    for number, packet in enumerate(_alone(container, stream, expected[0])):
        if number == len(expected) or packet.dts != expected[number]:
            return None
        first = first or packet
        times.add(packet, packet.duration or ticks)
        if number + 1 == needed:
            break
    found = array("q")
    for packet in _alone(container, stream, expected[-last]):
        if packet.dts is None or len(found) == 2 * MOST_READ:
            return None
        found.append(packet.dts)
        times.add(packet, packet.duration or ticks)
    if len(found) < last or found != expected[-len(found) :]:
        return None
    times.take(expected, listed.hidden)
    return first


def _alone(container: InputContainer, stream: VideoStream | AudioStream, begin: int) -> Iterator[AnyPacket]:
    """The packets of one track, from one that is decoded at or before `begin` on. Those of others are not read."""
    for other in container.streams:
        other.discard = Discard.default if other is stream else Discard.all
    container.seek(begin, stream=stream, any_frame=True)
    yield from _sized(container, stream)


def _key_frames(source: Source, listed: _Listed) -> Iterator[bytes]:
    with source.file() as file:
        for position, size in dict.fromkeys(listed.keys):
            file.seek(position)
            yield read_all(file, min(size, KEY_BYTES))


def _sized(container: InputContainer, *streams: VideoStream | AudioStream) -> Iterator[AnyPacket]:
    for packet in container.demux(list(streams)):
        if packet.size:
            yield packet


def _has_sets(packet: AnyPacket, sets: ParameterSets | None) -> bool:
    if sets is None or not sets.length_size or not packet.is_keyframe:
        return False
    return h264.has_sets(bytes(packet), sets.length_size)
