"""Connections kept open by host, each given back or closed whenever and however a request ends.

Not httpcore's own pool: as of 1.0.9 it loses connections when a request is cancelled while it connects, gets its turn
or closes. They count as busy for ever, and once the pool is full of them nobody is served. Deadlines cancel a lot here.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable

import httpcore
import httpx
from httpcore import SOCKET_OPTION

from libs.fetch.network import CheckedNetwork, Resolver
from libs.fetch.settings import FetchSettings

KEEP_ALIVE_SECONDS = 30
FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)
"""What a request may raise beside our own errors."""


class Connection(httpcore.AsyncNetworkBackend):
    """One connection to one origin. It stands between httpcore and the network to hold on to the socket."""

    def __init__(self, origin: httpcore.Origin, pool: "Pool") -> None:
        self.origin = origin
        self.http = httpcore.AsyncHTTPConnection(
            origin, ssl_context=pool.tls, keepalive_expiry=KEEP_ALIVE_SECONDS, network_backend=self
        )
        self._network = pool.network
        self._stream: httpcore.AsyncNetworkStream | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Called by httpcore, once."""
        self._stream = await self._network.connect_tcp(host, port, timeout, local_address, socket_options)
        return self._stream

    @property
    def usable(self) -> bool:
        """Whether another request may be sent: all was read, and neither side has closed."""
        return self.http.is_available() and not self.http.has_expired()

    async def close(self) -> None:
        """Close the socket itself: that also ends what was cancelled halfway, such as a TLS handshake."""
        if self._stream is not None:
            await self._stream.aclose()


class Pool(httpx.AsyncBaseTransport):
    """httpx's transport. How many requests run at a time is bounded by who calls it; as many connections idle."""

    def __init__(
        self, settings: FetchSettings, resolver: Resolver, network: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self.tls = settings.tls()
        self.network = CheckedNetwork(settings.allowed, resolver, network or httpcore.AnyIOBackend())
        self._most_idle = settings.max_connections
        self._idle: list[Connection] = []
        self._closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request`. Raises httpcore's errors and those of `CheckedNetwork`."""
        url = request.url
        core = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        connection = await self._connection(core.url.origin)
        try:
            answer = await connection.http.handle_async_request(core)
        except BaseException:
            await asyncio.shield(asyncio.ensure_future(connection.close()))
            raise
        body = Body(answer, connection, self)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    async def give_back(self, connection: Connection) -> None:
        """Keep `connection` for the next request to its origin, or close it."""
        if self._closed or not connection.usable:
            await connection.close()
            return
        self._idle.append(connection)
        if len(self._idle) > self._most_idle:
            await self._idle.pop(0).close()

    async def aclose(self) -> None:
        """Close what idles; what is in use is closed when it is given back."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _connection(self, origin: httpcore.Origin) -> Connection:
        stale = [one for one in self._idle if not one.usable]
        self._idle = [one for one in self._idle if one not in stale]
        # The one used last is the least likely to be closed by its host in this very moment.
        found = next((one for one in reversed(self._idle) if one.origin == origin), None)
        if found is not None:
            self._idle.remove(found)
        if stale:
            closing = asyncio.gather(*(one.close() for one in stale), return_exceptions=True)
            await asyncio.shield(closing)
        return found or Connection(origin, self)


class Body(httpx.AsyncByteStream):
    """The body of an answer; its end, or its being closed, gives the connection back."""

    def __init__(self, answer: httpcore.Response, connection: Connection, pool: Pool) -> None:
        self._answer, self._connection, self._pool = answer, connection, pool
        self._closing: asyncio.Future[None] | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        """Done once, and to its end, even if who waits for it is cancelled."""
        self._closing = self._closing or asyncio.ensure_future(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        try:
            await self._answer.aclose()
        finally:
            await self._pool.give_back(self._connection)
