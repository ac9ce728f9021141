"""Reasons of yt-dlp's errors. Pure: by class names and phrases, so that yt-dlp need not be imported.

Phrases are searched in lower case and in this order. `source` is the file of yt-dlp that contains the phrase: a test
checks it, so that an upgrade with another text fails a test. It is empty if the text comes from the site.
"""

from collections.abc import Collection
from typing import NamedTuple


class Phrase(NamedTuple):
    """A message that contains `words` has `reason`."""

    words: str
    reason: str
    source: str


LOGIN = "the site requires a login: set FETCH_COOKIES_FILE"

PHRASES = (
    # Blocked: by IP address or country, or without a login.
    Phrase("only available for registered users", "blocked", "common.py"),
    Phrase("geo restriction", "blocked", "common.py"),
    Phrase("ip address is blocked from accessing this post", "blocked", "tiktok.py"),
    Phrase("requiring login for access", "blocked", "tiktok.py"),
    Phrase("log in for access", "blocked", "tiktok.py"),
    Phrase("fresh cookies", "blocked", "tiktok.py"),
    Phrase("do not have permission to view this post", "gone", "tiktok.py"),  # 10216, 10222: private
    Phrase("exceeded the rate-limit for accessing posts", "busy", "instagram.py"),
    Phrase("empty media response", "blocked", "instagram.py"),
    Phrase("rate-limited by youtube", "busy", "youtube/_video.py"),
    Phrase("requiring a captcha challenge", "blocked", "youtube/_video.py"),
    Phrase("nsfw tweet requires authentication", "blocked", "twitter.py"),
    Phrase("not authorized to view this protected tweet", "gone", "twitter.py"),
    Phrase("blocked due to its tls fingerprint", "blocked", "vimeo.py"),
    Phrase("wrong video password", "gone", "vimeo.py"),
    Phrase("ip address is unable to access the reddit api", "blocked", "reddit.py"),
    Phrase("account authentication is required", "blocked", "reddit.py"),
    Phrase("sign in to confirm", "blocked", ""),  # YouTube: age, or not a robot
    Phrase("members-only", "blocked", ""),
    Phrase("available in your country", "blocked", "youtube/_video.py"),
    # Gone, or private.
    Phrase("video not available, status code", "gone", "tiktok.py"),
    Phrase("private video", "gone", "youtube/_video.py"),
    Phrase("video unavailable", "gone", "youtube/_video.py"),
    Phrase("has been removed", "gone", "youtube/_video.py"),
    Phrase("video is private", "gone", ""),
    Phrase("has been terminated", "gone", ""),
    Phrase("no longer available", "gone", "twitter.py"),
    Phrase("requested tweet is unavailable", "gone", "twitter.py"),
    Phrase("twitter api says", "gone", "twitter.py"),
    Phrase("the video is not available, facebook said", "gone", "facebook.py"),
    # Live.
    Phrase("this livestream has ended", "is-live", "tiktok.py"),
    Phrase("not currently live", "is-live", "../utils/_utils.py"),
    Phrase("will begin in", "is-live", ""),
    Phrase("premieres in", "is-live", ""),
    # Without a video.
    Phrase("there is no video in this post", "wrong-content", "instagram.py"),
    Phrase("no video could be found in this tweet", "wrong-content", "twitter.py"),
    Phrase("no media found", "wrong-content", "reddit.py"),
    # Not supported.
    Phrase("drm protected", "unsupported-site", "common.py"),
    Phrase("unsupported url", "unsupported-site", "../utils/_utils.py"),
    Phrase("no suitable extractor", "unsupported-site", "../YoutubeDL.py"),
)

CLASSES = {
    "GeoRestrictedError": "blocked",
    "UserNotLive": "is-live",
    "UnsupportedError": "unsupported-site",
    "CookieLoadError": "blocked",
    "MemoryError": "too-large",
    "CertificateVerifyError": "bad-certificate",
}
"""Reasons by exception class. A test checks that yt-dlp has its classes."""
NETWORK = frozenset({"TransportError", "IncompleteRead", "SSLError", "ProxyError", "TimeoutError", "ConnectionError"})


def classify(classes: Collection[str], message: str, status: int | None) -> str:
    """The reason of an error.

    `classes` are the class names of the error and of its causes, `status` is that of the HTTP response behind it, if
    any. An unknown error counts as a broken extractor: sites change, and yt-dlp follows.
    """
    for name, reason in CLASSES.items():
        if name in classes:
            return reason
    text = message.lower()
    for phrase in PHRASES:
        if phrase.words in text:
            return phrase.reason
    if status is not None:
        if status in (404, 410):
            return "gone"
        if status in (401, 403, 451):
            return "blocked"
        return "busy" if status == 429 or status >= 500 else "extractor-broken"
    return "unreachable" if NETWORK.intersection(classes) else "extractor-broken"
