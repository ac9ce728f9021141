"""Pages, through yt-dlp's own code on loopback: its `generic` extractor reads a page of ours."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import av
import numpy as np
import pytest

from fixtures.loop_time import loop_held_under
from fixtures.waiting import until
from libs.fetch import (
    AddressRefused,
    BodyTooLarge,
    FetchError,
    FetchSettings,
    Gone,
    Limits,
    TooSlow,
    UnsupportedSite,
    VideoFetcher,
    WrongContent,
)
from libs.fetch.metrics import PAGE_FAILURES
from tests.integration.fetch.conftest import Opened, fetching
from tests.support.hostile import HostileServer

LIMITS = Limits(10_000_000, 20)
Pages = Callable[..., VideoFetcher]


def make_video(path: Path, seconds: int = 2) -> Path:
    """A small mp4 of so many seconds."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for index in range(10 * seconds):
            picture = np.full((48, 64, 3), index * 5 % 255, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    return path


def no_file(url: str) -> bool:
    return not urlsplit(url).path.startswith("/files/")


@pytest.fixture
async def pages(settings: Opened) -> AsyncIterator[Callable[..., VideoFetcher]]:
    """A fetcher that takes every address for a page, and asks only yt-dlp's generic extractor."""
    configured = settings(page_sites=("generic", "html5"))
    async with fetching(configured) as fetcher:

        def make(**given: object) -> VideoFetcher:
            return VideoFetcher(fetcher, FetchSettings(**{**configured.model_dump(), **given}), pages=no_file)

        yield make


def children() -> set[str]:
    """Processes of ours that read a page."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"PPid:\t{os.getpid()}\n" in (entry / "status").read_text()
            if mine and b"libs.fetch.pages.page" in (entry / "cmdline").read_bytes():
                found.add(entry.name)
        except OSError:
            continue
    return found


async def test_a_page_with_a_video(server: HostileServer, pages: Pages, tmp_path: Path) -> None:
    video = make_video(tmp_path / "shoes.mp4")
    page = server.url(f"/page?video={quote(server.file(video))}")
    got = await pages().fetch(page, tmp_path / "got", LIMITS, max_duration=60)
    assert got.path.read_bytes() == video.read_bytes()
    assert got.content_type == "video/mp4"
    referer = server.requests[-1].headers.get("referer")
    assert referer is None or referer == page


async def test_cookies_go_to_their_host_and_the_file_is_left_alone(
    server: HostileServer, pages: Pages, tmp_path: Path
) -> None:
    jar = tmp_path / "cookies.txt"
    text = "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n"
    jar.write_text(text)
    page = server.url(f"/page?video={quote(server.file(make_video(tmp_path / 'shoes.mp4')))}")
    await pages(cookies_file=jar).fetch(page, tmp_path / "got", LIMITS, max_duration=60)
    assert {request.headers.get("cookie") for request in server.requests} == {"session=abc"}
    assert jar.read_text() == text


async def test_a_direct_address_needs_no_page(server: HostileServer, pages: Pages, tmp_path: Path) -> None:
    video = make_video(tmp_path / "shoes.mp4")
    got = await pages().fetch(server.file(video), tmp_path / "got", LIMITS, max_duration=60)
    assert got.bytes == video.stat().st_size
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/to-metadata", AddressRefused),
        ("/redirect?to=http://localhost:1/", AddressRefused),
        ("/page?video=http://127.0.0.1:1/secret.mp4", AddressRefused),
        ("/status/404", Gone),
        ("/html", UnsupportedSite),
    ],
)
async def test_pages_that_end_in_an_error(
    path: str, expected: type[FetchError], server: HostileServer, pages: Pages, tmp_path: Path
) -> None:
    with pytest.raises(expected) as caught:
        await pages().fetch(server.url(path), tmp_path / "got", LIMITS, max_duration=60)
    assert "token" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not os.listdir(tmp_path)


async def test_a_post_of_photos_is_said_to_be_one(pages: Pages, tmp_path: Path) -> None:
    """By its address: nobody is asked."""
    with pytest.raises(
        WrongContent, match=r"^www.tiktok.com/@shop/photo/731: is a slideshow: photos with audio"
    ) as caught:
        await pages().fetch("https://www.tiktok.com/@shop/photo/731?lang=de", tmp_path / "got", LIMITS, max_duration=60)
    assert not caught.value.transient
    assert not os.listdir(tmp_path)


async def test_a_page_at_a_private_address_is_refused(server: HostileServer, settings: Opened, tmp_path: Path) -> None:
    closed = settings(allow_private=None, page_sites=("generic", "html5"))
    before = PAGE_FAILURES.labels("other", "address-refused")._value.get()
    async with fetching(closed) as fetcher:
        videos = VideoFetcher(fetcher, closed, pages=lambda _: True)
        with pytest.raises(AddressRefused, match="FETCH_ALLOW_PRIVATE"):
            await videos.fetch(server.url("/page?video=/ok"), tmp_path / "got", LIMITS, max_duration=60)
    assert server.connections == 0
    assert PAGE_FAILURES.labels("other", "address-refused")._value.get() == before + 1


async def test_a_name_that_is_open_by_name(server: HostileServer, settings: Opened, tmp_path: Path) -> None:
    by_name = settings(allow_private=f"localhost:{server.port}", page_sites=("generic", "html5"))
    video = make_video(tmp_path / "shoes.mp4")
    link = server.file(video).replace("127.0.0.1", "localhost")
    async with fetching(by_name) as fetcher:
        videos = VideoFetcher(fetcher, by_name, pages=no_file)
        page = server.url(f"/page?video={quote(link)}", host="localhost")
        got = await videos.fetch(page, tmp_path / "got", LIMITS, max_duration=60)
    assert got.bytes == video.stat().st_size


async def test_a_page_without_end_stops_at_the_time_or_the_memory(
    server: HostileServer, pages: Pages, tmp_path: Path
) -> None:
    videos = pages(page_timeout_seconds=2)
    with pytest.raises((TooSlow, BodyTooLarge)):
        await videos.fetch(server.url("/endless-page"), tmp_path / "got", LIMITS, max_duration=60)
    assert not children()


async def test_no_process_is_left_when_cancelled(server: HostileServer, pages: Pages, tmp_path: Path) -> None:
    fetch = pages().fetch(server.url("/silent"), tmp_path / "got", LIMITS, max_duration=60)
    task = asyncio.ensure_future(fetch)
    await until(lambda: bool(server.requests), "the child's request")
    assert children()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not children()


async def test_a_site_that_is_not_named_is_not_read(server: HostileServer, settings: Opened, tmp_path: Path) -> None:
    async with fetching(settings()) as fetcher:
        videos = VideoFetcher(fetcher, settings(), pages=lambda _: True)
        with pytest.raises(UnsupportedSite, match="FETCH_PAGE_SITES"):
            await videos.fetch(server.url("/html"), tmp_path / "got", LIMITS, max_duration=60)
    assert server.connections == 0


async def test_a_web_page_at_a_direct_address_says_which_sites_are_understood(
    server: HostileServer, settings: Opened, tmp_path: Path
) -> None:
    async with fetching(settings()) as fetcher:
        with pytest.raises(WrongContent, match=r"a web page, expected .* supported pages are those of tiktok"):
            await VideoFetcher(fetcher, settings()).fetch(server.url("/html"), tmp_path / "x", LIMITS, max_duration=60)


async def test_a_page_with_an_address_of_megabytes(server: HostileServer, pages: Pages, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    source = f"{server.url('/ok')}?{'x' * 2_000_000}"
    page.write_text(f'<html><body><video><source src="{source}" type="video/mp4"></video></body></html>')
    url = server.file(page, "text/html").replace("/files/", "/again/")
    server._files[urlsplit(url).path] = page, "text/html"
    async with loop_held_under():
        with pytest.raises(FetchError) as caught:
            await pages().fetch(url, tmp_path / "video", LIMITS, max_duration=60)
    assert len(str(caught.value)) < 500
