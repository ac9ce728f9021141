"""The body of an answer, counted, sniffed and digested while it comes."""

import asyncio
import hashlib
from collections.abc import Collection
from contextlib import suppress
from typing import BinaryIO, NamedTuple

import httpx

from libs.fetch.errors import BodyTooLarge, FetchError, WrongContent
from libs.fetch.http.answer import SNIFFED, announced, check, failure, looks_like_html, status_of, takes_html, web_page
from libs.fetch.http.pool import FAILURES
from libs.fetch.urls import place

DRAINED_BYTES = 16 * 1024
DRAIN_SECONDS = 1.0


class Received(NamedTuple):
    """What came, and from where in the end."""

    url: str
    bytes: int
    content_type: str | None
    sha256: str


async def receive(
    response: httpx.Response, url: httpx.URL, body: BinaryIO, cap: int, accept: Collection[str]
) -> Received:
    """Write the body of `response` to `body`, from its beginning. Raises FetchError."""
    where = place(url)
    error = failure(status_of(response), where, response.headers.get("retry-after"))
    if error is not None:
        await drain(response)
        raise error
    kind = check(response, where, cap, accept)
    body.seek(0)
    body.truncate()
    digest, size, head = hashlib.sha256(), 0, b""
    sniffing = not takes_html(accept)
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > cap:
            raise BodyTooLarge(f"{where}: more than {cap:,} bytes")
        if sniffing:
            head += chunk
            if looks_like_html(head):
                raise web_page(where, accept)
            sniffing = len(head) < SNIFFED
        digest.update(chunk)
        # Into the page cache, 64 KiB at most: a thread for each chunk would cost more than it frees the loop from.
        body.write(chunk)
    if not size:
        raise WrongContent(f"{where}: the body is empty")
    return Received(str(url), size, kind, digest.hexdigest())


async def drain(response: httpx.Response) -> None:
    """Read a short body that nobody needs: only then can the connection be used again."""
    length = announced(response)
    if length is not None and length <= DRAINED_BYTES:
        with suppress(TimeoutError, FetchError, *FAILURES):
            async with asyncio.timeout(DRAIN_SECONDS):
                async for _ in response.aiter_raw():
                    pass
