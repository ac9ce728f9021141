"""Downloads videos from URLs of files or of pages that contain a video."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from libs.fetch.errors import BodyTooLarge, FetchError, TooLong, TooSlow, WrongContent
from libs.fetch.fetcher import Fetcher
from libs.fetch.limits import Download, Limits
from libs.fetch.metrics import PAGE_FAILURES
from libs.fetch.pages.extractor import PageExtractor, Video
from libs.fetch.pages.sites import SITES, SLIDESHOW, is_page, is_slideshow, site_of
from libs.fetch.settings import FetchSettings
from libs.fetch.urls import host_and_path, parse_url

VIDEO_TYPES = ("video/", "application/octet-stream", "binary/octet-stream", "application/mp4")
"""`binary/octet-stream` is S3's default type of objects."""


class VideoFetcher:
    """Downloads videos. `pages` returns whether a URL is a page."""

    def __init__(self, fetcher: Fetcher, settings: FetchSettings, *, pages: Callable[[str], bool] = is_page) -> None:
        self._fetcher = fetcher
        self._extractor = PageExtractor(settings)
        self._pages = pages

    async def fetch(self, url: str, to: Path, limits: Limits, *, max_duration: float) -> Download:
        """Save the video at `url` as file `to`. Raises FetchError, OSError; then `to` is deleted.

        `max_duration` (seconds) is checked before the download if a page reports the duration. The decoder checks it
        again.
        """
        parse_url(url)
        if self._pages(url):
            return await self._from_page(url, to, limits, max_duration)
        try:
            return await self._fetcher.download(url, to, limits, accept=VIDEO_TYPES)
        except WrongContent as error:
            if error.is_page:
                sites = ", ".join(SITES)
                raise WrongContent(f"{error}; supported pages are those of {sites}", is_page=True) from None
            raise

    async def _from_page(self, url: str, to: Path, limits: Limits, max_duration: float) -> Download:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + limits.seconds
        try:
            video = await self._video(url, limits, max_duration)
        except FetchError as error:
            PAGE_FAILURES.labels(site_of(url) or "other", error.reason).inc()
            raise
        remaining = Limits(limits.bytes, max(0.0, deadline - loop.time()))
        return await self._fetcher.download(video.url, to, remaining, accept=VIDEO_TYPES, headers=video.headers)

    async def _video(self, url: str, limits: Limits, max_duration: float) -> Video:
        if is_slideshow(url):
            raise WrongContent(f"{host_and_path(url)}: {SLIDESHOW}")
        try:
            async with asyncio.timeout(limits.seconds):
                video = await self._extractor.video(url, limits.bytes)
        except TimeoutError:
            raise TooSlow(f"{host_and_path(url)}: reading the page took longer than {limits.seconds:g} s") from None
        if video.duration is not None and video.duration > max_duration:
            raise TooLong(f"{host_and_path(url)}: lasts {video.duration:g} s; the limit is {max_duration:g} s")
        if video.bytes is not None and video.bytes > limits.bytes:
            raise BodyTooLarge(f"{host_and_path(url)}: {video.bytes:,} bytes; the limit is {limits.bytes:,}")
        return video
