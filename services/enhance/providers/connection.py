"""HTTP connections to a provider: no redirect, no connection used twice, and no more of a body than the limit.

Both SDKs take this client in place of their own.
"""

from collections.abc import AsyncIterator

import httpx2

from libs.ledger.errors import CallError, Unknown, Unreachable

MAX_ANSWER_BYTES = 96 * 1024 * 1024
"""Limit of a successful answer's body: some three pictures of 20 MB in base64, since interim ones come along."""
MAX_ERROR_BYTES = 256 * 1024
"""Limit of any other body."""
CONNECT_SECONDS = 10.0

NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
"""Raised before the first byte of a request: name, address, TLS, a proxy that opens no tunnel."""


class UnreadableBody(Exception):
    """The body is longer than the limit, or compressed, so that its size cannot be known in advance."""


def open_client() -> httpx2.AsyncClient:
    """A client for one event loop. The caller closes it.

    Redirects are not followed: they would send the key and the pictures to another host. A connection is used for one
    request: on one that the server has closed meanwhile, the call would end without an answer, and might be paid.
    """
    return httpx2.AsyncClient(
        follow_redirects=False,
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
        headers={"accept-encoding": "identity"},
        event_hooks={"request": [_limit_connecting], "response": [_limit_body]},
    )


def broken(error: Exception, where: str) -> CallError:
    """What an exception of the connection means for the call. `where` names provider and model."""
    causes = [error]
    while (cause := causes[-1].__cause__) is not None and isinstance(cause, Exception) and cause not in causes:
        causes.append(cause)
    for one in causes:
        if isinstance(one, NEVER_SENT):
            return Unreachable(f"{where}: cannot connect: {type(one).__name__}")
        if isinstance(one, UnreadableBody):
            return Unknown(f"{where}: {one}", cause="unreadable")
    return Unknown(
        f"{where}: the connection ended without an answer: {type(causes[-1]).__name__}", cause="disconnected"
    )


async def _limit_connecting(request: httpx2.Request) -> None:
    """Limit the time to connect alone: the caller has the deadline of the whole call."""
    times = {"connect": CONNECT_SECONDS, "read": None, "write": None, "pool": None}
    request.extensions = {**request.extensions, "timeout": times}


async def _limit_body(response: httpx2.Response) -> None:
    limit = MAX_ANSWER_BYTES if response.status_code == httpx2.codes.OK else MAX_ERROR_BYTES
    if response.headers.get("content-encoding", "identity") != "identity":
        raise UnreadableBody(f"HTTP {response.status_code} with a compressed body, which was not asked for")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_long(limit)
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _Bounded(response.stream, limit)


def _too_long(limit: int) -> UnreadableBody:
    return UnreadableBody(f"the answer is longer than {limit:,} bytes")


class _Bounded(httpx2.AsyncByteStream):
    """A stream that fails once more than `limit` bytes have come."""

    def __init__(self, stream: httpx2.AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        received = 0
        async for chunk in self._stream:
            received += len(chunk)
            if received > self._limit:
                raise _too_long(self._limit)
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
