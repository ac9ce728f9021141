"""Reads frames of a video with as little decoding as possible."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from av.error import FFmpegError
from av.packet import Packet as AnyPacket
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from services.thumbnail.budget import Budget
from services.thumbnail.decode.timeline import Packet, TrackEnd
from services.thumbnail.decode.video import Video, check_duration
from services.thumbnail.limits import VideoLimits

CodedPacket: TypeAlias = "AnyPacket[VideoStream]"
Skipped = Literal["DEFAULT", "NONREF", "NONKEY"]

LEAD_SECONDS = 60
"""To rewind MPEG streams, seek so far before the first timestamp: a seek to the first one ends after it."""
MAX_KEY_FRAMES = 3
"""Key frames that are tried for one frame."""
FIXED_SKIPPING = frozenset({"av1"})
"""Codecs whose decoders read `skip_frame` only when they are opened."""
DURATIONS_IN_DECODING_ORDER = frozenset({"mov,mp4,m4a,3gp,3g2,mj2"})
"""Formats whose packet durations are steps between decoding times, not display durations."""
RESTAMPED = frozenset({"asf"})
"""Formats whose first frame has another timestamp after a seek than after opening."""


def packets_of(video: Video, limits: VideoLimits, budget: Budget) -> tuple[list[Packet], float]:
    """The track's packets in decoding order, and its end in seconds. Nothing is decoded.

    Raises TooLong at the first packet beyond the limit, as the header's duration may be wrong, and TooCostly.
    """
    packets: list[Packet] = []
    end_time = TrackEnd(in_decoding_order=video.container.format.name in DURATIONS_IN_DECODING_ORDER)
    # Seek first, so that timestamps are those of later reads. Not for others: MPEG streams would skip a key frame.
    if video.container.format.name in RESTAMPED:
        _seek(video, video.first)
    for packet in _demux(video):
        pts = _time_of(packet)
        if pts is not None and packet.size:
            seconds = video.seconds(pts)
            packets.append(Packet(pts, seconds, packet.is_keyframe, not packet.is_discard))
            end_time.add(pts, packet.dts, max(0, packet.duration or 0), shown=not packet.is_discard)
            check_duration(seconds, limits)
        budget.check()
    end = video.seconds(end_time.pts(video.first))
    check_duration(end, limits)
    return packets, end


def key_frames(video: Video, wanted: frozenset[int]) -> Iterator[VideoFrame | None]:
    """The key frames with these timestamps, without damaged ones. Yields None between frames, so that the caller can
    stop.
    """
    if not wanted:
        return
    _skip(video, "NONKEY")
    for packet in _from_key(video, min(wanted)):
        yield None
        if packet.size and packet.is_keyframe and _time_of(packet) in wanted:
            # The decoder is drained after each: H.264 reorders pictures, and with open groups of pictures the next key
            # frame would be returned too early or never.
            for frame in (*(_decode(video, packet) or ()), *_drain(video)):
                if not frame.is_corrupt:
                    yield frame


def frames_between(video: Video, wanted: list[int], keys: Sequence[int]) -> Iterator[VideoFrame | None]:
    """The first frame at or after each of these timestamps, decoded from the key frame before it.

    Damaged frames, and frames that reference them, are left out.
    """
    while wanted:
        start = _key_before(wanted[0], keys)
        end = min((key for key in keys if key > wanted[0]), default=wanted[-1] + 1)
        group = [pts for pts in wanted if pts < end]
        wanted = wanted[len(group) :]
        yield from _decode_run(video, start, group)


def frames_from(video: Video, pts: int, start: int) -> Iterator[VideoFrame]:
    """Decoded frames from the key frame at `start` on. Non-reference frames before `pts` are left out."""
    _skip(video, "NONREF")
    for packet in _from_key(video, start):
        time = _time_of(packet)
        # The frame at `pts` may be a non-reference frame.
        if time is None or time >= pts:
            _skip(video, "DEFAULT")
        yield from _decode(video, packet) or ()


def starts_before(pts: int, keys: Sequence[int], first: int) -> list[int]:
    """Timestamps to start decoding the frame at `pts` from, best first: the key frame before it, and earlier ones.

    With intra refresh, pictures are complete only some time after a key frame.
    """
    before = sorted((key for key in keys if key <= pts), reverse=True)
    return [*(before[:MAX_KEY_FRAMES] or [pts]), first]


def _decode_run(video: Video, start: int, wanted: list[int]) -> Iterator[VideoFrame | None]:
    # Skipping non-reference frames saves nearly half the work.
    _skip(video, "NONREF")
    # Frames that reference a damaged frame decode without an error, but are damaged too.
    sound = True
    for packet in _from_key(video, start):
        yield None
        frames = _decode(video, packet)
        time = _time_of(packet)
        # Frames that are shown before the key frame may reference frames that were not decoded.
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
    """The packets from the key frame with timestamp `key` on; if it is not found, from the next key frame on."""
    well_before = video.first - round(LEAD_SECONDS / video.tick) if video.tick else video.first
    for start in (key, well_before, video.first):
        if not _seek(video, start):
            continue
        found = False
        for packet in _demux(video):
            time = _time_of(packet)
            found = found or time == key
            if found:
                yield packet
            elif start == key and packet.is_keyframe and time is not None and time > key:
                break  # formats without an index seek inexactly: search again from the start
        if found:
            return
    yield from _after(video, key)


def _after(video: Video, key: int) -> Iterator[CodedPacket]:
    """The packets from the first key frame after `key` on."""
    found = False
    for packet in _demux(video) if _seek(video, video.first) else ():
        time = _time_of(packet)
        found = found or (packet.is_keyframe and time is not None and time > key)
        if found:
            yield packet


def _seek(video: Video, pts: int) -> bool:
    try:
        video.container.seek(pts, stream=video.stream)
    except MemoryError:
        raise
    except FFmpegError:
        return False
    video.decoder.flush_buffers()
    return True


def _demux(video: Video) -> Iterator[CodedPacket]:
    """Packets up to the end of the file, or to where it is truncated or damaged."""
    try:
        yield from video.container.demux(video.stream)
    except MemoryError:
        raise
    except FFmpegError:
        # An empty packet drains the decoder.
        yield AnyPacket(0)  # type: ignore[misc]  # it has no stream


def _decode(video: Video, packet: CodedPacket) -> list[VideoFrame] | None:
    """The frames that the decoder returns for `packet`; None if it is damaged."""
    try:
        return video.decoder.decode(packet if packet.size else None)
    except MemoryError:
        raise
    except FFmpegError:
        return None


def _drain(video: Video) -> list[VideoFrame]:
    """The remaining frames of the decoder, which is then reset."""
    try:
        return video.decoder.decode(None)
    except MemoryError:
        raise
    except FFmpegError:
        return []
    finally:
        video.decoder.flush_buffers()


def _skip(video: Video, what: Skipped) -> None:
    video.decoder.skip_frame = "DEFAULT" if video.codec in FIXED_SKIPPING else what


def _key_before(pts: int, keys: Sequence[int]) -> int:
    return max((key for key in keys if key <= pts), default=pts)


def _time_of(packet: CodedPacket) -> int | None:
    return packet.pts if packet.pts is not None else packet.dts
