"""What is known of a picture before it is decoded."""

from typing import NamedTuple

from services.collage.worker.errors import TooCostly

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


class Header(NamedTuple):
    """`data` is what the decoder gets; `format` is Pillow's name of the decoder."""

    format: str
    data: bytes
    size: tuple[int, int] | None = None
    """Width and height in pixels, not turned; None where only the decoder can tell."""
    orientation: int | None = 1
    """EXIF's, 1 to 8; None where the decoder tells it."""
    named: str | None = None
    """The format for people, where it is not `format`."""
    whole: bool = False
    """Whether all pixels take memory at once, though fewer are asked for."""
    closed: bool = True
    """Whether the file has an end: a JPEG or AVIF without one may be cut short."""
    several: bool = False
    """Whether the picture comes in several scans, each of which has a part of its values."""
    key: int | None = None
    """The grey that stands for transparent, 0 to 255, or to 65,535 where grey has 16 bits."""
    frame: Box | None = None
    """Where in the picture the decoded frame is; the rest is transparent."""


def check_count(count: int, most: int, what: str) -> None:
    """Raise TooCostly for more than `most`: `what` says of what."""
    if count > most:
        raise TooCostly(f"more than {most:,} {what}")
