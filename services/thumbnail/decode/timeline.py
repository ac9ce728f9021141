"""Which frames to look at: the key frames, and others only where those leave gaps. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MOST = 24
"""Frames to look at, at most: each costs a few milliseconds to judge."""
FEWEST = 6
SPACING_SECONDS = 1.5
"""What may lie unseen between two frames that are looked at: a product shown for less is hardly shown."""


class Packet(NamedTuple):
    """A compressed frame, as the file lists it."""

    pts: int
    time: float
    """Seconds from the video's start."""
    key: bool
    shown: bool = True
    """False where an edit list leaves it out: it is decoded for the sake of others only."""


class Ending:
    """When the last frame is over, from the packets' timestamps and durations, all in the track's unit.

    In most containers a packet's duration is how long its frame is shown. In MP4 it is the step to the next packet's
    time of decoding (ISO/IEC 14496-12, TimeToSampleBox): with B-frames that says nothing about the frame itself, and
    added to a long last step it counted 46 s as 81. All steps together are as long as all frames are shown.
    """

    def __init__(self, *, in_decoding_order: bool) -> None:
        self._in_decoding_order = in_decoding_order
        self._last: int | None = None
        self._shown_until: int | None = None
        self._first: int | None = None
        self._first_decoded: int | None = None
        self._decoded_until: int | None = None

    def add(self, pts: int, dts: int | None, duration: int, *, shown: bool = True) -> None:
        """The next packet of the file."""
        self._first = pts if self._first is None else min(self._first, pts)
        if self._first_decoded is None:
            self._first_decoded = dts
        if shown:
            self._last = _later(self._last, pts)
            self._shown_until = _later(self._shown_until, pts + duration)
            if dts is not None:
                self._decoded_until = _later(self._decoded_until, dts + duration)

    def pts(self, start: int) -> int:
        """When the last frame that is shown is over; `start` where there is none."""
        if self._last is None or self._shown_until is None or self._first is None:
            return start
        if not self._in_decoding_order or self._first_decoded is None or self._decoded_until is None:
            return self._shown_until
        return max(self._last, self._first + self._decoded_until - self._first_decoded)


def _later(one: int | None, other: int) -> int:
    return other if one is None else max(one, other)


class Plan(NamedTuple):
    """Timestamps to look at: of key frames, and of frames between them, which cost all those before them."""

    keys: frozenset[int]
    others: frozenset[int]


def plan(packets: Sequence[Packet], *, between: bool) -> Plan:
    """What to look at in a video of these packets. With `between`, also in the gaps that enough key frames leave."""
    ordered = sorted((packet for packet in packets if packet.shown), key=lambda packet: packet.time)
    if not ordered:
        return Plan(frozenset(), frozenset())
    keys = [packet for packet in ordered if packet.key]
    length = ordered[-1].time - ordered[0].time
    chosen = _thinned(keys, SPACING_SECONDS / 2, MOST)
    others: list[int] = []
    if between or len(chosen) < FEWEST:
        # In a clip too short to hold FEWEST frames at the usual distance they lie closer.
        spacing = min(max(SPACING_SECONDS, length / MOST), length / FEWEST) if between else length / FEWEST
        others = _fill(ordered, chosen, max(spacing, 0.01))
    return Plan(frozenset(packet.pts for packet in chosen), frozenset(others))


def _thinned(keys: Sequence[Packet], closest: float, most: int) -> list[Packet]:
    """Key frames at least `closest` seconds apart, `most` of them, evenly taken."""
    kept: list[Packet] = []
    for packet in keys:
        if not kept or packet.time - kept[-1].time >= closest:
            kept.append(packet)
    if len(kept) <= most:
        return kept
    return [kept[round(index * (len(kept) - 1) / (most - 1))] for index in range(most)]


def _fill(ordered: Sequence[Packet], chosen: Sequence[Packet], spacing: float) -> list[int]:
    """Timestamps that leave no gap longer than about `spacing` seconds, nor one at either end."""
    marks = [ordered[0].time, *(packet.time for packet in chosen), ordered[-1].time]
    known = {packet.pts for packet in chosen}
    wanted: list[int] = []
    position = 0
    for before, after in pairwise(marks):
        parts = round((after - before) / spacing)
        for part in range(1, parts):
            aim = before + (after - before) * part / parts
            while position + 1 < len(ordered) and ordered[position].time < aim:
                position += 1
            if ordered[position].pts not in known:
                known.add(ordered[position].pts)
                wanted.append(ordered[position].pts)
    return wanted
