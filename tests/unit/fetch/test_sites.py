"""The table of page sites says what yt-dlp's extractors say."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from yt_dlp.extractor import list_extractor_classes

from libs.fetch import is_page
from libs.fetch.pages.sites import has_slideshows, is_slideshow, site_of
from libs.fetch.settings import PAGE_SITES

MIRRORS = {"vid.plus", "invidio.us", "redirect.invidious.io", "zwearz.com", "www.lequipe.fr"}
"""Of YouTube and Dailymotion. Shops do not post these."""


def allowed() -> list[Any]:
    """yt-dlp's classes of the default FETCH_PAGE_SITES."""
    patterns = [re.compile(name, re.IGNORECASE) for name in PAGE_SITES]
    return [kind for kind in list_extractor_classes() if any(one.fullmatch(kind.IE_NAME) for one in patterns)]


def test_each_default_names_an_extractor() -> None:
    names = {kind.IE_NAME.lower() for kind in allowed()}
    assert names == {name.lower() for name in PAGE_SITES}


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.tiktok.com/@test/video/123", "tiktok"),
        ("https://vm.tiktok.com/ZM8abc/", "tiktok"),
        ("https://WWW.TikTok.com/@a/video/1?x=y", "tiktok"),
        ("https://www.instagram.com/reel/abc/", "instagram"),
        ("https://youtu.be/abc", "youtube"),
        ("https://youtube.com/shorts/abc", "youtube"),
        ("https://x.com/a/status/1", "twitter"),
        ("https://m.facebook.com/watch/?v=1", "facebook"),
        ("https://www.pinterest.co.uk/pin/1/", "pinterest"),
        ("https://vimeo.com/1", "vimeo"),
        ("https://player.vimeo.com/external/1.sd.mp4?s=1", None),
        ("https://v16-webapp.tiktok.com/video/tos/1/?a=1", None),
        ("https://video.twimg.com/a.mp4", None),
        ("https://cdn.example/a.mp4", None),
        ("https://tiktok.com.evil.example/@a/video/1", None),
        ("https://eviltiktok.com/@a/video/1", None),
        ("ftp://tiktok.com/x", None),
        ("http://[/", None),
        ("", None),
    ],
)
def test_sites(url: str, site: str | None) -> None:
    assert site_of(url) == site
    assert is_page(url) is (site is not None)


def test_hosts_that_the_extractors_are_tested_with_are_known() -> None:
    cases = (
        case["url"]
        for kind in allowed()
        for case in kind.get_testcases(include_onlymatching=True)
        if kind.suitable(case["url"])
    )
    hosts = {urlsplit(url).hostname or "" for url in cases if url.startswith("http") and not is_page(url)}
    assert {host for host in hosts if not host.endswith(".onion")} == MIRRORS


@pytest.mark.parametrize(
    ("url", "slideshow"),
    [
        ("https://www.tiktok.com/@shop.by_me/photo/7312345678901234567", True),
        ("https://www.tiktok.com/@shop/photo/731?is_from_webapp=1", True),
        ("https://www.douyin.com/note/7312345678901234567", True),
        ("https://www.tiktok.com/@shop/video/7312345678901234567", False),
        ("https://www.tiktok.com/@photo/video/1", False),
        ("https://vm.tiktok.com/ZM8abc/", False),
        ("https://www.facebook.com/photo/1", False),
        ("https://shop.example/photo/1", False),
    ],
)
def test_posts_of_photos(url: str, slideshow: bool) -> None:
    assert is_slideshow(url) is slideshow
    assert has_slideshows(url) is ("tiktok" in url or "douyin" in url)
