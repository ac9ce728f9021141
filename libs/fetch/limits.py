"""Limits and result of a download."""

from pathlib import Path
from typing import NamedTuple, Self

MEGABYTE = 1_000_000


class Limits(NamedTuple):
    """Limits of a download: `bytes` of the body, and `seconds` in total, including retries."""

    bytes: int
    seconds: float

    @classmethod
    def of(cls, megabytes: float, seconds: float) -> Self:
        """Limits of a setting in 10⁶ bytes."""
        return cls(round(megabytes * MEGABYTE), seconds)


class Download(NamedTuple):
    """A finished download: `url` after redirects, file, size, declared content type, and digest."""

    url: str
    path: Path
    bytes: int
    content_type: str | None
    sha256: str
