"""Parameter sets and NAL units of H.264 (ISO/IEC 14496-15, ITU-T H.264 Annex B). Pure."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

IDR, SPS, PPS, DELIMITER, SPS_EXTENSION = 5, 7, 8, 9, 13
SLICES = range(1, 6)
HIGH = frozenset((100, 110, 122, 244))
"""Profiles whose configuration record names chroma format and depth."""


class ParameterSets(NamedTuple):
    """What a decoder needs before the first slice."""

    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    length_size: int
    """Bytes of each length in packets; 0 if NAL units are separated by start codes (MPEG-TS)."""

    @property
    def profile(self) -> int:
        """profile_idc."""
        return self.sps[0][1]

    @property
    def level(self) -> int:
        """level_idc: 31 is level 3.1."""
        return self.sps[0][3]

    @property
    def in_band(self) -> bytes:
        """The sets as NAL units with lengths of four bytes."""
        return b"".join(map(with_length, (*self.sps, *self.pps)))

    def same_as(self, other: "ParameterSets") -> bool:
        """Whether one configuration record serves both."""
        return (self.sps, self.pps) == (other.sps, other.pps)


def parse(extradata: bytes | None) -> ParameterSets | None:
    """The parameter sets of a stream's extradata: a configuration record or NAL units with start codes. None if there
    are none.
    """
    if not extradata or len(extradata) < 7:
        return None
    if extradata[0] != 1:
        units = list(by_start_code(extradata))
        sps = tuple(unit for unit in units if unit[0] & 31 == SPS)
        pps = tuple(unit for unit in units if unit[0] & 31 == PPS)
        length_size = 0
    else:
        try:
            sps, at = _listed(extradata, 6, extradata[5] & 31)
            pps, _ = _listed(extradata, at + 1, extradata[at])
        except (struct.error, IndexError):
            return None
        length_size = (extradata[4] & 3) + 1
    if not sps or not pps or min(map(len, (*sps, *pps))) < 1 or len(sps[0]) < 4:
        return None
    return ParameterSets(sps, pps, length_size)


def _listed(data: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    units = []
    for _ in range(count):
        (size,) = struct.unpack_from(">H", data, at)
        units.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return tuple(units), at


def configuration(sets: ParameterSets, profile: int, level: int) -> bytes:
    """The configuration record (avcC) of 4:2:0 pictures of 8 bits, with the highest profile and level of all clips."""
    record = bytes((1, profile, sets.sps[0][2] if profile == sets.profile else 0, level, 0xFF, 0xE0 | len(sets.sps)))
    record += b"".join(struct.pack(">H", len(unit)) + unit for unit in sets.sps)
    record += bytes((len(sets.pps),)) + b"".join(struct.pack(">H", len(unit)) + unit for unit in sets.pps)
    return record + bytes((0xFD, 0xF8, 0xF8, 0)) if profile in HIGH else record


def with_length(unit: bytes) -> bytes:
    """A NAL unit behind its length in four bytes."""
    return struct.pack(">I", len(unit)) + unit


def units(data: bytes, length_size: int) -> Iterator[bytes]:
    """The NAL units of a packet. A unit that is longer than the packet ends it."""
    if length_size == 0:
        yield from by_start_code(data)
        return
    at = 0
    while at + length_size < len(data):
        size = int.from_bytes(data[at : at + length_size], "big")
        at += length_size
        if size:
            yield data[at : at + size]
        at += size


def by_start_code(data: bytes) -> Iterator[bytes]:
    """The NAL units between start codes, without the zero bytes behind them."""
    at = data.find(b"\0\0\1")
    while at >= 0:
        after = data.find(b"\0\0\1", at + 3)
        unit = (data[at + 3 :] if after < 0 else data[at + 3 : after]).rstrip(b"\0")
        if unit:
            yield unit
        at = after


def repacked(data: bytes, length_size: int) -> bytes:
    """A packet with lengths of four bytes, without parameter sets and access unit delimiters."""
    dropped = (SPS, PPS, SPS_EXTENSION, DELIMITER)
    return b"".join(with_length(unit) for unit in units(data, length_size) if unit[0] & 31 not in dropped)


def starts_with_idr(data: bytes, length_size: int) -> bool:
    """Whether the first slice of a packet begins a sequence that refers to no earlier picture."""
    kinds = (unit[0] & 31 for unit in units(data, length_size))
    return next((kind for kind in kinds if kind in SLICES), None) == IDR


def has_sets(data: bytes, length_size: int) -> bool:
    """Whether a packet has parameter sets of its own."""
    return any(unit[0] & 31 in (SPS, PPS) for unit in units(data, length_size))
