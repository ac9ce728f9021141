"""Asks yt-dlp about a page, in a process of its own: it runs code that reads strangers' pages."""

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
from libs.fetch.urls import place

ROOT = Path(__file__).resolve().parents[3]
MOST_ANSWER_BYTES = 256 * 1024
"""Of what the process says. Addresses have up to some 2,000 characters, headers as many."""
_URL = re.compile(r"\bhttps?://\S+")
ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": str(ROOT),
    "YTDLP_NO_PLUGINS": "1",
}
"""All of it: no proxies, no configuration, no keys of ours."""


class Video(NamedTuple):
    """A video file behind a page: `headers` to ask for it with; seconds and bytes as far as the site tells."""

    url: str
    headers: dict[str, str]
    duration: float | None
    bytes: int | None


class PageExtractor:
    """At most FETCH_PAGE_PROCESSES pages at a time."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.page_processes)

    async def video(self, url: str, most_bytes: int) -> Video:
        """The video of the page at `url`, the best one that is likely to fit in `most_bytes`. Raises FetchError."""
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
                    answer = await _answered(json.dumps(asked).encode())
            except TimeoutError:
                seconds = f"{settings.page_timeout_seconds:g} s (FETCH_PAGE_TIMEOUT_SECONDS)"
                raise TooSlow(f"{place(url)}: the page was not read after {seconds}") from None
        return video_in(answer, url)


def video_in(answer: dict[str, Any], url: str) -> Video:
    """The video that the process found behind `url`. Raises FetchError.

    It ran code on a stranger's page: nothing of its answer is believed.
    """
    try:
        if "reason" in answer:
            raise _error(url, str(answer["reason"]), str(answer["message"]))
        headers = {name: value for name, value in answer["headers"].items() if (name + value).isascii()}
        duration, size = (float(answer[name]) if answer[name] else None for name in ("duration", "bytes"))
        return Video(str(answer["url"]), headers, duration, int(size) if size else None)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        raise _error(url, ExtractorBroken.reason, "its data make no sense") from None


async def _answered(asked: bytes) -> dict[str, Any]:
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
        output = await process.stdout.readexactly(MOST_ANSWER_BYTES + 1)
    except asyncio.IncompleteReadError as error:  # as it should: it ended
        output = error.partial
        await process.wait()
    finally:
        if process.returncode is None:  # the deadline, or we are cancelled
            process.kill()
            await process.wait()
    if len(output) > MOST_ANSWER_BYTES:
        return {"reason": ExtractorBroken.reason, "message": "the process that read it said too much"}
    try:
        answer = json.loads(output)
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict):
        return answer
    return {"reason": ExtractorBroken.reason, "message": f"the process that read it ended with {process.returncode}"}


def _error(url: str, reason: str, message: str) -> FetchError:
    kind = KINDS.get(reason, ExtractorBroken)
    # yt-dlp quotes whole addresses.
    text = _URL.sub(lambda match: place(match[0]), message).rstrip(".")
    advice = ""
    if kind is Blocked:
        advice = f" ({LOGIN}, or it blocks our address or country)"
    elif kind is ExtractorBroken:
        advice = " (yt-dlp does not understand it: upgrade it)"
    elif reason == "unsupported-site":
        advice = " (FETCH_PAGE_SITES names the extractors)"
    elif reason == "address-refused":
        advice = " (FETCH_ALLOW_PRIVATE opens hosts)"
    return kind(f"{place(url)}: {text}{advice}")
