"""Reads only the orientation of EXIF metadata: hostile files can make other entries take minutes."""

import struct

MAX_ENTRIES = 1000
"""Entries of the first directory; cameras write about twenty."""
_PREFIX = b"Exif\0\0"
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION = 0x0112
_VALUES = {1: "B", 3: "H", 4: "I"}
"""Format characters of 8, 16 and 32 bits, by EXIF type."""


def orientation(data: bytes) -> int:
    """The orientation, 1 to 8; 1 (upright) if it is missing or `data` is damaged."""
    data = data.removeprefix(_PREFIX)
    order = _ORDERS.get(data[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        for number in range(min(count, MAX_ENTRIES)):
            at = start + 2 + 12 * number
            tag, kind = struct.unpack_from(f"{order}HH", data, at)
            if tag == _ORIENTATION and kind in _VALUES:
                (value,) = struct.unpack_from(f"{order}{_VALUES[kind]}", data, at + 8)
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass  # truncated
    return 1
