"""Detects URLs of pages that contain a video, as opposed to video files. Pure.

By host name, because loading yt-dlp takes half a second and some hundred megabytes. A test compares this table with it.
"""

import re
from urllib.parse import urlsplit

_HOSTS = {
    "tiktok": r"(?:www\.|m\.|vm\.|vt\.)?tiktok\.com|www\.tiktokv\.com",
    "douyin": r"(?:www\.)?douyin\.com",
    "instagram": r"(?:www\.)?instagram\.com",
    "youtube": r"youtu\.be|(?:www\.|m\.|music\.|gaming\.)?youtube(?:-nocookie|kids)?\.com|(?:www\.)?youtubekids\.com",
    "facebook": r"(?:[\w-]+\.)?facebook\.com",
    "twitter": r"(?:www\.|m\.|mobile\.)?(?:twitter|x)\.com",
    "pinterest": r"(?:[\w-]+\.)?pinterest\.(?:com?|[a-z]{2,4}|com?\.[a-z]{2})",
    "vimeo": r"(?:www\.|player\.)?vimeo\.com",
    "snapchat": r"(?:www\.)?snapchat\.com",
    "likee": r"(?:www\.)?likee\.video",
    "reddit": r"(?:\w+\.)?reddit(?:media)?\.com",
    "xiaohongshu": r"www\.xiaohongshu\.com",
    "dailymotion": r"dai\.ly|(?:(?:www|touch|geo)\.)?dailymotion\.[a-z]{2,3}",
}
SITES = tuple(_HOSTS)
_PATTERNS = {site: re.compile(pattern) for site, pattern in _HOSTS.items()}
_FILE = re.compile(r"\.(?:mp4|m4v|mov|webm|mkv|jpe?g|png|webp)$|^/progressive_redirect/", re.IGNORECASE)
"""Paths of files at page sites: `player.vimeo.com/external/1.sd.mp4`."""

_SLIDESHOWS = {"tiktok": re.compile(r"/photo/\d+"), "douyin": re.compile(r"/(?:note|slides)/\d+")}
"""Paths of posts that are photos with audio, by site."""
SLIDESHOW = "is a slideshow: photos with audio, without a video"


def site_of(url: str) -> str | None:
    """The name of the site whose page `url` is, such as `tiktok`; None if it is not a page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or _FILE.search(parts.path):
        return None
    return next((site for site, pattern in _PATTERNS.items() if pattern.fullmatch(host)), None)


def is_page(url: str) -> bool:
    """Whether `url` is a page for yt-dlp. All other URLs count as files."""
    return site_of(url) is not None


def has_slideshows(url: str) -> bool:
    """Whether the site of `url` has slideshows."""
    return site_of(url) in _SLIDESHOWS


def is_slideshow(url: str) -> bool:
    """Whether `url` is a slideshow, by its path. Short links are not recognized."""
    site = site_of(url)
    return site in _SLIDESHOWS and _SLIDESHOWS[site].search(urlsplit(url.strip()).path) is not None
