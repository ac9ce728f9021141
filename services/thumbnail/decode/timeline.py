"""Selects the frames to decode: key frames, and others to fill the gaps between them. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MAX_FRAMES = 24
"""Measuring a frame takes a few milliseconds."""
MIN_FRAMES = 6
SPACING_SECONDS = 1.5
"""The usual distance of two selected frames: a product that is shown for less may be missed."""


class Packet(NamedTuple):
    """A compressed frame in the file."""

    pts: int
    time: float
    """Seconds from the video's start."""
    key: bool
    shown: bool = True
    """False if an edit list leaves it out: it is decoded only as a reference of others."""


class TrackEnd:
    """Computes when the last frame ends, from the packets' timestamps and durations, all in the track's time base.

    In most containers a packet's duration is the display duration of its frame. In MP4 it is the time to the next
    packet in decoding order (ISO/IEC 14496-12, TimeToSampleBox): with B-frames, adding it to a frame's timestamp can be
    far too long (81 s for a video of 46 s). Only the sum of all durations is the length of the track.
    """

    def __init__(self, *, in_decoding_order: bool) -> None:
        self._in_decoding_order = in_decoding_order
        self._last: int | None = None
        self._shown_until: int | None = None
        self._first: int | None = None
        self._first_decoded: int | None = None
        self._decoded_until: int | None = None

    def add(self, pts: int, dts: int | None, duration: int, *, shown: bool = True) -> None:
        """Add the next packet of the file."""
        self._first = pts if self._first is None else min(self._first, pts)
        if self._first_decoded is None:
            self._first_decoded = dts
        if shown:
            self._last = _max(self._last, pts)
            self._shown_until = _max(self._shown_until, pts + duration)
            if dts is not None:
                self._decoded_until = _max(self._decoded_until, dts + duration)

    def pts(self, start: int) -> int:
        """The end of the last frame that is shown; `start` if there is none."""
        if self._last is None or self._shown_until is None or self._first is None:
            return start
        if not self._in_decoding_order or self._first_decoded is None or self._decoded_until is None:
            return self._shown_until
        return max(self._last, self._first + self._decoded_until - self._first_decoded)


def _max(one: int | None, other: int) -> int:
    return other if one is None else max(one, other)


class Plan(NamedTuple):
    """Timestamps of the selected key frames, and of others, which need all frames from the key frame before them."""

    keys: frozenset[int]
    others: frozenset[int]


def plan(packets: Sequence[Packet], *, between: bool) -> Plan:
    """Select frames of a video with these packets. With `between`, gaps are filled even with enough key frames."""
    ordered = sorted((packet for packet in packets if packet.shown), key=lambda packet: packet.time)
    if not ordered:
        return Plan(frozenset(), frozenset())
    keys = [packet for packet in ordered if packet.key]
    length = ordered[-1].time - ordered[0].time
    chosen = _thinned(keys, SPACING_SECONDS / 2, MAX_FRAMES)
    others: list[int] = []
    if between or len(chosen) < MIN_FRAMES:
        # A clip that is too short for MIN_FRAMES at the usual distance gets a smaller one.
        spacing = (
            min(max(SPACING_SECONDS, length / MAX_FRAMES), length / MIN_FRAMES) if between else length / MIN_FRAMES
        )
        others = _fill(ordered, chosen, max(spacing, 0.01))
    return Plan(frozenset(packet.pts for packet in chosen), frozenset(others))


def _thinned(keys: Sequence[Packet], closest: float, most: int) -> list[Packet]:
    """At most `most` key frames, evenly distributed and at least `closest` seconds apart."""
    kept: list[Packet] = []
    for packet in keys:
        if not kept or packet.time - kept[-1].time >= closest:
            kept.append(packet)
    if len(kept) <= most:
        return kept
    return [kept[round(index * (len(kept) - 1) / (most - 1))] for index in range(most)]


def _fill(ordered: Sequence[Packet], chosen: Sequence[Packet], spacing: float) -> list[int]:
    """Timestamps that fill gaps of more than about `spacing` seconds, also at both ends."""
    marks = [ordered[0].time, *(packet.time for packet in chosen), ordered[-1].time]
    known = {packet.pts for packet in chosen}
    added: list[int] = []
    position = 0
    for before, after in pairwise(marks):
        parts = round((after - before) / spacing)
        for part in range(1, parts):
            target = before + (after - before) * part / parts
            while position + 1 < len(ordered) and ordered[position].time < target:
                position += 1
            if ordered[position].pts not in known:
                known.add(ordered[position].pts)
                added.append(ordered[position].pts)
    return added
