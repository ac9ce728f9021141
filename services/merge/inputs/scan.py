"""Times of a video's packets: from the file's index where it has one, else by reading all of it.

FFmpeg builds the index of an MP4 when it opens it. It has the decoding time of each frame, but not when it is shown; so
the first and the last group of pictures are read too.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from services.merge.codecs import h264
from services.merge.codecs.h264 import ParameterSets
from services.merge.errors import Damaged
from services.merge.inputs.clean import is_clean
from services.merge.joining.packets import AnyPacket

STEADY = 8
"""Durations of frames that differ by less than an eighth of the mean come from rounded timestamps."""
HEAD_PACKETS = 64
"""Of the picture, after which no frame is shown before those that were read: decoders reorder 16 frames at most."""
HEAD_READ = 5_000
"""Packets of all tracks that are read for the first ones of each."""
LONGEST_GROUP = 3_000
"""Frames of the last group of pictures. With more the whole file is read."""


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

    def add(self, packet: AnyPacket, duration: int) -> None:
        """Count a packet that is shown for `duration`."""
        if packet.pts is None:
            return
        decoded = packet.dts if packet.dts is not None else packet.pts
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
        self.first = packet.pts if self.first is None else min(self.first, packet.pts)
        if self._last is None or packet.pts >= self._last:
            self._last, self.end = packet.pts, packet.pts + duration

    def whole(self, decoded: list[int], end: int) -> None:
        """Take the decoding times of all packets, and the end, from elsewhere. The first ones have been added."""
        self.count, self.end = len(decoded), end
        self._steps = dict(Counter(after - before for before, after in pairwise(decoded)))

    @property
    def variable(self) -> bool:
        """Whether steps differ by more than rounding."""
        steps = [step for step in self._steps if step > 0]
        return bool(steps) and (max(steps) - min(steps)) > max(2, max(steps) // STEADY)


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


def scan(
    container: InputContainer, video: VideoStream, audio: AudioStream | None, sets: ParameterSets | None,
    frame_ticks: int,
) -> Scanned:  # fmt: skip
    """Read all packets. `frame_ticks`: how long a frame without a duration is shown. Raises Damaged, FFmpegError."""
    codec, pictures, sounds = video.codec_context, Times(), Times()
    clean, in_band, sound_packet = False, False, b""
    for packet in _sized(container, video, *([] if audio is None else [audio])):
        if packet.stream_index != video.index:
            sound_packet = sound_packet or bytes(packet)
            sounds.add(packet, packet.duration or 0)
            continue
        if not pictures.count + pictures.hidden:
            clean = is_clean(packet, codec.codec.canonical_name, codec.extradata or b"")
        in_band = in_band or _has_sets(packet, sets)
        if packet.is_corrupt:
            raise Damaged("a part of the file is missing or damaged")
        pictures.add(packet, packet.duration or frame_ticks)
    return Scanned(pictures, sounds, clean, in_band, sound_packet)


def from_index(
    container: InputContainer, video: VideoStream, audio: AudioStream | None, sets: ParameterSets | None
) -> Scanned | None:
    """The same by the index, the first packets and the last ones; None if that does not suffice. Raises FFmpegError."""
    listed = _listed(container, video)
    if listed is None:
        return None
    sound_last = audio.index_entries[-1].timestamp if audio is not None and len(audio.index_entries) else None
    codec, pictures, sounds = video.codec_context, Times(), Times()
    clean = in_band = False
    sound_packet = b""
    for packet in _head(container, video, audio, sounds):
        if packet.stream_index == video.index:
            clean = clean if pictures.count else is_clean(packet, codec.codec.canonical_name, codec.extradata or b"")
            in_band = in_band or _has_sets(packet, sets)
            pictures.add(packet, packet.duration or 0)
        else:
            sound_packet = sound_packet or bytes(packet)
            sounds.add(packet, packet.duration or 0)
    if pictures.first is None or pictures.first_decoded is None:
        return None
    tail = _tail(container, video, listed.times[listed.last_key :], pictures.first - pictures.first_decoded)
    if tail is None:
        return None
    pictures.whole(listed.times, tail.end)
    if audio is not None and sound_last is not None:
        container.seek(sound_last, stream=audio)
        for packet in _sized(container, audio):
            sounds.add(packet, packet.duration or 0)
    return Scanned(pictures, sounds, clean, in_band or tail.in_band(sets), sound_packet)


class _Listed(NamedTuple):
    times: list[int]
    """Decoding times."""
    last_key: int
    """The number of the last key frame."""


def _listed(container: InputContainer, video: VideoStream) -> _Listed | None:
    """What the index has; None if it is not complete, or hides frames."""
    index = video.index_entries
    if not container.format.name.startswith("mov") or len(index) != video.frames or not len(index):
        return None
    times, last_key = [], 0
    for number, entry in enumerate(index):
        if entry.is_discard:
            return None
        times.append(entry.timestamp)
        if entry.is_keyframe:
            last_key = number
    return _Listed(times, last_key) if len(times) - last_key <= LONGEST_GROUP else None


def _sized(container: InputContainer, *streams: VideoStream | AudioStream) -> Iterator[AnyPacket]:
    for packet in container.demux(list(streams)):
        if packet.size:
            yield packet


def _head(
    container: InputContainer, video: VideoStream, audio: AudioStream | None, sounds: Times
) -> Iterator[AnyPacket]:
    """Packets up to the second key frame, or the first 64 of the picture, and the first of sound that is heard."""
    count = 0
    for number, packet in enumerate(_sized(container, video, *([] if audio is None else [audio]))):
        if packet.stream_index == video.index:
            count += 1
            if count > 1 and packet.is_keyframe:
                count += HEAD_PACKETS
        if (count > HEAD_PACKETS and (audio is None or sounds.count)) or number > HEAD_READ:
            return
        if count <= HEAD_PACKETS or packet.stream_index != video.index:
            yield packet


class _Tail(NamedTuple):
    end: int
    key: bytes

    def in_band(self, sets: ParameterSets | None) -> bool:
        return sets is not None and bool(sets.length_size) and h264.has_sets(self.key, sets.length_size)


def _tail(container: InputContainer, video: VideoStream, expected: list[int], reorder: int) -> _Tail | None:
    """When the last group of pictures is no longer shown; None if it is not where the index says."""
    container.seek(expected[0] + reorder, stream=video)  # FFmpeg seeks to when a frame is shown
    group, found, key = Times(), [], b""
    for packet in _sized(container, video):
        key = key or bytes(packet)
        found.append(packet.dts)
        group.add(packet, packet.duration or 0)
    return _Tail(group.end, key) if found == expected else None


def _has_sets(packet: AnyPacket, sets: ParameterSets | None) -> bool:
    if sets is None or not sets.length_size or not packet.is_keyframe:
        return False
    return h264.has_sets(bytes(packet), sets.length_size)
