"""The type of packets: PyAV's class takes a parameter in its stub only."""

from typing import TYPE_CHECKING, TypeAlias

from av.packet import Packet

if TYPE_CHECKING:
    from av.stream import Stream

    AnyPacket: TypeAlias = Packet[Stream]
else:
    AnyPacket = Packet
