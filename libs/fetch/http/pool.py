"""A pool of connections by host. Each connection is returned or closed, however a request ends.

httpcore's pool (1.0.9) is not used: it leaks connections if a request is cancelled while it connects, waits or closes,
and deadlines cause many cancellations here. Its parser also blocks the event loop for seconds if a host sends chunks of
one byte. Only httpcore's sockets and TLS are used.
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import NamedTuple

import httpcore
import httpx

from libs.fetch.errors import BadAddress, FetchError, Truncated, Unreachable, WrongContent
from libs.fetch.http.http1 import Answer, InvalidHttp, request_head
from libs.fetch.http.network import CheckedNetwork, Resolver
from libs.fetch.settings import FetchSettings
from libs.fetch.urls import host_and_path

KEEP_ALIVE_SECONDS = 30
READ_BYTES = 64 * 1024
DEFAULT_PORTS = {"http": 80, "https": 443}
FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, ssl.SSLError)
"""Errors that a request may raise besides FetchError."""


class Origin(NamedTuple):
    """Scheme, host and port of a connection."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> "Origin":
        """The origin of `url`, with the host in ASCII."""
        return cls(url.scheme, url.raw_host.decode("ascii"), url.port or DEFAULT_PORTS[url.scheme])


class Connection:
    """One connection to one origin, for one request at a time."""

    def __init__(self, origin: Origin, pool: "Pool") -> None:
        self.origin = origin
        self._pool = pool
        self._socket: httpcore.AsyncNetworkStream | None = None
        self._stream: httpcore.AsyncNetworkStream | None = None
        self._answer: Answer | None = None
        self._first = b""
        """Bytes of the body that came with the head."""
        self._idle_since = 0.0

    async def send(self, head: bytes, where: str) -> Answer:
        """Send a request head; returns the response when its head is complete. Raises httpcore's errors, FetchError."""
        stream = self._stream or await self._connect()
        self._answer = Answer()
        with suppress(httpcore.WriteError):  # a host may respond and close before it has read the whole request
            await stream.write(head, self._pool.read_seconds)
        while not self._answer.started:
            self._first = await self._read(where)
        return self._answer

    async def body(self, where: str) -> AsyncIterator[bytes]:
        """The body of the response. Raises httpcore's errors and FetchError."""
        assert self._answer is not None
        piece, self._first = self._first, b""
        while True:
            if piece:
                yield piece
            if self._answer.complete:
                self._idle_since = time.monotonic()
                return
            piece = await self._read(where)

    @property
    def connected(self) -> bool:
        """Whether the connection is established."""
        return self._stream is not None

    @property
    def unanswered(self) -> bool:
        """Whether no byte of the last response was received."""
        return self._answer is not None and self._answer.empty

    @property
    def usable(self) -> bool:
        """Whether another request can be sent: the last response was read, and neither side has closed."""
        return (
            self._stream is not None
            and self._answer is not None
            and self._answer.complete
            and self._answer.keep_alive
            and time.monotonic() - self._idle_since < KEEP_ALIVE_SECONDS
            # An idle connection that is readable was closed by the host.
            and not self._stream.get_extra_info("is_readable")
        )

    async def close(self) -> None:
        """Close the socket itself, so that a cancelled TLS handshake ends too."""
        if self._socket is not None:
            await self._socket.aclose()

    async def _connect(self) -> httpcore.AsyncNetworkStream:
        pool, (scheme, host, port) = self._pool, self.origin
        self._socket = stream = await pool.network.connect_tcp(host, port, pool.connect_seconds)
        if scheme == "https":
            stream = await stream.start_tls(pool.tls, host, pool.connect_seconds)
        self._stream = stream
        return stream

    async def _read(self, where: str) -> bytes:
        """The next bytes of the body, possibly none."""
        stream, answer = self._stream, self._answer
        assert stream is not None
        assert answer is not None
        data = await stream.read(READ_BYTES, self._pool.read_seconds)
        if data:
            try:
                return answer.feed(data)
            except InvalidHttp as error:
                raise WrongContent(f"{where}: the response is not valid HTTP ({error})") from None
        if answer.end():
            return b""
        raise _closed_early(answer, where)


class Pool:
    """Open connections. The caller limits the number of concurrent requests; as many idle connections are kept."""

    def __init__(
        self, settings: FetchSettings, resolver: Resolver, network: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self.tls: ssl.SSLContext = settings.tls()
        self.tls.set_alpn_protocols(["http/1.1"])
        self.network = CheckedNetwork(settings.allowed, resolver, network or httpcore.AnyIOBackend())
        self.connect_seconds = settings.connect_timeout_seconds
        self.read_seconds = settings.read_timeout_seconds
        self._most_idle = settings.max_connections
        self._idle: list[Connection] = []
        self._closed = False

    async def get(self, request: httpx.Request) -> httpx.Response:
        """Send a GET request; the response's body is not read yet. Raises httpcore's errors and FetchError."""
        url, where = request.url, host_and_path(request.url)
        try:
            head = request_head(url.raw_path, request.headers.raw)
        except ValueError as error:
            raise BadAddress(f"{where}: invalid request: {error}") from None
        connection = await self._connection(Origin.of(url))
        reused = connection.connected
        try:
            answer = await _send_request(connection, head, where)
        except (Unreachable, httpcore.NetworkError):
            if not (reused and connection.unanswered):
                raise
            # The host closed the idle connection at the same time. Retry once with a new one, as browsers do.
            connection = Connection(Origin.of(url), self)
            answer = await _send_request(connection, head, where)
        body = Body(connection, self, where)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, request=request)

    async def give_back(self, connection: Connection) -> None:
        """Keep `connection` for the next request to its origin if it is usable, else close it."""
        if self._closed or not connection.usable:
            await connection.close()
            return
        self._idle.append(connection)
        if len(self._idle) > self._most_idle:
            await self._idle.pop(0).close()

    async def aclose(self) -> None:
        """Close idle connections now, and the others when they are returned."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _connection(self, origin: Origin) -> Connection:
        stale = [idle for idle in self._idle if not idle.usable]
        self._idle = [idle for idle in self._idle if idle not in stale]
        # The last used one is the least likely to be closed by the host now.
        found = next((idle for idle in reversed(self._idle) if idle.origin == origin), None)
        if found is not None:
            self._idle.remove(found)
        if stale:
            closing = asyncio.gather(*(idle.close() for idle in stale), return_exceptions=True)
            await asyncio.shield(closing)
        return found or Connection(origin, self)


class Body(httpx.AsyncByteStream):
    """The body of a response. Closing it returns the connection to the pool."""

    def __init__(self, connection: Connection, pool: Pool, where: str) -> None:
        self._connection, self._pool, self._where = connection, pool, where
        self._closing: asyncio.Future[None] | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._connection.body(self._where)

    async def aclose(self) -> None:
        """Return the connection, once, even if the caller is cancelled."""
        self._closing = self._closing or asyncio.ensure_future(self._pool.give_back(self._connection))
        await asyncio.shield(self._closing)


async def _send_request(connection: Connection, head: bytes, where: str) -> Answer:
    """Send a request head and return the response; on an error close the connection."""
    try:
        return await connection.send(head, where)
    except BaseException:
        await asyncio.shield(asyncio.ensure_future(connection.close()))
        raise


def _closed_early(answer: Answer, where: str) -> FetchError:
    if answer.started:
        return Truncated(f"{where}: the host closed the connection before the end of the body")
    if answer.empty:
        return Unreachable(f"{where}: the host closed the connection without a response")
    return Unreachable(f"{where}: the host closed the connection before the end of the headers")
