"""Choosing which of a page's video files is downloaded. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

SHORT_SIDE = 1080
"""Pixels. A larger video does not improve a thumbnail."""
_CONTAINERS = frozenset({"mp4", "m4v", "mov", "webm"})
_CODECS = ("avc", "h264"), ("vp9", "vp09", "vp8"), ("hev", "hvc", "h265", "bytevc1"), ("av01", "av1")
"""Ordered by decoding cost, cheapest first."""

Format = Mapping[str, Any]
"""One of yt-dlp's `formats`."""


def is_plain(one: Format) -> bool:
    """Whether it is a video in one file over http or https; not HLS, DASH fragments, audio only or DRM."""
    return (
        one.get("protocol") in ("http", "https")
        and not one.get("fragments")
        and not one.get("has_drm")
        and one.get("vcodec") != "none"
        and one.get("ext") in _CONTAINERS
        and isinstance(one.get("url"), str)
    )


def audio_only(formats: Sequence[Format]) -> bool:
    """Whether there is only audio, as for a slideshow of photos."""
    return bool(formats) and all(one.get("vcodec") == "none" and one.get("acodec") != "none" for one in formats)


def size_of(one: Format) -> int | None:
    """Size in bytes; None if the site does not report it."""
    size = one.get("filesize") or one.get("filesize_approx")
    return int(size) if isinstance(size, int | float) else None


def choose(formats: Sequence[Format], most_bytes: int) -> Format | None:
    """The best plain file for frames, or None if there is none.

    Order of preference: fits into `most_bytes`, no watermark, short side at or just below 1080 pixels, cheapest codec,
    smallest. Audio does not matter.
    """
    plain = [one for one in formats if is_plain(one)]
    return max(plain, key=lambda one: _rank(one, most_bytes), default=None)


def _rank(one: Format, most_bytes: int) -> tuple[float, ...]:
    sides = [side for side in (one.get("width"), one.get("height")) if isinstance(side, int | float) and side > 0]
    side = min(sides, default=0)
    codec = str(one.get("vcodec") or "").lower()
    rank = next((index for index, names in enumerate(_CODECS) if codec.startswith(names)), len(_CODECS))
    preference = one.get("preference")
    watermarked = isinstance(preference, int | float) and preference < 0
    return (
        (size_of(one) or 0) <= most_bytes,
        not watermarked,
        -abs(side - SHORT_SIDE) if side <= SHORT_SIDE else -side,
        -rank,
        -(size_of(one) or 0),
    )
