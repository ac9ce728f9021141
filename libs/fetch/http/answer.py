"""Checks of a response's status and headers, before its body is read. Pure."""

import re
from collections.abc import Collection

import httpx

from libs.fetch.errors import BadAddress, Blocked, BodyTooLarge, Busy, FetchError, Gone, TooSlow, WrongContent
from libs.retry import retry_after

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ANYTHING = ("*",)
_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz"})
"""Content codings that change the body. Other values (`UTF-8`, `binary`, `aws-chunked`, `image/jpeg`) are mistakes that
occur with objects of S3-compatible stores.
"""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<title", b"<meta", b"<!--")
_RANGE = re.compile(r"bytes 0-(\d{1,18})/(\d{1,18})", re.ASCII | re.IGNORECASE)
SNIFFED_BYTES = 512
"""Number of first bytes in which HTML is detected."""


_STATUS_ERRORS: dict[int, tuple[type[FetchError], str]] = {
    **dict.fromkeys((404, 410), (Gone, "gone")),
    **dict.fromkeys((401, 403, 407, 451), (Blocked, "access denied; a signed URL may have expired")),
    **dict.fromkeys((408, 425), (TooSlow, "the host reported a timeout")),
    429: (Busy, "too many requests"),
}


def status_of(response: httpx.Response) -> int:
    """The status code; 200 for a partial response (206) with the whole body, which some caches send unasked."""
    part = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if response.status_code != 206 or part is None:
        return response.status_code
    last, size = int(part[1]), int(part[2])
    return 200 if last + 1 == size == announced(response) else 206


def failure(status: int, where: str, retry: str | None = None) -> FetchError | None:
    """The error for `status`, or None if the body can be read. `retry` is the Retry-After header."""
    if status in (200, 203):
        return None
    if status < 400:
        return WrongContent(f"{where}: no content (HTTP {status})")
    default = (Busy, "server error") if status >= 500 else (BadAddress, "the host rejected the request")
    kind, message = _STATUS_ERRORS.get(status, default)
    return kind(f"{where}: {message} (HTTP {status})", retry_after=retry_after(retry) if kind is Busy else None)


def check(response: httpx.Response, where: str, cap: int, accept: Collection[str]) -> str | None:
    """The content type without parameters. Raises WrongContent or BodyTooLarge.

    A compressed body is rejected: it was not requested, and its uncompressed size is unknown.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    if any(part.strip() in _COMPRESSED for part in coding.split(",")):
        raise WrongContent(f"{where}: the body is compressed ({coding[:20]!r}), which was not requested")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    if kind in _PAGES and not takes_html(accept):
        raise web_page(where, accept)
    length = announced(response)
    if length is not None and length > cap:
        raise BodyTooLarge(f"{where}: {length:,} bytes; the limit is {cap:,}")
    return kind


def announced(response: httpx.Response) -> int | None:
    """The Content-Length in bytes, if it is valid."""
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else None


def looks_like_html(head: bytes) -> bool:
    """Whether a body that starts with `head` is a web page, whatever its declared type is."""
    return head[:SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML)


def takes_html(accept: Collection[str]) -> bool:
    """Whether `accept` includes web pages."""
    return "*" in accept or "text/html".startswith(tuple(accept))


def web_page(where: str, accept: Collection[str]) -> WrongContent:
    """The error for a web page that was not requested."""
    expected = ", ".join(f"{prefix}…" if prefix.endswith("/") else prefix for prefix in accept)
    return WrongContent(f"{where}: got a web page, expected {expected}", is_page=True)
