"""BMP: the kind of compression. Source: BITMAPINFOHEADER of Windows."""

from libs.pictures.errors import TooCostly
from libs.pictures.headers.header import Header

MAX_RUN_BYTES = 4_000_000
"""Size of run-length data: the decoder is slow, and takes more than a second for more."""

_RUN_LENGTHS = (1, 2)


def read(data: bytes) -> Header:
    """See `headers.read`."""
    compression = int.from_bytes(data[30:34], "little")
    if compression in _RUN_LENGTHS and len(data) > MAX_RUN_BYTES:
        raise TooCostly(f"more than {MAX_RUN_BYTES:,} bytes of run-length data in a BMP")
    return Header("BMP", data, whole=True)
