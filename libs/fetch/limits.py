"""What a download may cost, and what came of it."""

from pathlib import Path
from typing import NamedTuple


class Limits(NamedTuple):
    """The most a download may take: `bytes` of body, and `seconds` from start to end, retries included."""

    bytes: int
    seconds: float


class Download(NamedTuple):
    """A finished download: `url` after redirects, the file and its length, the type it was declared as, its digest."""

    url: str
    path: Path
    bytes: int
    content_type: str | None
    sha256: str
