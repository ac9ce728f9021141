"""Runs yt-dlp in a separate process, because it parses untrusted pages."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from libs.fetch.errors import KINDS, Blocked, ExtractorBroken, FetchError, TooSlow
from libs.fetch.pages.classify import LOGIN
from libs.fetch.settings import FetchSettings
from libs.fetch.urls import host_and_path

ROOT = Path(__file__).resolve().parents[3]
MAX_ANSWER_BYTES = 256 * 1024
"""Limit of the process's output. URLs have up to some 2,000 characters, headers as well."""
_URL = re.compile(r"\bhttps?://\S+")
ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": str(ROOT),
    "YTDLP_NO_PLUGINS": "1",
}
"""The complete environment: no proxies, no configuration, no keys."""


class Video(NamedTuple):
    """A page's video file: `headers` for its request; duration (seconds) and bytes if the site reports them."""

    url: str
    headers: dict[str, str]
    duration: float | None
    bytes: int | None


class PageExtractor:
    """Finds the videos of pages, at most FETCH_PAGE_PROCESSES at a time."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.page_processes)

    async def video(self, url: str, most_bytes: int) -> Video:
        """The best video of the page at `url` that probably fits into `most_bytes`. Raises FetchError."""
        settings = self._settings
        asked = {
            "url": url,
            "sites": list(settings.page_sites),
            "allow_private": settings.allow_private or "",
            "cookies_file": str(settings.cookies_file.resolve()) if settings.cookies_file else None,
            "seconds": settings.page_timeout_seconds + 5,
            "read_seconds": settings.read_timeout_seconds,
            "most_bytes": most_bytes,
        }
        async with self._slots:
            try:
                async with asyncio.timeout(settings.page_timeout_seconds):
                    answer = await _send_request(json.dumps(asked).encode())
            except TimeoutError:
                seconds = f"{settings.page_timeout_seconds:g} s (FETCH_PAGE_TIMEOUT_SECONDS)"
                raise TooSlow(f"{host_and_path(url)}: reading the page took longer than {seconds}") from None
        return video_in(answer, url)


def video_in(answer: dict[str, Any], url: str) -> Video:
    """The video in the process's answer. Raises FetchError.

    The process has parsed an untrusted page, so its answer is validated too.
    """
    try:
        if "reason" in answer:
            raise _error(url, str(answer["reason"]), str(answer["message"]))
        headers = {name: value for name, value in answer["headers"].items() if (name + value).isascii()}
        duration, size = (float(answer[name]) if answer[name] else None for name in ("duration", "bytes"))
        return Video(str(answer["url"]), headers, duration, int(size) if size else None)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        raise _error(url, ExtractorBroken.reason, "the extractor returned invalid data") from None


async def _send_request(asked: bytes) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "libs.fetch.pages.page"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    output = b""
    try:
        process.stdin.write(asked)
        process.stdin.close()
        output = await process.stdout.readexactly(MAX_ANSWER_BYTES + 1)
    except asyncio.IncompleteReadError as error:  # the normal case: the process ended
        output = error.partial
        await process.wait()
    finally:
        if process.returncode is None:  # after the deadline or a cancellation
            process.kill()
            await process.wait()
    if len(output) > MAX_ANSWER_BYTES:
        return {"reason": ExtractorBroken.reason, "message": "the extractor process wrote too much output"}
    try:
        answer = json.loads(output)
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict):
        return answer
    return {"reason": ExtractorBroken.reason, "message": f"the extractor process exited with {process.returncode}"}


def _error(url: str, reason: str, message: str) -> FetchError:
    kind = KINDS.get(reason, ExtractorBroken)
    # yt-dlp quotes whole URLs.
    text = _URL.sub(lambda match: host_and_path(match[0]), message).rstrip(".")
    advice = ""
    if kind is Blocked:
        advice = f" ({LOGIN}, or it blocks this IP address or country)"
    elif kind is ExtractorBroken:
        advice = " (yt-dlp cannot read it: upgrade yt-dlp)"
    elif reason == "unsupported-site":
        advice = " (FETCH_PAGE_SITES lists the allowed extractors)"
    elif reason == "address-refused":
        advice = " (FETCH_ALLOW_PRIVATE allows hosts)"
    return kind(f"{host_and_path(url)}: {text}{advice}")
