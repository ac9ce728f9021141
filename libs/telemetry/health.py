"""Health and metrics over HTTP, on one port: `/livez`, `/readyz`, `/metrics`."""

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self, cast

from aiohttp import web
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.exposition import choose_encoder

Check = Callable[[], bool]

_CLOSE_SECONDS = 1.0
"""How long a stopping process waits for open connections."""
CONNECTION_SECONDS = 10.0
"""Timeout from connecting to the end of the response, so that slow clients are disconnected."""
_NOT_OURS = (errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_NODATA, socket.EAI_AGAIN)
MOST_CONNECTIONS = 64
"""A new connection above this limit closes the oldest one, so that probes are always answered."""


class HealthServer:
    """`async with HealthServer(port, alive=…, ready=…) as health: health.port`.

    `/livez` and `/readyz` return 200 or 503 with one line of text. A ready process may say with `waiting` what it waits
    for: the line of `/readyz` is that text then, the status stays 200. `/metrics` returns Prometheus' text format, or
    OpenMetrics if the client accepts it. Port 0 is any free port; an empty `host` is every address. A connection is for
    one request, within `seconds`. Raises OSError if the port is in use or the address is not one of this machine.
    """

    def __init__(
        self,
        port: int,
        *,
        alive: Check,
        ready: Check,
        waiting: Callable[[], str | None] = lambda: None,
        host: str = "",
        registry: CollectorRegistry = REGISTRY,
        seconds: float = CONNECTION_SECONDS,
    ) -> None:
        self._address = (host, port)
        self._registry = registry
        self._seconds = seconds
        app = web.Application()
        app.router.add_get("/livez", _answer(alive, "alive"))
        app.router.add_get("/readyz", _answer(ready, "ready", waiting))
        app.router.add_get("/metrics", self._metrics)
        app.on_response_prepare.append(_close_after)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_SECONDS)
        self._listener: asyncio.Server | None = None
        self._turns = asyncio.Lock()
        self.connections: dict[web.RequestHandler, asyncio.TimerHandle] = {}
        """The open connections, oldest first, with their timers."""
        self.port = port

    async def __aenter__(self) -> Self:
        listener = listen(*self._address)
        self.port = listener.getsockname()[1]
        await self._runner.setup()
        self._listener = await asyncio.get_running_loop().create_server(lambda: _Connection(self), sock=listener)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._listener is not None:
            self._listener.close()
        await self._runner.cleanup()

    @property
    def manager(self) -> web.Server:
        """aiohttp's server of the connections."""
        return cast(web.Server, self._runner.server)

    def opened(self, connection: web.RequestHandler) -> None:
        """Register `connection` and start its timer; close the oldest one if there are too many."""
        while len(self.connections) >= MOST_CONNECTIONS:
            oldest, timer = next(iter(self.connections.items()))
            timer.cancel()
            self._end(oldest)
        loop = asyncio.get_running_loop()
        self.connections[connection] = loop.call_later(self._seconds, self._end, connection)

    def closed(self, connection: web.RequestHandler) -> None:
        """Remove `connection` and its timer."""
        timer = self.connections.pop(connection, None)
        if timer is not None:
            timer.cancel()

    def _end(self, connection: web.RequestHandler) -> None:
        self.connections.pop(connection, None)
        if connection.transport is not None:
            connection.transport.abort()

    async def _metrics(self, request: web.Request) -> web.Response:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        async with self._turns:  # takes some milliseconds: only one per iteration of the event loop
            await asyncio.sleep(0)
            body = encode(self._registry)
        return web.Response(body=body, headers={"Content-Type": content_type})


class _Connection(web.RequestHandler):
    """A connection that reports its start and end to the server: aiohttp has no limits for connections."""

    __slots__ = ("_health",)

    def __init__(self, health: HealthServer) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(health.manager, loop=loop, access_log=None, lingering_time=0)  # type: ignore[arg-type]
        self._health = health

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._health.opened(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._health.closed(self)
        super().connection_lost(exc)


async def _close_after(_: web.Request, response: web.StreamResponse) -> None:
    response.force_close()
    response.headers["Connection"] = "close"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; an empty `host` is every address, IPv6 and IPv4. Raises OSError that names the setting.

    One socket is used for both families, because with port 0 two sockets would get different ports.
    """
    try:
        if host:
            return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        try:
            return socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True)
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise
            return socket.create_server(("", port))  # a machine without IPv6
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = "is taken: set PORT to another, or to 0 for any free one"
        elif host and error.errno in _NOT_OURS:
            message = f"HEALTH_HOST {host!r} is not an address of this machine: use 127.0.0.1, one of its own, or none"
            raise OSError(error.errno, message) from None
        else:
            reason = f"cannot be listened on: {error.strerror or error}"
        raise OSError(error.errno, f"port {port} for health and metrics {reason}") from None


def _answer(
    check: Check, word: str, waiting: Callable[[], str | None] = lambda: None
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        if not check():
            return web.Response(status=503, text=f"not {word}\n")
        return web.Response(text=f"{waiting() or word}\n")

    return answer
