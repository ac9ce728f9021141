"""Connections to checked addresses only: one look-up, a check of all that it gave, and no second look-up."""

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

TRIED = 4
"""How many of a host's addresses are tried."""

_LOOKUPS = ThreadPoolExecutor(16, thread_name_prefix="fetch-dns")
"""Look-ups cannot be cancelled. With threads of their own, names that answer slowly hold up nothing but look-ups."""


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the operating system resolves `host` to; it also takes `0x7f.1` or `2130706433` for an address."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_LOOKUPS, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Below the connection pool, so that every connection comes by, a redirect's as well. TLS is done above it and
    verifies against the host name, not the address.
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
        """Connect to a checked address of `host`. `timeout` in seconds is for the look-up and for each address.

        Raises AddressRefused, BadAddress, Unreachable, and httpcore's errors of connecting.
        """
        failure: Exception = Unreachable(f"{host}: has no address")
        for address in (await self._checked(host, port, timeout))[:TRIED]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        """No stranger gets here."""
        raise AddressRefused("a Unix socket is not fetched from")

    async def sleep(self, seconds: float) -> None:
        """For httpcore's own retries, which are off."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int, seconds: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._resolver(host, port)
        except TimeoutError:
            raise Unreachable(f"{host}: looking up its name took longer than {seconds:g} s") from None
        except (socket.gaierror, UnicodeError) as error:
            if isinstance(error, UnicodeError) or error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
                raise BadAddress(f"{host}: there is no such host") from None
            raise Unreachable(f"{host}: its name cannot be looked up ({error.strerror})") from None
        if not self._allowed.opens_host(host, port):
            for address in addresses:
                # Any, not all: who mixes a public and a private address is up to something.
                # The message does not name it: who asked may not learn what a name means in our network.
                if not self._allowed.permits(address, port):
                    raise AddressRefused(
                        f"{host} (port {port}) has an address that is not public: not connected "
                        "(FETCH_ALLOW_PRIVATE opens hosts)"
                    )
        return addresses
