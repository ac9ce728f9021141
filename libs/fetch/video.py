"""Videos from whatever address a message holds: the file itself, or a page with the video in it."""

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
from libs.fetch.urls import checked, place

VIDEO_TYPES = ("video/", "application/octet-stream", "binary/octet-stream", "application/mp4")
"""`binary/octet-stream` is what S3 says of objects whose type nobody set."""


class VideoFetcher:
    """`pages` tells pages from files."""

    def __init__(self, fetcher: Fetcher, settings: FetchSettings, *, pages: Callable[[str], bool] = is_page) -> None:
        self._fetcher = fetcher
        self._extractor = PageExtractor(settings)
        self._pages = pages

    async def fetch(self, url: str, to: Path, limits: Limits, *, max_duration: float) -> Download:
        """Save the video at `url` as file `to`. Raises FetchError, OSError; the file is gone then.

        `max_duration` in seconds is checked before the download where a page tells; who decodes checks it again.
        """
        checked(url)
        if self._pages(url):
            return await self._from_page(url, to, limits, max_duration)
        try:
            return await self._fetcher.download(url, to, limits, accept=VIDEO_TYPES)
        except WrongContent as error:
            if error.is_page:
                sites = ", ".join(SITES)
                raise WrongContent(f"{error}; pages are understood of {sites}", is_page=True) from None
            raise

    async def _from_page(self, url: str, to: Path, limits: Limits, max_duration: float) -> Download:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + limits.seconds
        try:
            video = await self._video(url, limits, max_duration)
        except FetchError as error:
            PAGE_FAILURES.labels(site_of(url) or "other", error.reason).inc()
            raise
        left = Limits(limits.bytes, max(0.0, deadline - loop.time()))
        return await self._fetcher.download(video.url, to, left, accept=VIDEO_TYPES, headers=video.headers)

    async def _video(self, url: str, limits: Limits, max_duration: float) -> Video:
        if is_slideshow(url):
            raise WrongContent(f"{place(url)}: {SLIDESHOW}")
        try:
            async with asyncio.timeout(limits.seconds):
                video = await self._extractor.video(url, limits.bytes)
        except TimeoutError:
            raise TooSlow(f"{place(url)}: the page was not read after {limits.seconds:g} s") from None
        if video.duration is not None and video.duration > max_duration:
            raise TooLong(f"{place(url)}: lasts {video.duration:g} s; the limit is {max_duration:g} s")
        if video.bytes is not None and video.bytes > limits.bytes:
            raise BodyTooLarge(f"{place(url)}: {video.bytes:,} bytes; the limit is {limits.bytes:,}")
        return video
