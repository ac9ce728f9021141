"""Decoding times that a container does not say: Matroska has times of showing only."""

from collections.abc import Iterable, Iterator

from services.merge.joining.packets import AnyPacket

MOST_HELD = 1000
"""Packets that are read ahead, of other tracks too."""


def with_decoding_times(packets: Iterable[AnyPacket], track: int, step: int) -> Iterator[AnyPacket]:
    """The same packets, of which those of `track` have decoding times from the first on.

    FFmpeg finds these times by sorting times of showing, of which it has too few at the start, and behind a seek.
    Frames without one are decoded before the first that has one, each for `step`.
    """
    held: list[AnyPacket] = []
    waiting = iter(packets)
    for packet in waiting:
        held.append(packet)
        if (packet.stream_index == track and packet.size and packet.dts is not None) or len(held) == MOST_HELD:
            break
    shown = [each for each in held if each.stream_index == track and each.size]
    decoded = shown[-1].dts if shown else None
    if decoded is not None:
        for each in reversed(shown[:-1]):
            decoded -= step
            each.dts = decoded
    yield from held
    yield from waiting
