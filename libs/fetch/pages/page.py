"""The child process that runs yt-dlp: JSON on stdin, JSON on stdout. It downloads only metadata."""

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
from libs.fetch.pages.formats import Format, audio_only, choose, size_of
from libs.fetch.pages.sandbox import Sandbox, enter_sandbox
from libs.fetch.pages.sites import SLIDESHOW, has_slideshows, is_slideshow

MAX_MESSAGE_LENGTH = 200


class Silent:
    """A logger for yt-dlp that discards everything: errors are raised as well."""

    def debug(self, _: str) -> None: ...
    def warning(self, _: str) -> None: ...
    def error(self, _: str) -> None: ...


def options(asked: dict[str, Any]) -> dict[str, Any]:
    """yt-dlp's options. As a library it reads no configuration files; YTDLP_NO_PLUGINS disables plugins."""
    cookies = asked["cookies_file"]
    return {
        "allowed_extractors": asked["sites"],
        # A copy: yt-dlp writes cookies back at the end, and all processes share the file.
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
    """The answer for the page at `asked["url"]`. Raises yt-dlp's errors."""
    from yt_dlp import YoutubeDL

    with YoutubeDL(options(asked), auto_init="no_verbose_header") as downloader:
        info = downloader.extract_info(asked["url"], download=False)
        return video_answer(info, asked["url"], asked["most_bytes"], downloader.cookiejar)


class Cookies(Protocol):
    """yt-dlp's cookie jar."""

    def get_cookie_header(self, url: str) -> str | None:
        """The `Cookie` header for a request of `url`."""


def video_answer(info: dict[str, Any] | None, url: str, most_bytes: int, cookies: Cookies) -> dict[str, Any]:
    """The answer from yt-dlp's `info` about the page at `url`: a file and its request headers, or a reason."""
    if not info:
        return {"reason": "extractor-broken", "message": "yt-dlp returned no data"}
    if info.get("_type", "video") != "video":
        return {"reason": "wrong-content", "message": "is a list of videos, not a single video"}
    if info.get("is_live") or info.get("live_status") in ("is_live", "is_upcoming", "post_live"):
        return {"reason": "is-live", "message": "is a live broadcast"}
    formats = info.get("formats") or [info]
    chosen = choose(formats, most_bytes)
    if chosen is None:
        return _no_video_reason(url, formats)
    headers = {str(name): str(value) for name, value in (chosen.get("http_headers") or {}).items()}
    cookie = cookies.get_cookie_header(chosen["url"])
    return {
        "url": chosen["url"],
        "headers": headers | ({"Cookie": cookie} if cookie else {}),
        "duration": info.get("duration"),
        "bytes": size_of(chosen),
    }


def _no_video_reason(url: str, formats: Sequence[Format]) -> dict[str, Any]:
    """The reason why none of `formats` can be used."""
    if audio_only(formats):
        message = SLIDESHOW if has_slideshows(url) else "has audio only, no video"
        return {"reason": "wrong-content", "message": message}
    kinds = sorted({str(one.get("protocol"))[:20] for one in formats})
    return {
        "reason": "unsupported-site",
        "message": f"has no video in one file over HTTP, only {', '.join(kinds[:5])}",
    }


def error_answer(error: BaseException, sandbox: Sandbox) -> dict[str, Any]:
    """The answer for any error: its reason and message."""
    chain = list(_chain(error))
    classes = {kind.__name__ for one in chain for kind in type(one).__mro__}
    original = next((one for one in chain if hasattr(one, "orig_msg")), error)
    message = " ".join(str(getattr(original, "orig_msg", original)).split())
    if sandbox.refused:
        return {"reason": "address-refused", "message": "leads to an address that is not public"}
    # A short link may redirect to a slideshow: yt-dlp's message has the URL that it does not support.
    if any(is_slideshow(url) for url in re.findall(r"https?://[^\s'\"]+", message)):
        return {"reason": "wrong-content", "message": SLIDESHOW}
    statuses = (getattr(one, "status", None) for one in chain)  # of yt-dlp's HTTPError
    status = next((status for status in statuses if isinstance(status, int)), None)
    return {"reason": classify(classes, message, status), "message": message[:MAX_MESSAGE_LENGTH]}


def _chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and its causes, including yt-dlp's own links to causes."""
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
    """Read one request and write its answer."""
    asked = json.load(sys.stdin)
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # libraries must not print into the answer
    sandbox = enter_sandbox(AllowList.parse(asked["allow_private"]), asked["seconds"])
    try:
        found = extract(asked)
    except BaseException as error:  # noqa: BLE001 - every error is reported to the parent
        found = error_answer(error, sandbox)
    json.dump(found, answer)
    answer.close()


if __name__ == "__main__":
    main()
