from datetime import UTC, datetime

import httpx
import pytest

from libs.fetch import BadAddress, Blocked, BodyTooLarge, Busy, FetchError, Gone, TooSlow, WrongContent
from libs.fetch.http.answer import check, failure, looks_like_html, status_of
from libs.retry import Retry, retry_after

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "kind", "transient"),
    [
        *((status, None, False) for status in (200, 203)),
        *((status, WrongContent, False) for status in (204, 206, 304)),
        *((status, Gone, False) for status in (404, 410)),
        *((status, Blocked, False) for status in (401, 403, 451)),
        *((status, BadAddress, False) for status in (400, 405, 414, 418, 422)),
        *((status, TooSlow, True) for status in (408, 425)),
        *((status, Busy, True) for status in (429, 500, 502, 503, 504, 599)),
    ],
)
def test_status(status: int, kind: type[FetchError] | None, transient: bool) -> None:
    error = failure(status, "host/path", "7")
    assert type(error) is (kind or type(None))
    if error is not None:
        assert error.transient is transient
        assert error.retry_after == (7 if kind is Busy else None)


@pytest.mark.parametrize(
    ("part", "length", "status"),
    [
        ("bytes 0-9/10", "10", 200),
        ("Bytes 0-9/10 ", "10", 200),
        ("bytes 0-8/10", "9", 206),
        ("bytes 1-9/10", "9", 206),
        ("bytes 0-9/10", "9", 206),
        ("bytes 0-9/10", None, 206),
        ("bytes 0-9/*", "10", 206),
        ("bytes */10", "10", 206),
        (None, "10", 206),
    ],
)
def test_a_part_that_is_all_there_is(part: str | None, length: str | None, status: int) -> None:
    headers = {"content-range": part, "content-length": length}
    said = {name: value for name, value in headers.items() if value is not None}
    assert status_of(httpx.Response(206, headers=said)) == status
    assert status_of(httpx.Response(404, headers=said)) == 404


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        ("0.5", 0.5),
        ("-3", 0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_delays_double_and_fit_into_the_deadline() -> None:
    retry = Retry(attempts=3, base=1)
    busy = Busy("")
    assert retry.delay(1, busy, 60, 0) == 1
    assert retry.delay(2, busy, 60, 1) == 1
    assert retry.delay(3, busy, 60, 0) is None
    assert retry.delay(1, busy, 0.5, 0) is None
    assert retry.delay(1, Busy("", retry_after=20), 60, 0) == 20
    assert retry.delay(1, Busy("", retry_after=70), 60, 0) is None
    assert retry.delay(1, Gone(""), 60, 0) is None


@pytest.mark.parametrize(
    ("headers", "accept"),
    [
        ({"content-type": "video/mp4"}, ("video/",)),
        ({"content-type": "Video/MP4; charset=x"}, ("video/",)),
        ({}, ("video/",)),
        ({"content-type": "text/html"}, ("*",)),
        ({"content-type": "image/png", "content-length": "10"}, ("image/",)),
        ({"content-type": "image/png", "content-encoding": "identity"}, ("image/",)),
        *(
            ({"content-type": "image/png", "content-encoding": coding}, ("image/",))
            for coding in ("aws-chunked", "base64", "UTF-8", "binary", "none", "image/jpeg", "")
        ),
        *(
            ({"content-type": kind}, ("image/",))
            for kind in (
                "text/plain",
                "jpg",
                "application/octet-stream",
                "application/x-directory",
                "multipart/form-data",
                "",
            )
        ),
        ({"content-type": "image/png", "content-length": "9" * 5_000}, ("image/",)),
    ],
)
def test_headers_that_pass(headers: dict[str, str], accept: tuple[str, ...]) -> None:
    check(httpx.Response(200, headers=headers), "host/path", 10, accept)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"content-type": "text/html; charset=utf-8"}, WrongContent),
        ({"content-type": "Application/XHTML+XML"}, WrongContent),
        ({"content-type": "video/mp4", "content-encoding": "gzip"}, WrongContent),
        ({"content-type": "video/mp4", "content-encoding": "identity, br"}, WrongContent),
        ({"content-type": "video/mp4", "content-length": "11"}, BodyTooLarge),
    ],
)
def test_headers_that_do_not(headers: dict[str, str], kind: type[FetchError]) -> None:
    with pytest.raises(kind):
        check(httpx.Response(200, headers=headers), "host/path", 10, ("video/",))


@pytest.mark.parametrize(
    ("head", "page"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf \r\n<HTML lang=en>", True),
        (b"<!-- hi --><html>", True),
        (b"\x00\x00\x00\x18ftypmp42<html>", False),
        (b"\x1aE\xdf\xa3", False),
        (b"", False),
    ],
)
def test_html_is_known_by_its_first_bytes(head: bytes, page: bool) -> None:
    assert looks_like_html(head) is page
