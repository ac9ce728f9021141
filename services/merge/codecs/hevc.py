"""NAL units of HEVC (ITU-T H.265, ISO/IEC 14496-15). Pure."""

from services.merge.codecs.h264 import units

IDR = frozenset((19, 20))
"""Types of slices (IDR_W_RADL, IDR_N_LP) that begin a sequence. After a CRA, frames may refer to those before it."""
SLICES = range(32)
CONFIGURATION, LENGTH_SIZE_AT = 1, 21
"""The first byte of a configuration record (hvcC), and where it has the size of lengths."""


def length_size(extradata: bytes) -> int:
    """Bytes of each length in packets; 0 if NAL units are separated by start codes (MPEG-TS)."""
    if len(extradata) > LENGTH_SIZE_AT and extradata[0] == CONFIGURATION:
        return (extradata[LENGTH_SIZE_AT] & 3) + 1
    return 0


def starts_with_idr(data: bytes, length_size: int) -> bool:
    """Whether the first slice of a packet begins a sequence that refers to no earlier picture."""
    kinds = (unit[0] >> 1 & 63 for unit in units(data, length_size))
    return next((kind for kind in kinds if kind in SLICES), None) in IDR
