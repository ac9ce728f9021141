"""Limits and result of a download."""

from pathlib import Path
from typing import NamedTuple


class Limits(NamedTuple):
    """Limits of a download: `bytes` of the body, and `seconds` in total, including retries."""

    bytes: int
    seconds: float


class Download(NamedTuple):
    """A finished download: `url` after redirects, file, size, declared content type, and digest."""

    url: str
    path: Path
    bytes: int
    content_type: str | None
    sha256: str
