"""Connections to checked addresses only: one DNS lookup, a check of all its addresses, and no second lookup."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpcore
from httpcore import SOCKET_OPTION

from libs.fetch.addresses import AllowList
from libs.fetch.errors import AddressRefused, BadAddress, Unreachable

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Addresses of a host name. Raises OSError (socket.gaierror)."""

MAX_ADDRESSES = 4
"""How many of a host's addresses are tried."""

_LOOKUPS = ThreadPoolExecutor(16, thread_name_prefix="fetch-dns")
"""Lookups cannot be cancelled. They have their own threads, so that slow ones delay only other lookups."""


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses of `host` from the operating system, which also accepts `0x7f.1` or `2130706433`."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_LOOKUPS, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves, checks and connects. The connection pool uses it for each connection, also after a redirect. TLS is
    above it and verifies the host name, not the address.
    """

    def __init__(self, allowed: AllowList, resolver: Resolver, network: httpcore.AsyncNetworkBackend) -> None:
        self._allowed = allowed
        self._resolver = resolver
        self._network = network

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a checked address of `host`. `timeout` (seconds) applies to the lookup and to each address.

        Raises AddressRefused, BadAddress, Unreachable, and httpcore's connection errors.
        """
        failure: Exception = Unreachable(f"{host}: has no address")
        for address in (await self._resolve_checked(host, port, timeout))[:MAX_ADDRESSES]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        """Not supported."""
        raise AddressRefused("connections to Unix sockets are not allowed")

    async def sleep(self, seconds: float) -> None:
        """For httpcore's own retries, which are off."""
        await asyncio.sleep(seconds)

    async def _resolve_checked(self, host: str, port: int, seconds: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._resolver(host, port)
        except TimeoutError:
            raise Unreachable(f"{host}: the DNS lookup took longer than {seconds:g} s") from None
        except (socket.gaierror, UnicodeError) as error:
            if isinstance(error, UnicodeError) or error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
                raise BadAddress(f"{host}: the host does not exist") from None
            raise Unreachable(f"{host}: the DNS lookup failed ({error.strerror})") from None
        if not self._allowed.allows_host(host, port):
            for address in addresses:
                # One such address is enough: a mix of public and private addresses is suspicious.
                # The message does not contain it: it must not reveal addresses of our network.
                if not self._allowed.allows_address(address, port):
                    raise AddressRefused(
                        f"{host} (port {port}) has an address that is not public: connection not allowed "
                        "(FETCH_ALLOW_PRIVATE allows hosts)"
                    )
        return addresses
