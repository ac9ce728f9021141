"""Whatever a host answers, what comes out is a body or a FetchError that we meant."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import count
from typing import Any

import httpcore
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fixtures.loop_time import loop_held_under
from libs.fetch import Fetcher, FetchError, FetchSettings, Limits

NAMES = (
    *("Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Location", "Retry-After"),
    *("Set-Cookie", "Connection", "Upgrade", "Content-Range", "X"),
)
VALUES = (
    *("chunked", "gzip", "close", "text/html", "0", "3", "-1", "9" * 400, "1e999", "nan", "Thu, 01 Jan 2026 00:01:00 GMT"),
    *("Thu, 99 Jan 99999 99:99:99 +9999", "data:,x", "//", "http://[", "http://\x01/", "http://℀/", "/x", "?", "http:\\\\x\\y"),
    *("a=b; Domain=.com; Expires=Thu, 99-Jan-99999999999 00:00:00 GMT; Max-Age=9e99; Port", "a", "=", ";;;", "\x00", "🔥"),
    *("http://xn--/", "http://xn--\x80/", "https://1.2.3.4.5/", "http://0x7f.1:0x50/", "http://a:١/", "\ud800"),
)  # fmt: skip
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=60)), max_size=6)
STATUSES = st.sampled_from((100, 101, 103, 200, 203, 204, 206, 301, 302, 304, 307, 400, 404, 429, 503, 599, 999))


Check = Callable[[bytes, int], None]


class Host(httpcore.AsyncNetworkBackend):
    """Says the same on every connection."""

    said: bytes = b""
    pieces: int = 1

    async def connect_tcp(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        size = max(1, -(-len(self.said) // self.pieces))
        return httpcore.AsyncMockStream([self.said[at : at + size] for at in range(0, len(self.said), size)])


async def resolver(_: str, __: int) -> Sequence[str]:
    return ["93.184.216.34"]


@pytest.fixture(scope="module")
def check() -> Iterator[Check]:
    """Fetch from a host that says so, in so many pieces."""
    host = Host()
    fetcher = Fetcher.configured(FetchSettings(attempts=1), resolver=resolver, network=host)
    names = (f"https://host-{number}.example/x" for number in count())  # a connection each

    async def fetched() -> FetchError | None:
        try:
            async with loop_held_under():
                await fetcher.save(next(names), BytesIO(), Limits(1000, 60), accept=("image/",))
        except FetchError as error:
            return error
        return None

    with asyncio.Runner() as runner:

        def check(said: bytes, pieces: int) -> None:
            host.said, host.pieces = said, pieces
            error = runner.run(fetched())
            # A bug of ours would be one too, of no reason in particular.
            assert error is None or error.reason != FetchError.reason, error

        yield check
        runner.run(fetcher.aclose())


@settings(deadline=None, max_examples=60)
@given(status=STATUSES, headers=HEADERS, body=st.binary(max_size=50), pieces=st.sampled_from((1, 7, 1000)))
@example(status=302, headers=[("Location", "data:,x")], body=b"", pieces=1)
@example(status=429, headers=[("Retry-After", "Thu, 99 Jan 99999 99:99:99 +9999")], body=b"", pieces=1)
def test_any_headers(check: Check, status: int, headers: list[tuple[str, str]], body: bytes, pieces: int) -> None:
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers), "", ""]
    check("\r\n".join(lines).encode(errors="surrogatepass") + body, pieces)


@settings(deadline=None, max_examples=60)
@given(
    data=st.binary(max_size=200), before=st.sampled_from((b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 \r\nLocation: "))
)
def test_any_bytes(check: Check, data: bytes, before: bytes) -> None:
    check(before + data, 1)
