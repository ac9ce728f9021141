"""Health and metrics over HTTP, on one port: `/livez`, `/readyz`, `/metrics`."""

import errno
import socket
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from aiohttp import web
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.exposition import choose_encoder

Check = Callable[[], bool]

_CLOSE_SECONDS = 1.0
"""A scraper's open connection does not hold a stopping process for longer."""


class HealthServer:
    """`async with HealthServer(port, alive=…, ready=…) as health: health.port`.

    `/livez` and `/readyz` answer 200 or 503 with one line of text. `/metrics` speaks Prometheus' text format, or
    OpenMetrics to who asks for it. Port 0 takes any free one. Raises OSError when the port is taken.
    """

    def __init__(
        self, port: int, *, alive: Check, ready: Check, host: str = "", registry: CollectorRegistry = REGISTRY
    ) -> None:
        self._address = (host, port)
        self._registry = registry
        app = web.Application()
        app.router.add_get("/livez", _answer(alive, "alive"))
        app.router.add_get("/readyz", _answer(ready, "ready"))
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_SECONDS)
        self.port = port

    async def __aenter__(self) -> Self:
        listener = listen(*self._address)
        self.port = listener.getsockname()[1]
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _metrics(self, request: web.Request) -> web.Response:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self._registry), headers={"Content-Type": content_type})


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; an empty `host` is every address, IPv6 and IPv4. Raises OSError that names the port.

    One socket for both families, since with port 0 two sockets would get two different ports.
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
        else:
            reason = f"cannot be listened on: {error.strerror or error}"
        raise OSError(error.errno, f"port {port} for health and metrics {reason}") from None


def _answer(check: Check, word: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        good = check()
        return web.Response(status=200 if good else 503, text=f"{word if good else f'not {word}'}\n")

    return answer
