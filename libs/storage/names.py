"""Untrusted names as parts of object keys."""

import re
from hashlib import sha256

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


def thumbnails_of(video_id: str) -> str:
    """The prefix of all keys of a video's thumbnails. Below `root` of a store, it can be listed as it is."""
    return f"thumbnails/{segment(video_id)}/"


def removal_of(video_id: str) -> str:
    """The key of the object that says when a video was removed."""
    return f"removed/{segment(video_id)}"


def segment(name: str) -> str:
    """A name as one segment of a key: unchanged if it has only safe characters, else its safe ones and a digest."""
    if _PLAIN.fullmatch(name):
        return name
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:60]
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{readable}-{digest}".lstrip("-")
