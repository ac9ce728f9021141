"""The child process that asks yt-dlp about a page: JSON on stdin, JSON on stdout. Only metadata are downloaded."""

import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from libs.fetch.addresses import AllowList
from libs.fetch.pages.classify import classify
from libs.fetch.pages.fence import Fence, fence_in
from libs.fetch.pages.formats import Format, choose, size_of, sound_alone
from libs.fetch.pages.sites import SLIDESHOW, has_slideshows, is_slideshow

LONGEST_MESSAGE = 200


class Silent:
    """yt-dlp's logger: what it says comes back as an error or is of no interest."""

    def debug(self, _: str) -> None: ...
    def warning(self, _: str) -> None: ...
    def error(self, _: str) -> None: ...


def options(asked: dict[str, Any]) -> dict[str, Any]:
    """yt-dlp's options. As a library it reads no configuration files; plug-ins are off by YTDLP_NO_PLUGINS."""
    cookies = asked["cookies_file"]
    return {
        "allowed_extractors": asked["sites"],
        # A copy: yt-dlp writes cookies back when it ends, and the file is shared by all processes.
        "cookiefile": io.StringIO(Path(cookies).read_text(encoding="utf-8")) if cookies else None,
        "format": "all",
        "noplaylist": True,
        "playlist_items": "0",
        "extract_flat": "in_playlist",
        "skip_download": True,
        "cachedir": False,
        "proxy": "",
        "socket_timeout": asked["read_seconds"],
        "retries": 1,
        "extractor_retries": 1,
        "logger": Silent(),
        "quiet": True,
        "no_warnings": True,
        "noprogress": True,
        "color": "no_color",
        "check_formats": False,
    }


def extract(asked: dict[str, Any]) -> dict[str, Any]:
    """What the page at `asked["url"]` offers. Raises yt-dlp's errors."""
    from yt_dlp import YoutubeDL

    with YoutubeDL(options(asked), auto_init="no_verbose_header") as downloader:
        info = downloader.extract_info(asked["url"], download=False)
        return offered(info, asked["url"], asked["most_bytes"], downloader.cookiejar)


class Cookies(Protocol):
    """yt-dlp's cookie jar."""

    def get_cookie_header(self, url: str) -> str | None:
        """What to send as `Cookie` with a request for `url`."""


def offered(info: dict[str, Any] | None, url: str, most_bytes: int, cookies: Cookies) -> dict[str, Any]:
    """What yt-dlp's `info` about the page at `url` holds for us: a file and how to ask for it, or why there is none."""
    if not info:
        return {"reason": "extractor-broken", "message": "yt-dlp found nothing and did not say why"}
    if info.get("_type", "video") != "video":
        return {"reason": "wrong-content", "message": "holds a list of videos, not one"}
    if info.get("is_live") or info.get("live_status") in ("is_live", "is_upcoming", "post_live"):
        return {"reason": "is-live", "message": "is a live broadcast"}
    formats = info.get("formats") or [info]
    chosen = choose(formats, most_bytes)
    if chosen is None:
        return _nothing(url, formats)
    headers = {str(name): str(value) for name, value in (chosen.get("http_headers") or {}).items()}
    cookie = cookies.get_cookie_header(chosen["url"])
    return {
        "url": chosen["url"],
        "headers": headers | ({"Cookie": cookie} if cookie else {}),
        "duration": info.get("duration"),
        "bytes": size_of(chosen),
    }


def _nothing(url: str, formats: Sequence[Format]) -> dict[str, Any]:
    """Why none of `formats` will do."""
    if sound_alone(formats):
        message = SLIDESHOW if has_slideshows(url) else "offers sound alone, no video"
        return {"reason": "wrong-content", "message": message}
    kinds = sorted({str(one.get("protocol"))[:20] for one in formats})
    return {
        "reason": "unsupported-site",
        "message": f"offers no plain video file over HTTP, only {', '.join(kinds[:5])}",
    }


def told(error: BaseException, fence: Fence) -> dict[str, Any]:
    """Reason and message of `error`, whatever it is."""
    chain = list(_chain(error))
    classes = {kind.__name__ for one in chain for kind in type(one).__mro__}
    said = next((one for one in chain if hasattr(one, "orig_msg")), error)
    message = " ".join(str(getattr(said, "orig_msg", said)).split())
    if fence.refused:
        return {"reason": "address-refused", "message": "leads to an address that is not public"}
    # A short link leads to it: yt-dlp names the address that it does not understand.
    if any(is_slideshow(url) for url in re.findall(r"https?://[^\s'\"]+", message)):
        return {"reason": "wrong-content", "message": SLIDESHOW}
    statuses = (getattr(one, "status", None) for one in chain)  # of yt-dlp's HTTPError
    status = next((status for status in statuses if isinstance(status, int)), None)
    return {"reason": classify(classes, message, status), "message": message[:LONGEST_MESSAGE]}


def _chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and all that is known to have caused it. yt-dlp links them in ways of its own."""
    seen: list[BaseException] = []
    ahead: list[Any] = [error]
    while ahead:
        one = ahead.pop(0)
        if isinstance(one, BaseException) and not any(one is other for other in seen):
            seen.append(one)
            yield one
            info = getattr(one, "exc_info", None) or (None, None)
            ahead += [getattr(one, "cause", None), one.__cause__, one.__context__, info[1]]


def main() -> None:
    """Answer once."""
    asked = json.load(sys.stdin)
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    fence = fence_in(AllowList.parse(asked["allow_private"]), asked["seconds"])
    try:
        found = extract(asked)
    except BaseException as error:  # noqa: BLE001 - whatever it was, the parent is told
        found = told(error, fence)
    json.dump(found, answer)
    answer.close()


if __name__ == "__main__":
    main()
