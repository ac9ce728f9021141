"""BMP: how it is compressed. Source: Windows' BITMAPINFOHEADER."""

from services.collage.worker.decoding.headers.header import Header
from services.collage.worker.errors import TooCostly

MOST_RUN_BYTES = 4_000_000
"""Of run lengths, which the decoder reads one by one: a second and more."""

_RUN_LENGTHS = (1, 2)


def read(data: bytes) -> Header:
    """See `headers.read`."""
    compression = int.from_bytes(data[30:34], "little")
    if compression in _RUN_LENGTHS and len(data) > MOST_RUN_BYTES:
        raise TooCostly(f"more than {MOST_RUN_BYTES:,} bytes of run lengths of a BMP")
    return Header("BMP", data, whole=True)
