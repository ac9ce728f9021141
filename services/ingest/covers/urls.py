"""Parses cover URLs from a JSON column, in several common forms. Pure."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic_core import from_json

URL_NAMES = ("url", "cover_url", "cover", "src")
ID_NAMES = ("video_id", "id")
LONGEST_URL = 2048
"""The limit of a cover's URL in events."""
LONGEST_ID = 256
NO_URL = f"no http(s) URL of at most {LONGEST_URL} characters"
MAX_DEPTH = 4

# The addresses that the planner accepts in CSVs. Spaces are allowed: the fetcher encodes them.
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_URL = re.compile(
    rf"https?://[^/?#\\:@\s{_CONTROLS}][^/?#\s{_CONTROLS}]*(?:[/?#](?:(?!\shttps?://)[^{_CONTROLS}])*)?", re.IGNORECASE
)
"""No space in the host, and none before another address, because those are two addresses."""


class CoverUrl(NamedTuple):
    """One picture. `video_id` is empty if the JSON has none."""

    url: str
    video_id: str = ""


class ParsedCovers(NamedTuple):
    """The covers of a value, and the number of invalid entries."""

    covers: list[CoverUrl]
    unusable: int = 0
    problem: str | None = None
    """Why there are no covers; None if there are some."""


def cover_urls(value: object) -> ParsedCovers:
    """Parse a column's value, which is JSON text or parsed JSON.

    Supported are a list of URLs; a list of objects with `url`, `cover_url` or `cover`, and optionally `video_id` or
    `id`; one such object; an object from video id to URL; and one URL.
    """
    if value is None:
        return ParsedCovers([], problem="null instead of URLs")
    if isinstance(value, str | bytes | bytearray | memoryview):
        text = (value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")).strip()
        text = text.removeprefix("\ufeff")
        if not text:
            return ParsedCovers([], problem="empty text instead of URLs")
        if text[:4].lower() == "http":
            covers = [cover for cover in _text(text, "", 0) if cover is not None]
            return ParsedCovers(covers, 1 - len(covers), None if covers else NO_URL)
        try:
            value = from_json(text)
        except ValueError as error:
            return ParsedCovers([], problem=f"not JSON: {error}")
    covers = []
    unusable = 0
    for cover in _entries(value, "", MAX_DEPTH):
        if cover is None:
            unusable += 1
        else:
            covers.append(cover)
    if covers:
        return ParsedCovers(covers, unusable)
    return ParsedCovers([], unusable, NO_URL if unusable else "no URLs")


def _entries(value: Any, video_id: str, depth: int) -> Iterator[CoverUrl | None]:
    """A cover for each valid entry, None for each invalid one."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        yield from _text(value, video_id, depth)
    elif isinstance(value, list) and depth:
        for item in value:
            yield from _entries(item, video_id if len(value) == 1 else "", depth - 1)
    elif isinstance(value, dict) and depth:
        url = next((value[name] for name in URL_NAMES if value.get(name)), None)
        if isinstance(url, str):
            own_id = next((value[name] for name in ID_NAMES if isinstance(value.get(name), str | int)), video_id)
            yield from _text(url, str(own_id), 0)
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
        # JSON that was encoded as a JSON text once more, a common mistake of programs.
        try:
            inner = from_json(url)
        except ValueError:
            yield None
        else:
            yield from _entries(inner, video_id, depth - 1)
    else:
        yield None
