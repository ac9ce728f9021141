"""Downloads from untrusted URLs: from checked addresses only, with a size limit and a deadline."""

import asyncio
import logging
import random
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Self

import httpcore
import httpx

from libs.fetch.errors import BadRedirect, FetchError, TooSlow
from libs.fetch.http.answer import ANYTHING, REDIRECTS
from libs.fetch.http.body import Received, drain, receive
from libs.fetch.http.exchange import Client
from libs.fetch.http.network import Resolver, system_resolver
from libs.fetch.http.pool import Origin, Pool
from libs.fetch.limits import Download, Limits
from libs.fetch.metrics import DOWNLOADS
from libs.fetch.settings import FetchSettings
from libs.fetch.urls import host_and_path, parse_url, redirect_target
from libs.retry import Retry

MAX_REDIRECTS = 5
NO_HEADERS: Mapping[str, str] = {}
log = logging.getLogger(__name__)
_OF_ONE_HOST = frozenset({"cookie", "authorization", "proxy-authorization"})


class Fetcher:
    """Downloads files. Shared by all tasks of a process, so that connections are reused."""

    def __init__(self, client: Client, retry: Retry, connections: int) -> None:
        self._client = client
        self._retry = retry
        self._connections = asyncio.Semaphore(connections)

    @classmethod
    def configured(
        cls,
        settings: FetchSettings,
        *,
        resolver: Resolver = system_resolver,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> Self:
        """Create one from settings. Tests replace `resolver` (host names) and `network` (connections).

        Raises ValueError if FETCH_CA_FILE cannot be read.
        """
        retry = Retry(attempts=settings.attempts, base=0.5, cap=8)
        client = Client(Pool(settings, resolver, network), settings.user_agent)
        return cls(client, retry, settings.max_connections)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def download(
        self,
        url: str,
        to: Path,
        limits: Limits,
        *,
        accept: Collection[str] = ANYTHING,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> Download:
        """Save the body of `url` as file `to`. Raises FetchError, OSError; then `to` is deleted.

        `accept` has prefixes of content types, such as `video/`. A web page is rejected unless they include
        `text/html`, whatever its declared type is. Other types are not checked: many hosts send images as `text/plain`.
        """
        with _new_file(to) as body:
            received = await self._fetch(url, body, limits, accept, headers)
        return Download(received.url, to, received.bytes, received.content_type, received.sha256)

    async def save(
        self,
        url: str,
        into: BinaryIO,
        limits: Limits,
        *,
        accept: Collection[str] = ANYTHING,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> Received:
        """Write the body of `url` to the open file `into`. Otherwise like `download`.

        After a failure the file may contain a part of the body.
        """
        return await self._fetch(url, into, limits, accept, headers)

    async def read(
        self,
        url: str,
        limits: Limits,
        *,
        accept: Collection[str] = ANYTHING,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> bytes:
        """The body of `url`, in memory: for small files. Otherwise like `download`."""
        body = BytesIO()
        await self._fetch(url, body, limits, accept, headers)
        return body.getvalue()

    async def _fetch(
        self, url: str, body: BinaryIO, limits: Limits, accept: Collection[str], headers: Mapping[str, str]
    ) -> Received:
        outcome = "bug"
        try:
            async with asyncio.timeout(limits.seconds):
                received = await self._attempts(url, body, limits, accept, headers)
            outcome = "done"
        except TimeoutError:
            outcome = TooSlow.reason
            raise TooSlow(f"{host_and_path(url)}: not finished after {limits.seconds:g} s") from None
        except FetchError as error:
            outcome = error.reason
            raise
        except asyncio.CancelledError:
            outcome = "cancelled"
            raise
        except OSError:  # of the file
            raise
        except Exception as error:
            # The boundary to untrusted hosts: a response that causes a bug must fail only its own download.
            log.exception("download_failed_by_a_bug", extra={"url": host_and_path(url)})
            raise FetchError(f"{host_and_path(url)}: the answer cannot be handled ({type(error).__name__})") from error
        finally:
            DOWNLOADS.labels(outcome).inc()
        return received

    async def _attempts(
        self, url: str, body: BinaryIO, limits: Limits, accept: Collection[str], headers: Mapping[str, str]
    ) -> Received:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + limits.seconds
        attempt = 1
        while True:
            try:
                async with self._connections:
                    return await self._attempt(url, body, limits.bytes, accept, headers)
            except FetchError as error:
                delay = self._retry.delay(attempt, error, deadline - loop.time(), random.random())  # noqa: S311 - jitter
                if delay is None:
                    raise
            await asyncio.sleep(delay)
            attempt += 1

    async def _attempt(
        self, url: str, body: BinaryIO, cap: int, accept: Collection[str], headers: Mapping[str, str]
    ) -> Received:
        current = parse_url(url)
        # For this request only: some hosts set a cookie with a redirect and reject requests without it.
        cookies = httpx.Cookies()
        for _ in range(MAX_REDIRECTS + 1):
            async with self._client.get(current, headers, cookies) as response:
                if response.status_code not in REDIRECTS:
                    return await receive(response, current, body, cap, accept)
                target = redirect_target(current, response.headers.get("location"))
                await drain(response)
            if Origin.of(target) != Origin.of(current):
                headers = {name: value for name, value in headers.items() if name.lower() not in _OF_ONE_HOST}
            current = target
        raise BadRedirect(f"{host_and_path(url)}: redirect_target more than {MAX_REDIRECTS} times")


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
