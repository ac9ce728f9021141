"""Whether neither a frame nor any after it refers to one before it: there a copy can begin, and another end."""

from services.merge.codecs import h264, hevc
from services.merge.joining.packets import AnyPacket


def is_clean(packet: AnyPacket, codec: str, extradata: bytes) -> bool:
    """Whether the packet is a key frame without open references. `codec`: FFmpeg's name.

    In open groups of H.264 and HEVC, frames behind a key frame refer to those before it. Other codecs have none.
    """
    if not packet.is_keyframe:
        return False
    if codec == "h264":
        sets = h264.parse(extradata)
        return h264.starts_with_idr(bytes(packet), 0 if sets is None else sets.length_size)
    if codec == "hevc":
        return hevc.starts_with_idr(bytes(packet), hevc.length_size(extradata))
    return True
