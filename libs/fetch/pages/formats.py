"""Which of the files that a page offers is downloaded. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

SHORT_SIDE = 1080
"""Pixels. More shows nothing more in a thumbnail and costs bytes."""
_CONTAINERS = frozenset({"mp4", "m4v", "mov", "webm"})
_CODECS = ("avc", "h264"), ("vp9", "vp09", "vp8"), ("hev", "hvc", "h265", "bytevc1"), ("av01", "av1")
"""From cheap to dear to decode."""

Format = Mapping[str, Any]
"""One of yt-dlp's `formats`."""


def is_plain(one: Format) -> bool:
    """Whether it is one file over http or https with a picture in it; not HLS, DASH fragments, sound or DRM."""
    return (
        one.get("protocol") in ("http", "https")
        and not one.get("fragments")
        and not one.get("has_drm")
        and one.get("vcodec") != "none"
        and one.get("ext") in _CONTAINERS
        and isinstance(one.get("url"), str)
    )


def sound_alone(formats: Sequence[Format]) -> bool:
    """Whether all that is offered is sound: what is left of a slideshow of photos."""
    return bool(formats) and all(one.get("vcodec") == "none" and one.get("acodec") != "none" for one in formats)


def size_of(one: Format) -> int | None:
    """Bytes, as far as the site tells."""
    size = one.get("filesize") or one.get("filesize_approx")
    return int(size) if isinstance(size, int | float) else None


def choose(formats: Sequence[Format], most_bytes: int) -> Format | None:
    """The plain file that is best for frames, or None if there is none. Prefers one known to fit in `most_bytes`.

    Then one without watermark, then the short side nearest below 1080 pixels, then the codec cheapest to decode.
    Sound does not matter.
    """
    plain = [one for one in formats if is_plain(one)]
    return max(plain, key=lambda one: _worth(one, most_bytes), default=None)


def _worth(one: Format, most_bytes: int) -> tuple[float, ...]:
    sides = [side for side in (one.get("width"), one.get("height")) if isinstance(side, int | float) and side > 0]
    side = min(sides, default=0)
    codec = str(one.get("vcodec") or "").lower()
    rank = next((index for index, names in enumerate(_CODECS) if codec.startswith(names)), len(_CODECS))
    preference = one.get("preference")
    marked = isinstance(preference, int | float) and preference < 0
    return (
        (size_of(one) or 0) <= most_bytes,
        not marked,
        -abs(side - SHORT_SIDE) if side <= SHORT_SIDE else -side,
        -rank,
        -(size_of(one) or 0),
    )
