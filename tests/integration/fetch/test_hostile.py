"""Each misbehaving host: the right error, within the deadline, and no partial file left."""

import asyncio
import contextlib
import hashlib
import os
import re
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from fixtures.waiting import until
from libs.fetch import (
    AddressRefused,
    BadAddress,
    BadRedirect,
    Blocked,
    BodyTooLarge,
    Busy,
    Fetcher,
    FetchError,
    FetchSettings,
    Gone,
    Limits,
    TooSlow,
    Truncated,
    Unreachable,
    WrongContent,
)
from libs.fetch.video import VIDEO_TYPES
from tests.integration.fetch.conftest import Opened, fetching
from tests.support.hostile import BLOCK, HostileServer

LIMITS = Limits(bytes=1_000_000, seconds=30)
"""Whatever ends for another reason than the deadline does so long before, on a busy machine too."""
HASTY = Limits(bytes=1_000_000, seconds=1)
"""For hosts that go on and on; each would for minutes."""

CASES = {
    "/endless": BodyTooLarge,
    "/drip": TooSlow,
    "/short": Truncated,
    "/reset": Unreachable,
    "/chunked-cut": Truncated,
    "/large": BodyTooLarge,
    "/empty": WrongContent,
    "/gzip-bomb": WrongContent,
    "/html": WrongContent,
    "/html-as-video": WrongContent,
    "/headers": WrongContent,
    "/slow-headers": TooSlow,
    "/huge-headers": WrongContent,
    "/garbage": WrongContent,
    "/hang-up": Unreachable,
    "/silent": TooSlow,
    "/loop": BadRedirect,
    "/to-metadata": AddressRefused,
    "/to-file": BadRedirect,
    "/redirect?to=http://localhost:1/": AddressRefused,
    "/redirect?to=http://127.0.0.1:1/": AddressRefused,
    "/redirect?to=http://user:password@127.0.0.1/": BadRedirect,
    "/redirect?to=http://[::ffff:169.254.169.254]/": AddressRefused,
    "/redirect?to=http://①②⑦.⓪.⓪.①:1/": AddressRefused,
    "/redirect?to=http:%5C%5C127.0.0.1:1/": AddressRefused,
    "/redirect?to=data:,x": BadRedirect,
    "/redirect?to=javascript:0": BadRedirect,
    "/redirect?to=http://a%01b/": BadRedirect,
    "/redirect?to=http://℀/": BadRedirect,
    "/ok?type=text/html": WrongContent,
    "/status/400": BadAddress,
    "/status/401": Blocked,
    "/status/403": Blocked,
    "/status/404": Gone,
    "/status/410": Gone,
    "/status/451": Blocked,
    "/status/204": WrongContent,
    "/status/206": WrongContent,
    "/status/500": Busy,
    "/busy": Busy,
}


@pytest.mark.parametrize("path", CASES)
async def test_error_deadline_and_no_file(path: str, server: HostileServer, fetcher: Fetcher, tmp_path: Path) -> None:
    wanted = CASES[path]
    with pytest.raises(FetchError) as caught:
        await fetcher.download(
            server.url(f"{path}{'&' if '?' in path else '?'}X-Amz-Signature=abc"),
            tmp_path / "video",
            HASTY if wanted is TooSlow else LIMITS,
            accept=VIDEO_TYPES,
        )
    assert type(caught.value) is wanted
    assert ("not finished after 1 s" in str(caught.value)) == (wanted is TooSlow)
    assert not os.listdir(tmp_path)
    message = str(caught.value)
    assert "\n" not in message
    assert not re.search(r"abc|token=|\?", message)


async def test_the_message_of_a_silent_tls_port_names_the_setting(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(connect_timeout_seconds=1)) as fetcher:
        with pytest.raises(Unreachable, match="FETCH_CONNECT_TIMEOUT_SECONDS"):
            await fetcher.read(server.url("/ok", scheme="https"), LIMITS)


async def test_a_closed_port_is_unreachable(settings: Opened) -> None:
    async with fetching(settings(allow_private="127.0.0.1")) as fetcher:
        with pytest.raises(Unreachable):
            await fetcher.read("http://127.0.0.1:9/", LIMITS)


async def test_a_good_download(server: HostileServer, fetcher: Fetcher, tmp_path: Path) -> None:
    got = await fetcher.download(server.url("/ok?size=60000"), tmp_path / "video", LIMITS, accept=VIDEO_TYPES)
    body = BLOCK[:60_000]
    assert got.path.read_bytes() == body
    assert (got.bytes, got.content_type, got.sha256) == (60_000, "video/mp4", hashlib.sha256(body).hexdigest())
    asked = server.requests[-1].headers
    assert asked["accept-encoding"] == "identity"
    assert asked["user-agent"].startswith("Mozilla/5.0")


async def test_the_last_address_is_told_after_a_redirect(
    server: HostileServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    got = await fetcher.download(server.url("/redirect?to=/ok"), tmp_path / "video", LIMITS)
    assert got.url == server.url("/ok")


async def test_connections_are_used_again(server: HostileServer, fetcher: Fetcher) -> None:
    for path in ("/ok", "/redirect?to=/ok", "/status/200"):
        await fetcher.read(server.url(path), LIMITS)
    with pytest.raises(Gone):
        await fetcher.read(server.url("/status/404"), LIMITS)
    await fetcher.read(server.url("/ok"), LIMITS)
    assert server.connections == 1


async def test_no_cookie_is_kept(server: HostileServer, fetcher: Fetcher) -> None:
    for _ in range(2):
        await fetcher.read(server.url("/cookies"), LIMITS)
    assert "cookie" not in server.requests[-1].headers


async def test_a_cookie_for_one_host_goes_to_no_other(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(allow_private=f"localhost:{server.port},{server.address}")) as fetcher:
        for host, sent in (("127.0.0.1", True), ("localhost", False)):
            target = server.url("/ok", host=host)
            await fetcher.read(server.url(f"/redirect?to={target}"), LIMITS, headers={"Cookie": "id=1", "Referer": "r"})
            assert ("cookie" in server.requests[-1].headers) is sent
            assert server.requests[-1].headers["referer"] == "r"


async def test_a_cookie_that_is_set_and_required_within_one_request(server: HostileServer, fetcher: Fetcher) -> None:
    for _ in range(2):
        assert len(await fetcher.read(server.url("/cookie-wall"), LIMITS)) == 100
    # Each began without it.
    assert [request.headers.get("cookie") for request in server.requests] == [None, "seen=1"] * 2


async def test_a_cookie_that_one_host_sets_goes_to_no_other(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(allow_private=f"localhost:{server.port},{server.address}")) as fetcher:
        target = server.url("/cookie-wall", host="localhost")
        await fetcher.read(server.url(f"/redirect?to={target}"), LIMITS)
        assert [request.headers.get("cookie") for request in server.requests] == [None, None, "seen=1"]
        assert [request.headers["host"].partition(":")[0] for request in server.requests][1:] == ["localhost"] * 2


@pytest.mark.parametrize("kind", ["text/plain", "jpg", "application/x-directory", "application/octet-stream"])
async def test_the_declared_type_does_not_matter(kind: str, server: HostileServer, fetcher: Fetcher) -> None:
    assert await fetcher.read(server.url(f"/ok?size=9&type={kind}"), LIMITS, accept=("image/",)) == BLOCK[:9]


async def test_headers_that_are_none_are_stepped_over(server: HostileServer, fetcher: Fetcher) -> None:
    for _ in range(2):
        assert await fetcher.read(server.url("/odd-headers"), LIMITS) == BLOCK[:100]
    assert server.connections == 1


@pytest.mark.parametrize("name", ["A\r\nB", "A B", ""])
async def test_no_header_that_we_are_given_leaves_its_line(name: str, server: HostileServer, fetcher: Fetcher) -> None:
    for headers in ({name: "x"}, {"X-Name": f"x\r\n{name}: y"}):
        with pytest.raises(BadAddress):
            await fetcher.read(server.url("/ok"), LIMITS, headers=headers)
    assert not server.requests


async def test_an_answer_that_we_stumble_over_fails_its_own_download_only(settings: Opened) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        raise KeyError(host)

    async with fetching(settings(), resolver=resolver) as fetcher:
        with pytest.raises(FetchError, match=r"KeyError") as caught:
            await fetcher.read("http://example.com/", LIMITS)
    assert caught.value.reason == "fetch-failed"


async def test_trouble_that_passes_is_tried_again(server: HostileServer, settings: Opened, tmp_path: Path) -> None:
    async with fetching(settings(attempts=3)) as fetcher:
        got = await fetcher.download(server.url("/flaky"), tmp_path / "video", Limits(1000, 5))
    assert got.bytes == 1000
    assert len(server.requests) == 2


async def test_what_does_not_pass_is_not(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(attempts=3)) as fetcher:
        with pytest.raises(Gone):
            await fetcher.read(server.url("/status/404"), Limits(1000, 5))
    assert len(server.requests) == 1


async def test_a_wait_that_does_not_fit_is_left_to_the_caller(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(attempts=3)) as fetcher:
        with pytest.raises(Busy) as caught:
            await fetcher.read(server.url("/busy?after=30"), Limits(1000, 5))
    assert caught.value.retry_after == 30
    assert len(server.requests) == 1


async def test_cancelling_leaves_no_file_and_no_connection(
    server: HostileServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    task = asyncio.ensure_future(fetcher.download(server.url("/drip"), tmp_path / "video", Limits(1000, 60)))
    await until(lambda: server.open == 1 and bool(server.requests), "the request")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not os.listdir(tmp_path)
    await until(lambda: server.open == 0, "the connection's end")


async def test_hosts_that_misbehave_take_no_connection_away(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(max_connections=4)) as fetcher:
        bad = [path for path in CASES if not path.startswith("/gzip")] * 2
        short = Limits(1_000_000, 0.3)
        results = await asyncio.gather(
            *(fetcher.read(server.url(path), short, accept=VIDEO_TYPES) for path in bad), return_exceptions=True
        )
        assert all(isinstance(result, FetchError) for result in results)
        before = server.connections
        good = [fetcher.read(server.url("/ok"), Limits(1000, 10)) for _ in range(100)]
        assert all(len(body) == 1000 for body in await asyncio.gather(*good))
        assert server.connections - before <= 4


async def test_no_connection_is_lost_whenever_a_deadline_strikes(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(max_connections=4)) as fetcher:
        paths = ("/ok", "/status/404", "/large", "/loop", "/short")
        for turn in range(60):
            seconds = turn / 4000
            reads = (fetcher.read(server.url(path), Limits(100_000, seconds), accept=VIDEO_TYPES) for path in paths)
            await asyncio.gather(*reads, return_exceptions=True)
        await until(lambda: server.open <= 4, "the end of all connections but four that are kept")
        assert await fetcher.read(server.url("/ok?size=2"), LIMITS) == BLOCK[:2]
    await until(lambda: server.open == 0, "the end of all connections")


async def test_memory_does_not_grow_with_the_body(server: HostileServer, fetcher: Fetcher, tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(BodyTooLarge):
            await fetcher.download(server.url("/endless"), tmp_path / "video", Limits(20_000_000, 10))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
async def test_no_proxy_of_the_environment_is_used(
    name: str, server: HostileServer, settings: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with fetching(settings()) as fetcher:
        assert await fetcher.read(server.url("/ok?size=3"), LIMITS) == BLOCK[:3]


async def test_a_host_that_closes_a_kept_connection_is_asked_again_on_a_new_one() -> None:
    """As browsers do: it answers one request a connection without a word, and every redirect is a second one."""
    asked: list[bytes] = []

    async def one_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            asked.append((await reader.readuntil(b"\r\n\r\n")).split()[1])
            if asked[-1] == b"/redirect":
                writer.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /there\r\n\r\n")
            else:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")
            asked.append((await reader.readuntil(b"\r\n\r\n")).split()[1])
        writer.close()

    async with await asyncio.start_server(one_answer, "127.0.0.1", 0) as host:
        address = f"127.0.0.1:{host.sockets[0].getsockname()[1]}"
        body = BytesIO()
        async with fetching(FetchSettings(allow_private=address, attempts=1)) as fetcher:
            await fetcher.save(f"http://{address}/redirect", body, Limits(bytes=100, seconds=60))
    assert body.getvalue() == b"body"
    assert asked == [b"/redirect", b"/there", b"/there"]
