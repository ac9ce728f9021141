"""Cover URLs out of a JSON column, in the forms that people store them in. Pure."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic_core import from_json

URL_NAMES = ("url", "cover_url", "cover", "src")
ID_NAMES = ("video_id", "id")
LONGEST_URL = 2048
"""As long as a cover's URL may be in the events."""
LONGEST_ID = 256
NONE = f"no http(s) URL of at most {LONGEST_URL} characters in it"
DEEPEST = 4

# What a CSV's row may have as its address: blanks too, which the fetcher encodes.
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_URL = re.compile(
    rf"https?://[^/?#\\:@\s{_CONTROLS}][^/?#\s{_CONTROLS}]*(?:[/?#](?:(?!\shttps?://)[^{_CONTROLS}])*)?", re.IGNORECASE
)
"""No blank in the host, and none before another address: those are two."""


class CoverUrl(NamedTuple):
    """One picture; the id of its video where the JSON tells it, else empty."""

    url: str
    video_id: str = ""


class Found(NamedTuple):
    """What a value held: covers, and how many entries were none."""

    covers: list[CoverUrl]
    unusable: int = 0
    problem: str | None = None
    """Why there are no covers."""


def cover_urls(value: object) -> Found:
    """The covers in a column's value, which may be JSON text, or parsed already.

    A list of URLs; a list of objects with `url`, `cover_url` or `cover`, and perhaps `video_id` or `id`; an object from
    video id to URL; one such object; one URL. Anything else is told as a problem.
    """
    if value is None:
        return Found([], problem="null in place of URLs")
    if isinstance(value, str | bytes | bytearray | memoryview):
        text = (value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")).strip()
        text = text.removeprefix("\ufeff")
        if not text:
            return Found([], problem="empty in place of URLs")
        if text[:4].lower() == "http":
            covers = [cover for cover in _text(text, "", 0) if cover is not None]
            return Found(covers, 1 - len(covers), None if covers else NONE)
        try:
            value = from_json(text)
        except ValueError as error:
            return Found([], problem=f"not JSON: {error}")
    covers = []
    unusable = 0
    for cover in _entries(value, "", DEEPEST):
        if cover is None:
            unusable += 1
        else:
            covers.append(cover)
    if covers:
        return Found(covers, unusable)
    return Found([], unusable, NONE if unusable else "no URLs in it")


def _entries(value: Any, video_id: str, depth: int) -> Iterator[CoverUrl | None]:
    """A cover for each entry that is one, None for each that is not."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        yield from _text(value, video_id, depth)
    elif isinstance(value, list) and depth:
        for item in value:
            yield from _entries(item, video_id if len(value) == 1 else "", depth - 1)
    elif isinstance(value, dict) and depth:
        named = next((value[name] for name in URL_NAMES if value.get(name)), None)
        if isinstance(named, str):
            own = next((value[name] for name in ID_NAMES if isinstance(value.get(name), str | int)), video_id)
            yield from _text(named, str(own), 0)
        else:
            for key, item in value.items():
                yield from _entries(item, key, depth - 1)
    else:
        yield None


def _text(text: str, video_id: str, depth: int) -> Iterator[CoverUrl | None]:
    url = text.strip()
    if len(url) <= LONGEST_URL and _URL.fullmatch(url):
        yield CoverUrl(url, video_id if len(video_id) <= LONGEST_ID else "")
    elif depth and url[:1] in ("[", "{", '"'):
        # JSON that was made JSON once more, as happens between a program and a column.
        try:
            inner = from_json(url)
        except ValueError:
            yield None
        else:
            yield from _entries(inner, video_id, depth - 1)
    else:
        yield None
