"""Joins the packets of clips. The picture leads: each clip's pictures are moved together, and its sound follows.

Whole-number arithmetic throughout: a Fraction for each packet would cost more than reading and writing it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from services.merge.codecs import aac, h264
from services.merge.errors import Damaged, WrongResult, named
from services.merge.inputs.clip import Picture, Sound
from services.merge.inputs.preflight import opened
from services.merge.joining.grid import Grid
from services.merge.joining.packets import AnyPacket
from services.merge.joining.writer import Writer
from services.merge.planning.plan import PictureTarget, SoundTarget

DONE_EVERY = 64
"""Packets of the picture between two reports of progress."""


class Part(NamedTuple):
    """The packets of one clip: of the clip's own file, or of files that were encoded from it."""

    name: str
    """Of the input, for messages."""
    picture_path: Path
    picture: Picture
    sound_path: Path | None
    sound: Sound | None
    sound_zero: int
    """The time in the sound's time base when the picture begins."""


class Joined(NamedTuple):
    """What was written."""

    frames: int
    ticks: int
    """How long all pictures are shown, in the time base of the target."""


def join(
    parts: Sequence[Part],
    *,
    template: int,
    picture: PictureTarget,
    sound: SoundTarget | None,
    path: Path,
    progress: Callable[[int], None],
) -> Joined:
    """Write `parts` to an MP4 at `path`, and report the ticks that are done. Raises a MergeError."""
    pictures = [part.picture for part in parts]
    in_band = picture.codec == "h264" and _sets_differ(pictures)
    extradata = _extradata(pictures, template, in_band=in_band) if picture.codec == "h264" else pictures[0].extradata
    tag = {"hevc": "hvc1"}.get(picture.codec, "avc3" if in_band else "avc1")
    start = 0
    with opened(parts[template].picture_path) as first:
        stream = first.streams[parts[template].picture.track]
        assert isinstance(stream, VideoStream)
        with Writer(path, stream, picture.ticks, sound, tag=tag, extradata=extradata) as writer:
            joiner = _Joiner(writer, picture, sound, in_band, max(_reorder(each, picture.ticks) for each in pictures))
            for part in parts:
                with named(part.name):
                    start = joiner.add(part, start, progress)
                progress(start)
            frames = writer.frames
    return Joined(frames, start)


class _Joiner:
    def __init__(
        self, writer: Writer, target: PictureTarget, sound: SoundTarget | None, in_band: bool, reorder: int
    ) -> None:
        self._writer, self._ticks, self._sound = writer, target.ticks, sound
        self._in_band, self._reorder = in_band, reorder
        self._h264 = target.codec == "h264"
        self._grid = Grid(aac.FRAME)

    def add(self, part: Part, start: int, progress: Callable[[int], None]) -> int:
        """Write a clip whose picture begins at tick `start`; when its picture ends. Raises a MergeError."""
        picture, rate = part.picture, self._sound.rate if self._sound is not None else 0
        up, down = self._ticks * picture.time_base.numerator, picture.time_base.denominator
        end = start + _scaled(picture.end - picture.first, up, down)
        self._grid.begin(_scaled(end, rate, self._ticks))
        # Decoding times begin equally early in each clip, so that they rise across the joint.
        shift = start - self._reorder + _reorder(picture, self._ticks)
        repack = self._repacking(picture)
        position, origin = _scaled(start, rate, self._ticks), 0
        if part.sound is not None and self._sound is not None:
            sound_up, sound_down = rate * part.sound.time_base.numerator, part.sound.time_base.denominator
            origin = position - _scaled(part.sound_zero, sound_up, sound_down)
        written = 0
        try:
            for packet, is_picture in _packets(part):
                if not is_picture:
                    assert part.sound is not None
                    assert packet.pts is not None
                    self._add_sound(packet, origin + packet.pts * sound_up // sound_down, adts=part.sound.adts)
                    continue
                shown, decoded = packet.pts, packet.dts
                if shown is None:
                    raise Damaged("a frame of its picture has no time")
                shown -= picture.first
                decoded = shown if decoded is None else decoded - picture.first
                duration = _scaled(packet.duration or 0, up, down)
                self._writer.picture(
                    packet if repack is None else repack(packet),
                    start + _scaled(shown, up, down), shift + _scaled(decoded, up, down), duration,
                )  # fmt: skip
                written += 1
                if part.sound is None and self._sound is not None:
                    now = position + _scaled(decoded, rate * picture.time_base.numerator, down)
                    self._writer.silent(self._grid.fill(now))
                if written % DONE_EVERY == 0:
                    progress(min(end, start + _scaled(shown, up, down)))
        except FFmpegError as error:
            raise Damaged(f"it cannot be read to its end: {error.strerror or error}") from None
        if written != picture.frames:
            raise WrongResult(f"{picture.frames} frames were counted, and {written} read: has the file changed?")
        if self._sound is not None:
            self._writer.silent(self._grid.finish())
        return end

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


def _extradata(pictures: Sequence[Picture], template: int, *, in_band: bool) -> bytes:
    sets = pictures[template].sets
    assert sets is not None
    if not in_band:
        return h264.configuration(sets, sets.profile, sets.level)
    known = [each.sets for each in pictures if each.sets is not None]
    return h264.configuration(sets, max(each.profile for each in known), max(each.level for each in known))


def _packets(part: Part) -> Iterator[tuple[AnyPacket, bool]]:
    """The packets of picture (True) and sound (False) in the order of their times."""
    with ExitStack() as stack:
        source = stack.enter_context(opened(part.picture_path))
        if part.sound is None or part.sound_path is None:
            yield from ((packet, True) for packet in _demuxed(source, part.picture.track))
        elif part.sound_path == part.picture_path:
            for packet in _demuxed(source, part.picture.track, part.sound.track):
                yield packet, packet.stream_index == part.picture.track
        else:
            other = stack.enter_context(opened(part.sound_path))
            yield from _merged(part, source, other)


def _merged(part: Part, source: InputContainer, other: InputContainer) -> Iterator[tuple[AnyPacket, bool]]:
    """Packets of two files. Sound comes before the picture of the same time."""
    assert part.sound is not None
    picture, sound = part.picture.time_base, part.sound.time_base
    # Both sides of the comparison in units of 1/(both denominators).
    sound_up, picture_up = sound.numerator * picture.denominator, picture.numerator * sound.denominator
    sounds = _demuxed(other, part.sound.track)
    waiting = next(sounds, None)
    for packet in _demuxed(source, part.picture.track):
        now = ((packet.dts if packet.dts is not None else packet.pts or 0) - part.picture.first) * picture_up
        while waiting is not None and ((waiting.pts or 0) - part.sound_zero) * sound_up <= now:
            yield waiting, False
            waiting = next(sounds, None)
        yield packet, True
    while waiting is not None:
        yield waiting, False
        waiting = next(sounds, None)


def _demuxed(container: InputContainer, *indexes: int) -> Iterator[AnyPacket]:
    for packet in container.demux([container.streams[index] for index in indexes]):
        if packet.size and (packet.pts is not None or packet.stream_index == indexes[0]):
            yield packet
