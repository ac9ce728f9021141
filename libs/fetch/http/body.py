"""Receiving the body of a response: size limit, content sniffing and digest."""

import asyncio
import hashlib
from collections.abc import Collection
from contextlib import suppress
from typing import BinaryIO, NamedTuple

import httpx

from libs.fetch.errors import BodyTooLarge, FetchError, WrongContent
from libs.fetch.http.answer import (
    SNIFFED_BYTES,
    announced,
    check,
    failure,
    looks_like_html,
    status_of,
    takes_html,
    web_page,
)
from libs.fetch.http.pool import FAILURES
from libs.fetch.urls import host_and_path

DRAINED_BYTES = 16 * 1024
DRAIN_SECONDS = 1.0


class Received(NamedTuple):
    """A received body. `url` is the URL after redirects."""

    url: str
    bytes: int
    content_type: str | None
    sha256: str


async def receive(
    response: httpx.Response, url: httpx.URL, body: BinaryIO, cap: int, accept: Collection[str]
) -> Received:
    """Write the body of `response` to `body`, from its beginning. Raises FetchError."""
    where = host_and_path(url)
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
            sniffing = len(head) < SNIFFED_BYTES
        digest.update(chunk)
        # Without a thread: 64 KiB at most go to the page cache, which is faster than a thread per chunk.
        body.write(chunk)
    if not size:
        raise WrongContent(f"{where}: the body is empty")
    return Received(str(url), size, kind, digest.hexdigest())


async def drain(response: httpx.Response) -> None:
    """Read and discard a short body, so that the connection can be reused."""
    length = announced(response)
    if length is not None and length <= DRAINED_BYTES:
        with suppress(TimeoutError, FetchError, *FAILURES):
            async with asyncio.timeout(DRAIN_SECONDS):
                async for _ in response.aiter_raw():
                    pass
