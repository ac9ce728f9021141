"""Joins the packets of clips. The picture leads: each clip's pictures are moved together, and its sound follows.

Whole-number arithmetic throughout: a Fraction for each packet would cost more than reading and writing it.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from libs.confined.heap import run_and_trim
from services.merge.codecs import aac, h264
from services.merge.errors import Damaged, WrongResult, named
from services.merge.inputs.clip import Picture
from services.merge.inputs.decoding_times import with_decoding_times
from services.merge.inputs.keyframes import last_frame_before, seek_before
from services.merge.inputs.preflight import opened
from services.merge.inputs.scan import frame_ticks
from services.merge.joining.grid import Grid
from services.merge.joining.packets import AnyPacket
from services.merge.joining.part import Part, PictureSegment
from services.merge.joining.room import Room, room
from services.merge.joining.sink import Sink
from services.merge.joining.writer import Index, Writer
from services.merge.planning.plan import PictureTarget, SoundTarget

SILENT = 64
"""Bytes of a packet of silence at most."""
DONE_EVERY = 64
"""Packets of the picture between two reports of progress."""


class IndexAt(Enum):
    """Where the index of the result is."""

    START = auto()
    """In room that is reserved for it."""
    MOVED = auto()
    """At the start, when all has been written once more."""
    END = auto()


class Joined(NamedTuple):
    """What was written."""

    frames: int
    ticks: int
    """How long all pictures are shown, in the time base of the target."""


def join(
    parts: Sequence[Part],
    *,
    template: PictureSegment,
    picture: PictureTarget,
    sound: SoundTarget | None,
    sink: Sink,
    index: IndexAt,
    progress: Callable[[int], None],
) -> Joined:
    """Write `parts` to an MP4 in `sink`, and report the ticks that are done. Raises a MergeError, NoRoom."""
    pictures = [segment.picture for part in parts for segment in part.pictures]
    in_band = picture.codec == "h264" and _sets_differ(pictures)
    extradata = (
        _extradata(template.picture, pictures, in_band=in_band) if picture.codec == "h264" else pictures[0].extradata
    )
    tag = {"hevc": "hvc1"}.get(picture.codec, "avc3" if in_band else "avc1")
    start, last = 0, _last_frame(parts[-1].pictures[-1])
    needed = _room(parts, sound, extradata)
    at = Index(needed.reserved) if index is IndexAt.START else Index(moved=index is IndexAt.MOVED)
    with opened(template.source) as first:
        stream = first.streams[template.picture.track]
        assert isinstance(stream, VideoStream)
        begun = Writer(
            sink.begin(at.reserved, needed.whole), stream, picture.ticks, sound,
            tag=tag, extradata=extradata, index=at,
        )  # fmt: skip
    # Closed here: the index of a long clip takes megabytes.
    with begun as writer:
        joiner = _Joiner(writer, picture, sound, in_band, max(_reorder(each, picture.ticks) for each in pictures))
        for part in parts:
            with named(part.name):
                start = run_and_trim(joiner.add, part, start, last if part is parts[-1] else None, progress)
            progress(start)
        frames = writer.frames
    return Joined(frames, start)


def _last_frame(segment: PictureSegment) -> int | None:
    """The time of the result's last frame, in the time base of `segment`, if that ends when its file does not say so:
    the last frame has no next one that ends it.
    """
    if segment.end == segment.picture.end:
        return None
    return last_frame_before(segment.source, segment.picture, segment.end)


def _room(parts: Sequence[Part], sound: SoundTarget | None, extradata: bytes) -> Room:
    segments = [segment for part in parts for segment in part.pictures]
    frames = sum(segment.frames for segment in segments)
    seconds = sum((part.seconds for part in parts), Fraction())
    sounds = 0 if sound is None else int(seconds * sound.rate) // aac.FRAME + 2 * len(parts) + 2
    read = sum(segment.source.size for segment in segments)  # a file that is used twice is written twice
    read += sum(part.sound.source.size for part in parts if part.sound is not None)
    sets = max((len(each.picture.sets.in_band) for each in segments if each.picture.sets is not None), default=0)
    return room(frames, sounds, len(extradata), read + frames * sets + sounds * SILENT)


class _Joiner:
    def __init__(
        self, writer: Writer, target: PictureTarget, sound: SoundTarget | None, in_band: bool, reorder: int
    ) -> None:
        self._writer, self._ticks, self._sound = writer, target.ticks, sound
        self._in_band, self._reorder = in_band, reorder
        self._h264 = target.codec == "h264"
        self._grid = Grid(aac.FRAME)

    def add(self, part: Part, start: int, last: int | None, progress: Callable[[int], None]) -> int:
        """Write a clip whose picture begins at tick `start`; when its picture ends. Raises a MergeError.

        `last`: the time of the frame that is shown until then, in the time base of the last segment; None: the next
        clip ends it, or its file says when.
        """
        rate = self._sound.rate if self._sound is not None else 0
        segments, end = [], start
        for each in part.pictures:
            segments.append(_Segment(each, end, self._ticks, self._reorder, self._repacking(each.picture)))
            end += _scaled(each.end - each.start, segments[-1].up, segments[-1].down)
        self._grid.begin(_scaled(end, rate, self._ticks))
        origin = 0
        if part.sound is not None and self._sound is not None:
            base = part.sound.sound.time_base
            sound_up, sound_down = rate * base.numerator, base.denominator
            origin = _scaled(start, rate, self._ticks) - _scaled(part.sound.zero, sound_up, sound_down)
        written = 0
        try:
            for packet, index in _packets(part):
                if index is None:
                    assert part.sound is not None
                    assert packet.pts is not None
                    adts = part.sound.sound.adts
                    self._add_sound(packet, origin + packet.pts * sound_up // sound_down, adts=adts)
                    continue
                segment = segments[index]
                shown, decoded = packet.pts, packet.dts
                if shown is None:
                    raise Damaged("a frame of its picture has no time")
                shown = segment.at + _scaled(shown - segment.start, segment.up, segment.down)
                decoded = shown if decoded is None else segment.decoded(decoded)
                duration = _scaled(packet.duration or 0, segment.up, segment.down)
                if last is not None and index == len(segments) - 1:
                    duration = self._last_duration(packet, last, segment, part.pictures[-1], end) or duration
                repack = segment.repack
                self._writer.picture(packet if repack is None else repack(packet), shown, decoded, duration)
                segment.written += 1
                written += 1
                if part.sound is None and self._sound is not None:
                    self._writer.silent(self._grid.fill(_scaled(decoded, rate, self._ticks)))
                if written % DONE_EVERY == 0:
                    progress(min(end, shown))
        except FFmpegError as error:
            raise Damaged(f"it cannot be read to its end: {error.strerror or error}") from None
        for each, segment in zip(part.pictures, segments, strict=True):
            if segment.written != each.frames:
                raise WrongResult(
                    f"{each.frames} frames were counted, and {segment.written} read: has the file changed?"
                )
        if self._sound is not None:
            self._writer.silent(self._grid.finish())
        return end

    def _last_duration(
        self, packet: AnyPacket, last: int, segment: "_Segment", whole: PictureSegment, end: int
    ) -> int | None:
        """How long the last frame is shown; also of the packet that is decoded last, whose duration counts too."""
        if packet.pts != last and segment.written + 1 < whole.frames:
            return None
        return end - segment.at - _scaled(last - segment.start, segment.up, segment.down)

    def _add_sound(self, packet: AnyPacket, position: int, *, adts: bool) -> None:
        placed = self._grid.place(position)
        if placed is None:
            return
        self._writer.silent(range(placed.slot - placed.silent, placed.slot))
        if adts:
            packet = Packet(aac.without_header(bytes(packet)))
            packet.is_keyframe = True
        self._writer.sound(packet, placed.slot)

    def _repacking(self, picture: Picture) -> Callable[[AnyPacket], AnyPacket] | None:
        """What changes the bytes of each packet; None if they stay."""
        sets = picture.sets
        if not self._h264 or sets is None or (sets.length_size == 4 and not self._in_band):
            return None
        prefix = sets.in_band if self._in_band else b""

        def repack(packet: AnyPacket) -> AnyPacket:
            key = packet.is_keyframe
            if sets.length_size == 4 and (picture.in_band or not key):
                if not key:
                    return packet
                data = bytes(packet)  # the stream's own sets follow those of its header
            else:
                data = h264.repacked(bytes(packet), sets.length_size)
            made = Packet(prefix + data if key else data)
            made.pts, made.dts, made.is_keyframe = packet.pts, packet.dts, key
            return made

        return repack


def _scaled(value: int, up: int, down: int) -> int:
    """value × up ÷ down, rounded."""
    return (2 * value * up + down) // (2 * down)


def _reorder(picture: Picture, ticks: int) -> int:
    return _scaled(picture.reorder, ticks * picture.time_base.numerator, picture.time_base.denominator)


def _sets_differ(pictures: Sequence[Picture]) -> bool:
    first = pictures[0].sets
    return any(each.in_band or each.sets is None or first is None or not first.same_as(each.sets) for each in pictures)


def _extradata(template: Picture, pictures: Sequence[Picture], *, in_band: bool) -> bytes:
    sets = template.sets
    assert sets is not None
    if not in_band:
        return h264.configuration(sets, sets.profile, sets.level)
    known = [each.sets for each in pictures if each.sets is not None]
    return h264.configuration(sets, max(each.profile for each in known), max(each.level for each in known))


class _Segment:
    """A segment of pictures in ticks of the result."""

    __slots__ = ("_shift", "at", "down", "repack", "start", "up", "written")

    def __init__(
        self, segment: PictureSegment, at: int, ticks: int, reorder: int,
        repack: Callable[[AnyPacket], AnyPacket] | None,
    ) -> None:  # fmt: skip
        base = segment.picture.time_base
        self.up, self.down = ticks * base.numerator, base.denominator
        self.start, self.at, self.repack, self.written = segment.start, at, repack, 0
        # Decoding times begin equally early in each segment, so that they rise across the joint.
        self._shift = at - reorder + _reorder(segment.picture, ticks)

    def decoded(self, time: int) -> int:
        """A decoding time as a tick of the result."""
        return self._shift + _scaled(time - self.start, self.up, self.down)


def _packets(part: Part) -> Iterator[tuple[AnyPacket, int | None]]:
    """The packets of picture (with the number of their segment) and sound (None) in the order of their times."""
    first, sound = part.pictures[0], part.sound
    if sound is None:
        yield from _pictures(part)
    elif len(part.pictures) == 1 and sound.source is first.source and _is_whole(first):
        with opened(first.source) as source:
            for packet in _demuxed(source, first.picture.track, sound.sound.track):
                yield packet, 0 if packet.stream_index == first.picture.track else None
    else:
        with opened(sound.source) as other:
            if sound.zero > sound.sound.first:
                other.seek(sound.zero, stream=other.streams[sound.sound.track])
            yield from _merged(part, _demuxed(other, sound.sound.track))


def _is_whole(segment: PictureSegment) -> bool:
    return segment.last is None and segment.start == segment.picture.first


def _pictures(part: Part) -> Iterator[tuple[AnyPacket, int]]:
    for index, segment in enumerate(part.pictures):
        with opened(segment.source) as source:
            stream = source.streams[segment.picture.track]
            begun = segment.start == segment.picture.first
            begin = None if begun else seek_before(segment.source, segment.picture, segment.start)
            if begin is not None:
                source.seek(begin, stream=stream)
            for packet in _demuxed(source, segment.picture.track):
                if packet.is_keyframe and packet.pts is not None:
                    begun = begun or packet.pts >= segment.start
                    if segment.last is not None and packet.pts >= segment.last:
                        break
                if begun:
                    yield packet, index


def _merged(part: Part, sounds: Iterator[AnyPacket]) -> Iterator[tuple[AnyPacket, int | None]]:
    """Packets of several files. Sound comes before the picture of the same time."""
    assert part.sound is not None
    sound = part.sound.sound.time_base
    waiting = next(sounds, None)
    before = Fraction()
    number = -1
    for packet, index in _pictures(part):
        segment = part.pictures[index]
        if index != number:
            if number >= 0:
                ended = part.pictures[number]
                before += (ended.end - ended.start) * ended.picture.time_base
            number, base = index, segment.picture.time_base
            # Both sides of the comparison in units of 1/(both denominators).
            sound_up, picture_up = sound.numerator * base.denominator, base.numerator * sound.denominator
            offset = round(before * base.denominator * sound.denominator)
        now = ((packet.dts if packet.dts is not None else packet.pts or 0) - segment.start) * picture_up + offset
        while waiting is not None and ((waiting.pts or 0) - part.sound.zero) * sound_up <= now:
            yield waiting, None
            waiting = next(sounds, None)
        yield packet, index
    limit = part.sound.zero + round(part.seconds / sound)
    while waiting is not None and (waiting.pts or 0) < limit:
        yield waiting, None
        waiting = next(sounds, None)


def _demuxed(container: InputContainer, *indexes: int) -> Iterator[AnyPacket]:
    packets: Iterator[AnyPacket] = container.demux([container.streams[index] for index in indexes])
    stream = container.streams[indexes[0]]
    if isinstance(stream, VideoStream):
        packets = with_decoding_times(packets, stream.index, frame_ticks(stream))
    for packet in packets:
        if packet.size and (packet.pts is not None or packet.stream_index == indexes[0]):
            yield packet
