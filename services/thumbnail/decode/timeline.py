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


class Plan(NamedTuple):
    """Timestamps to look at: of key frames, and of frames between them, which cost all those before them."""

    keys: frozenset[int]
    others: frozenset[int]


def plan(packets: Sequence[Packet], *, between: bool) -> Plan:
    """What to look at in a video of these packets. With `between`, also in the gaps that enough key frames leave."""
    if not packets:
        return Plan(frozenset(), frozenset())
    ordered = sorted(packets, key=lambda packet: packet.time)
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
