"""What an answer's status and headers say, before a byte of its body is read. Pure."""

from collections.abc import Collection

import httpx

from libs.fetch.errors import BadAddress, Blocked, Busy, FetchError, Gone, TooLarge, TooSlow, WrongContent
from libs.retry import retry_after

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ANYTHING = ("*",)
_PLAIN = frozenset({"", "identity", "aws-chunked"})
"""Codings that change nothing. S3-compatible stores hand out `aws-chunked` that a client once left with an object."""
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<title", b"<meta", b"<!--")
SNIFFED = 512
"""Bytes that tell HTML from a video."""


_REFUSALS: dict[int, tuple[type[FetchError], str]] = {
    **dict.fromkeys((404, 410), (Gone, "gone")),
    **dict.fromkeys((401, 403, 407, 451), (Blocked, "the host refuses us; a signed address may have expired")),
    **dict.fromkeys((408, 425), (TooSlow, "the host gave up on us")),
    429: (Busy, "too many requests"),
}


def failure(status: int, where: str, retry: str | None = None) -> FetchError | None:
    """The error that `status` stands for, or None for a body to be read. `retry` is the Retry-After header."""
    if status in (200, 203):
        return None
    if status < 400:
        return WrongContent(f"{where}: no content (HTTP {status})")
    default = (
        (Busy, "the host is in trouble") if status >= 500 else (BadAddress, "the host does not accept the address")
    )
    kind, words = _REFUSALS.get(status, default)
    return kind(f"{where}: {words} (HTTP {status})", retry_after=retry_after(retry) if kind is Busy else None)


def check(response: httpx.Response, where: str, cap: int, accept: Collection[str]) -> str | None:
    """The content type without parameters. Raises WrongContent or TooLarge.

    An encoded body is refused: we ask for none, and what it grows to is not known before.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    if not all(part.strip() in _PLAIN for part in coding.split(",")):
        raise WrongContent(f"{where}: sent compressed ({coding[:20]!r}), which was not asked for")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    if kind is not None and "*" not in accept and not kind.startswith(tuple(accept)):
        raise unwanted(where, kind, accept)
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > cap:
        raise TooLarge(f"{where}: {int(length):,} bytes; the limit is {cap:,}")
    return kind


def looks_like_html(head: bytes) -> bool:
    """Whether a body that starts with `head` is a web page, whatever type it was declared as."""
    return head[:SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML)


def takes_html(accept: Collection[str]) -> bool:
    """Whether a web page is among what was asked for."""
    return "*" in accept or "text/html".startswith(tuple(accept))


def unwanted(where: str, kind: str, accept: Collection[str]) -> WrongContent:
    """The error for a body of type `kind`."""
    page = kind in ("text/html", "application/xhtml+xml")
    shown = "a web page" if page else kind[:60]
    wanted = ", ".join(f"{prefix}…" if prefix.endswith("/") else prefix for prefix in accept)
    return WrongContent(f"{where}: sent {shown}; wanted {wanted}", is_page=page)
