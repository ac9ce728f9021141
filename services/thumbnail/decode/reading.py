"""Frames out of a video, with as little decoding as it takes."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from av.error import FFmpegError
from av.packet import Packet as AnyPacket
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from services.thumbnail.budget import Budget
from services.thumbnail.decode.timeline import Ending, Packet
from services.thumbnail.decode.video import Video, check_duration
from services.thumbnail.limits import VideoLimits

CodedPacket: TypeAlias = "AnyPacket[VideoStream]"
Skipped = Literal["DEFAULT", "NONREF", "NONKEY"]

LEAD_SECONDS = 60
"""MPEG streams are rewound by asking for a time before their first; the first itself lands behind it."""
EARLIER = 3
"""Key frames that are tried for one frame."""
OPENED_ONCE = frozenset({"av1"})
"""Codecs whose decoders look at what to skip when they start, and never again."""
STEPS_BETWEEN_DECODING = frozenset({"mov,mp4,m4a,3gp,3g2,mj2"})
"""Formats whose packets' durations are steps between times of decoding, not how long a frame is shown."""
RESTAMPED = frozenset({"asf"})
"""Formats whose first frame is stamped otherwise after a seek than after opening."""


def packets_of(video: Video, limits: VideoLimits, budget: Budget) -> tuple[list[Packet], float]:
    """What the track holds, in decoding order, and when it ends, in seconds; nothing is decoded.

    Raises TooLong as soon as it is: the file's head may tell less. TooCostly for packets without end.
    """
    packets: list[Packet] = []
    ending = Ending(in_decoding_order=video.container.format.name in STEPS_BETWEEN_DECODING)
    # As it will be read. Others are listed from their opening: MPEG streams land behind their first key frame.
    if video.container.format.name in RESTAMPED:
        _sought(video, video.first)
    for packet in _demuxed(video):
        pts = _time_of(packet)
        if pts is not None and packet.size:
            seconds = video.seconds(pts)
            packets.append(Packet(pts, seconds, packet.is_keyframe, not packet.is_discard))
            ending.add(pts, packet.dts, max(0, packet.duration or 0), shown=not packet.is_discard)
            check_duration(seconds, limits)
        budget.check()
    end = video.seconds(ending.pts(video.first))
    check_duration(end, limits)
    return packets, end


def key_frames(video: Video, wanted: frozenset[int]) -> Iterator[VideoFrame | None]:
    """The key frames with these timestamps, damaged ones left out. Yields None between frames, so that the caller can
    stop.
    """
    if not wanted:
        return
    _skip(video, "NONKEY")
    for packet in _from_key(video, min(wanted)):
        yield None
        if packet.size and packet.is_keyframe and _time_of(packet) in wanted:
            # Each by itself: H.264 counts pictures from the last one on, and of an open group of pictures the next key
            # frame would seem to come before it, or never.
            for frame in (*(_decoded(video, packet) or ()), *_drained(video)):
                if not frame.is_corrupt:
                    yield frame


def frames_between(video: Video, wanted: list[int], keys: Sequence[int]) -> Iterator[VideoFrame | None]:
    """Frames at or just after these timestamps, each run decoded from the key frame before it.

    Damaged ones are left out, and those that refer to them.
    """
    while wanted:
        start = _key_before(wanted[0], keys)
        end = min((key for key in keys if key > wanted[0]), default=wanted[-1] + 1)
        group = [pts for pts in wanted if pts < end]
        wanted = wanted[len(group) :]
        yield from _run(video, start, group)


def frames_from(video: Video, pts: int, start: int) -> Iterator[VideoFrame]:
    """Decoded frames from the key frame at `start` to the one at `pts` and past it; those before it that no other
    refers to are left out.
    """
    _skip(video, "NONREF")
    for packet in _from_key(video, start):
        time = _time_of(packet)
        # The wanted frame itself may be one that no other refers to.
        if time is None or time >= pts:
            _skip(video, "DEFAULT")
        yield from _decoded(video, packet) or ()


def starts_before(pts: int, keys: Sequence[int], first: int) -> list[int]:
    """From where to decode the frame at `pts`, best first: the key frame before it, and earlier ones.

    Where pictures are refreshed bit by bit (intra refresh), there is no whole picture for a while after each.
    """
    before = sorted((key for key in keys if key <= pts), reverse=True)
    return [*(before[:EARLIER] or [pts]), first]


def _run(video: Video, start: int, wanted: list[int]) -> Iterator[VideoFrame | None]:
    # Frames that no other refers to are left out: nearly half the work.
    _skip(video, "NONREF")
    # What refers to a damaged frame decodes without a complaint, to a smear.
    sound = True
    for packet in _from_key(video, start):
        yield None
        frames = _decoded(video, packet)
        time = _time_of(packet)
        # What is shown before the key frame may refer to what was not decoded.
        sound = sound and not (frames is None and time is not None and time >= start)
        for frame in frames or ():
            if frame.pts is None or frame.pts < start:
                continue
            sound = not frame.is_corrupt and (sound or frame.key_frame)
            if sound and frame.pts >= wanted[0]:
                yield frame
                wanted = [pts for pts in wanted if pts > frame.pts]
                if not wanted:
                    return


def _from_key(video: Video, key: int) -> Iterator[CodedPacket]:
    """The packets from the key frame with timestamp `key` on, or from wherever a file without it can be read."""
    well_before = video.first - round(LEAD_SECONDS / video.tick) if video.tick else video.first
    for start in (key, well_before, video.first):
        if not _sought(video, start):
            continue
        found = False
        for packet in _demuxed(video):
            time = _time_of(packet)
            found = found or time == key
            if found:
                yield packet
            elif start == key and packet.is_keyframe and time is not None and time > key:
                break  # formats without an index jump to somewhere near: once more from the start
        if found:
            return
    yield from _after(video, key)


def _after(video: Video, key: int) -> Iterator[CodedPacket]:
    """The packets from the first key frame past `key` on: where that one is not to be had, others may be."""
    found = False
    for packet in _demuxed(video) if _sought(video, video.first) else ():
        time = _time_of(packet)
        found = found or (packet.is_keyframe and time is not None and time > key)
        if found:
            yield packet


def _sought(video: Video, pts: int) -> bool:
    try:
        video.container.seek(pts, stream=video.stream)
    except MemoryError:
        raise
    except FFmpegError:
        return False
    video.decoder.flush_buffers()
    return True


def _demuxed(video: Video) -> Iterator[CodedPacket]:
    """Packets up to the file's end, or to where it is cut off or damaged: what came before may do."""
    try:
        yield from video.container.demux(video.stream)
    except MemoryError:
        raise
    except FFmpegError:
        # What the decoder still holds.
        yield AnyPacket(0)  # type: ignore[misc]  # it is of no stream


def _decoded(video: Video, packet: CodedPacket) -> list[VideoFrame] | None:
    """The frames that come of `packet`; None where it is damaged. The next one may not be."""
    try:
        return video.decoder.decode(packet if packet.size else None)
    except MemoryError:
        raise
    except FFmpegError:
        return None


def _drained(video: Video) -> list[VideoFrame]:
    """What the decoder still holds; it then begins anew."""
    try:
        return video.decoder.decode(None)
    except MemoryError:
        raise
    except FFmpegError:
        return []
    finally:
        video.decoder.flush_buffers()


def _skip(video: Video, what: Skipped) -> None:
    video.decoder.skip_frame = "DEFAULT" if video.codec in OPENED_ONCE else what


def _key_before(pts: int, keys: Sequence[int]) -> int:
    return max((key for key in keys if key <= pts), default=pts)


def _time_of(packet: CodedPacket) -> int | None:
    return packet.pts if packet.pts is not None else packet.dts
