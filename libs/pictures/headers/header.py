"""The header of a picture."""

from enum import Enum, auto
from typing import NamedTuple

from libs.pictures.errors import TooCostly

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


class Coverage(Enum):
    """How much of the picture several scans contain."""

    PARTIAL = auto()
    """Some coefficients of some component are in no scan."""
    OPEN = auto()
    """All coefficients, but the last scan, which may be truncated, has brightness or mean colours that no other has."""
    FULL = auto()


class Header(NamedTuple):
    """`data` is the input of the decoder; `format` is Pillow's name of the decoder."""

    format: str
    data: bytes
    size: tuple[int, int] | None = None
    """Width and height in pixels, before the rotation; None if only the decoder can read them."""
    orientation: int | None = 1
    """EXIF orientation, 1 to 8; None if the decoder reads it."""
    shown_format: str | None = None
    """The format for people, if it differs from `format`."""
    whole: bool = False
    """Whether all pixels are in memory at once, even when decoding at a reduced scale."""
    closed: bool = True
    """Whether the file has an end marker: a JPEG or AVIF without one may be truncated."""
    coverage: Coverage | None = None
    """Of a picture with several scans, each with a part of its values: what they contain, in full precision unless
    `closed`.
    """
    key: int | None = None
    """The transparent grey value, 0 to 255, or to 65,535 with 16 bits."""
    frame: Box | None = None
    """The position of the decoded frame in the picture; the rest is transparent."""


def check_count(count: int, limit: int, what: str) -> None:
    """Raise TooCostly for more than `limit` items. `what` names them in the message."""
    if count > limit:
        raise TooCostly(f"more than {limit:,} {what}")
