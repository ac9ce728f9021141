"""Which addresses are pages with a video in them, and not the video itself. Pure.

By host name, since loading yt-dlp takes half a second and some hundred megabytes; a test holds this table against it.
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
"""Paths that are files, though at a page site: `player.vimeo.com/external/1.sd.mp4`."""

_SLIDESHOWS = {"tiktok": re.compile(r"/photo/\d+"), "douyin": re.compile(r"/(?:note|slides)/\d+")}
"""Paths of posts that are photos with sound, on sites that have such."""
SLIDESHOW = "is a slideshow: photos with sound, and no video in it"


def site_of(url: str) -> str | None:
    """The name of the site, such as `tiktok`, whose page `url` is, or None."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or _FILE.search(parts.path):
        return None
    return next((site for site, pattern in _PATTERNS.items() if pattern.fullmatch(host)), None)


def is_page(url: str) -> bool:
    """Whether `url` is a page of a site that yt-dlp is asked about; all other addresses are taken for files."""
    return site_of(url) is not None


def has_slideshows(url: str) -> bool:
    """Whether the site of `url` has posts of photos with sound."""
    return site_of(url) in _SLIDESHOWS


def is_slideshow(url: str) -> bool:
    """Whether `url` is such a post, by its address; a short link does not tell."""
    site = site_of(url)
    return site in _SLIDESHOWS and _SLIDESHOWS[site].search(urlsplit(url.strip()).path) is not None
