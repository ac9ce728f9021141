"""Key frames at which a copy can begin or end, and the frames between them, found by reading near them only.

Times are those of showing (pts), in the time base of the picture.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from av.container import InputContainer
from av.error import FFmpegError

from services.merge.errors import Damaged
from services.merge.inputs.clean import is_clean
from services.merge.inputs.clip import Picture
from services.merge.inputs.preflight import opened
from services.merge.inputs.source import Source
from services.merge.joining.packets import AnyPacket

LOOK_BACK = (1, 8, 64)
"""Seconds before a time from which packets are read, until what is looked for is among them. Then all are."""


def key_frame_at_or_after(source: Source, picture: Picture, time: int) -> int | None:
    """The time of the first clean key frame at `time` or later; None if there is none. Raises Damaged, NotAVideo."""
    for packets in _readings(source, picture, time):
        for packet in packets:
            if packet.pts is not None and packet.pts >= time and _can_begin(packet, picture):
                return packet.pts
        return None
    raise AssertionError("the last reading is from the start")


def key_frame_before(source: Source, picture: Picture, time: int) -> int | None:
    """The time of the last clean key frame before `time`; None if there is none. Raises Damaged, NotAVideo."""
    for packets in _readings(source, picture, time):
        last = None
        for packet in packets:
            if _decoded(packet) >= time:
                break
            if packet.pts is not None and packet.pts < time and _can_begin(packet, picture):
                last = packet.pts
        if last is not None:
            return last
    return None


def frame_at_or_after(source: Source, picture: Picture, time: int) -> int | None:
    """The time of the first frame shown at `time` or later; None if there is none. Raises Damaged, NotAVideo."""
    found = None
    for packet in _from_key_frame(source, picture, time):
        if found is not None and _decoded(packet) >= found:
            break  # frames are shown when they are decoded, or later
        if _shown(packet, picture, time, picture.end):
            shown = packet.dts if picture.numbered else packet.pts
            assert shown is not None
            found = shown if found is None else min(found, shown)
    return found


def last_frame_before(source: Source, picture: Picture, time: int) -> int | None:
    """The time of the last frame shown before `time`; None if there is none. Raises Damaged, NotAVideo."""
    packets = _until(_from_key_frame(source, picture, time - 1), time)
    times = [each.pts for each in packets if each.pts is not None and _shown(each, picture, picture.first, time)]
    return max(times, default=None)


def seek_before(source: Source, picture: Picture, time: int) -> int | None:
    """The time to seek to, so that what is decoded shortly before `time` is read; None: it is read from the start.

    Of MPEG-TS the packet that is found may be no key frame, and be decoded later than the frame that is looked for.
    Raises Damaged, NotAVideo.
    """
    return next((begin for begin, _ in _found(source, picture, time)), None)


def count_between(source: Source, picture: Picture, start: int, end: int) -> int:
    """How many frames are shown at `start` or later, and before `end`. Raises Damaged, NotAVideo.

    With an index, only the groups of pictures at `start` and `end` are read, else everything between them.
    """
    if start >= end:
        return 0
    with opened(source) as container:
        times = _decoding_times(container, picture)
    if times is not None:
        before_end, before_start = (_count_before(source, picture, time, times) for time in (end, start))
        if before_start is not None and before_end is not None:
            return before_end - before_start
    return sum(
        1 for packet in _until(_from_key_frame(source, picture, start), end) if _shown(packet, picture, start, end)
    )


def _count_before(source: Source, picture: Picture, time: int, times: list[int]) -> int | None:
    """Frames shown before `time`; None if a packet is not where the index says. `times`: when frames are decoded."""
    if time <= picture.first:
        return 0
    if time >= picture.end:
        return picture.frames
    packets = _from_key_frame(source, picture, time)
    first = next(packets, None)
    if first is None or first.dts is None:
        return None
    # What is decoded before a clean key frame is shown before it.
    count = bisect_left(times, first.dts)
    if count == len(times) or times[count] != first.dts:
        return None
    return count + _shown(first, picture, picture.first, time) + sum(
        1 for packet in _until(packets, time) if _shown(packet, picture, picture.first, time)
    )  # fmt: skip


def _decoding_times(container: InputContainer, picture: Picture) -> list[int] | None:
    """Of all frames that are shown; None if there is no index of them, or it does not rise."""
    index = container.streams[picture.track].index_entries
    if not container.format.name.startswith("mov") or len(index) != picture.frames + picture.hidden:
        return None
    times = [entry.timestamp for entry in index if not entry.is_discard]
    rises = all(before < after for before, after in pairwise(times))
    return times if len(times) == picture.frames and rises else None


def _from_key_frame(source: Source, picture: Picture, time: int) -> Iterator[AnyPacket]:
    """Packets from the last clean key frame at or before `time` on; from the start if there is none."""
    key = key_frame_before(source, picture, time + 1)
    if key is None:
        yield from _read(source, picture, None)
        return
    for packets in _readings(source, picture, key):
        for packet in packets:
            if packet.pts == key and packet.is_keyframe:
                yield packet
                yield from packets
                return
            if _decoded(packet) > key:
                break


def _readings(source: Source, picture: Picture, time: int) -> Iterator[Iterator[AnyPacket]]:
    """The packets from some time before `time` on, then those from earlier, at last from the start."""
    for _, packets in _found(source, picture, time):
        yield packets
    yield _read(source, picture, None)


def _found(source: Source, picture: Picture, time: int) -> Iterator[tuple[int, Iterator[AnyPacket]]]:
    """Times before `time` that can be sought, and the packets from there on."""
    second = round(1 / picture.time_base)
    for seconds in LOOK_BACK:
        begin = time - seconds * second
        if begin <= picture.first:
            break
        packets = _read(source, picture, begin)
        first = next(packets, None)
        # Some demuxers seek to a later packet, some to none.
        if first is not None and _decoded(first) <= begin:
            yield begin, _after(first, packets)


def _after(first: AnyPacket, packets: Iterator[AnyPacket]) -> Iterator[AnyPacket]:
    yield first
    yield from packets


def _read(source: Source, picture: Picture, begin: int | None) -> Iterator[AnyPacket]:
    """The picture's packets, from a key frame at or before `begin` on; without it, from the start."""
    with opened(source) as container:
        stream = container.streams[picture.track]
        try:
            if begin is not None:
                container.seek(begin, stream=stream)
            for packet in container.demux([stream]):
                if packet.size:
                    yield packet
        except FFmpegError as error:
            raise Damaged(f"the file cannot be read: {error.strerror or error}") from None


def _until(packets: Iterator[AnyPacket], end: int) -> Iterator[AnyPacket]:
    for packet in packets:
        if _decoded(packet) >= end:
            return
        yield packet


def _decoded(packet: AnyPacket) -> int:
    time = packet.dts if packet.dts is not None else packet.pts
    return time if time is not None else 0


def _shown(packet: AnyPacket, picture: Picture, start: int, end: int) -> bool:
    time = packet.dts if picture.numbered else packet.pts
    return time is not None and start <= time < end and not packet.is_discard


def _can_begin(packet: AnyPacket, picture: Picture) -> bool:
    return not packet.is_discard and is_clean(packet, picture.codec, picture.extradata)
