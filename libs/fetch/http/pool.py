"""Connections kept open by host, each given back or closed whenever and however a request ends.

Not httpcore's own: its pool, as of 1.0.9, loses connections when a request is cancelled while it connects, gets its
turn or closes, and deadlines cancel a lot here; its parser keeps the event loop for seconds where a host sends chunks
of one byte. Of httpcore there remain the sockets and TLS.
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
from libs.fetch.http.http1 import Answer, Improper, request_head
from libs.fetch.http.network import CheckedNetwork, Resolver
from libs.fetch.settings import FetchSettings
from libs.fetch.urls import place

KEEP_ALIVE_SECONDS = 30
READ_BYTES = 64 * 1024
DEFAULT_PORTS = {"http": 80, "https": 443}
FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, ssl.SSLError)
"""What a request may raise beside our own errors."""


class Origin(NamedTuple):
    """What a connection leads to."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> "Origin":
        """The origin of `url`; its host in ASCII."""
        return cls(url.scheme, url.raw_host.decode("ascii"), url.port or DEFAULT_PORTS[url.scheme])


class Connection:
    """One connection to one origin, with one request at a time on it. Times in seconds."""

    def __init__(self, origin: Origin, pool: "Pool") -> None:
        self.origin = origin
        self._pool = pool
        self._socket: httpcore.AsyncNetworkStream | None = None
        self._stream: httpcore.AsyncNetworkStream | None = None
        self._answer: Answer | None = None
        self._first = b""
        """Bytes of the body that came with the head."""
        self._idle_since = 0.0

    async def ask(self, head: bytes, where: str) -> Answer:
        """Send `head`; gives the answer when its own head is there. Raises httpcore's errors and FetchError."""
        stream = self._stream or await self._connect()
        self._answer = Answer()
        with suppress(httpcore.WriteError):  # a host may answer before it has read all, and close
            await stream.write(head, self._pool.read_seconds)
        while not self._answer.started:
            self._first = await self._more(where)
        return self._answer

    async def body(self, where: str) -> AsyncIterator[bytes]:
        """The body of the answer. Raises httpcore's errors and FetchError."""
        assert self._answer is not None
        piece, self._first = self._first, b""
        while True:
            if piece:
                yield piece
            if self._answer.complete:
                self._idle_since = time.monotonic()
                return
            piece = await self._more(where)

    @property
    def connected(self) -> bool:
        """Whether it was used for a request before."""
        return self._stream is not None

    @property
    def unanswered(self) -> bool:
        """Whether not a byte of the last request's answer came."""
        return self._answer is not None and self._answer.nothing_came

    @property
    def usable(self) -> bool:
        """Whether another request may be sent: all was read, and neither side has closed."""
        return (
            self._stream is not None
            and self._answer is not None
            and self._answer.complete
            and self._answer.keep_alive
            and time.monotonic() - self._idle_since < KEEP_ALIVE_SECONDS
            # What idles and has something to be read was closed by its host.
            and not self._stream.get_extra_info("is_readable")
        )

    async def close(self) -> None:
        """Close the socket itself: that also ends what was cancelled halfway, such as a TLS handshake."""
        if self._socket is not None:
            await self._socket.aclose()

    async def _connect(self) -> httpcore.AsyncNetworkStream:
        pool, (scheme, host, port) = self._pool, self.origin
        self._socket = stream = await pool.network.connect_tcp(host, port, pool.connect_seconds)
        if scheme == "https":
            stream = await stream.start_tls(pool.tls, host, pool.connect_seconds)
        self._stream = stream
        return stream

    async def _more(self, where: str) -> bytes:
        """The next bytes of the body, maybe none."""
        stream, answer = self._stream, self._answer
        assert stream is not None
        assert answer is not None
        data = await stream.read(READ_BYTES, self._pool.read_seconds)
        if data:
            try:
                return answer.feed(data)
            except Improper as error:
                raise WrongContent(f"{where}: the answer is not proper HTTP ({error})") from None
        if answer.end():
            return b""
        raise _cut(answer, where)


class Pool:
    """How many requests run at a time is bounded by who calls it; as many connections idle."""

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
        """Send `request`, a GET; the response's body is not read yet. Raises httpcore's errors and FetchError."""
        url, where = request.url, place(request.url)
        try:
            head = request_head(url.raw_path, request.headers.raw)
        except ValueError as error:
            raise BadAddress(f"{where}: cannot be asked for: {error}") from None
        connection = await self._connection(Origin.of(url))
        kept = connection.connected
        try:
            answer = await _answered(connection, head, where)
        except (Unreachable, httpcore.NetworkError):
            if not (kept and connection.unanswered):
                raise
            # Its host closed it as we asked, as browsers know of. After a redirect every attempt would meet such a one.
            connection = Connection(Origin.of(url), self)
            answer = await _answered(connection, head, where)
        body = Body(connection, self, where)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, request=request)

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

    async def _connection(self, origin: Origin) -> Connection:
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
    """The body of an answer; its being closed gives the connection back."""

    def __init__(self, connection: Connection, pool: Pool, where: str) -> None:
        self._connection, self._pool, self._where = connection, pool, where
        self._closing: asyncio.Future[None] | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._connection.body(self._where)

    async def aclose(self) -> None:
        """Done once, and to its end, even if who waits for it is cancelled."""
        self._closing = self._closing or asyncio.ensure_future(self._pool.give_back(self._connection))
        await asyncio.shield(self._closing)


async def _answered(connection: Connection, head: bytes, where: str) -> Answer:
    """The head of the answer; the connection is closed where there is none."""
    try:
        return await connection.ask(head, where)
    except BaseException:
        await asyncio.shield(asyncio.ensure_future(connection.close()))
        raise


def _cut(answer: Answer, where: str) -> FetchError:
    if answer.started:
        return Truncated(f"{where}: the connection ended before the body did")
    if answer.nothing_came:
        return Unreachable(f"{where}: the host closed the connection without an answer")
    return Unreachable(f"{where}: the host closed the connection in the midst of its headers")
