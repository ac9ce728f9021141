"""One GET, without its redirects, its failures told in our own errors."""

import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from libs.fetch.errors import BadAddress, BadCertificate, FetchError, TooSlow, Truncated, Unreachable, WrongContent
from libs.fetch.network import Resolver
from libs.fetch.pool import FAILURES, Pool
from libs.fetch.settings import FetchSettings
from libs.fetch.urls import place

DEFAULT_HEADERS = {"accept": "*/*", "accept-language": "en-US,en;q=0.9", "accept-encoding": "identity"}
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "range", "te"})
"""Headers that belong to the connection or change what a body is."""


def client(
    settings: FetchSettings, resolver: Resolver, network: httpcore.AsyncNetworkBackend | None = None
) -> httpx.AsyncClient:
    """An HTTP client for untrusted addresses.

    `trust_env` is off: a proxy named in the environment would do the look-ups, past our check of addresses, and
    ~/.netrc would send its passwords. No cookie is kept: two million hosts would each leave theirs.
    """
    return httpx.AsyncClient(
        transport=Pool(settings, resolver, network),
        timeout=httpx.Timeout(settings.read_timeout_seconds, connect=settings.connect_timeout_seconds, pool=None),
        headers={**DEFAULT_HEADERS, "user-agent": settings.user_agent},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        trust_env=False,
        follow_redirects=False,
    )


@asynccontextmanager
async def exchange(
    client: httpx.AsyncClient, url: httpx.URL, headers: Mapping[str, str]
) -> AsyncIterator[httpx.Response]:
    """The answer to a GET of `url`, its body not read yet. All errors are FetchErrors."""
    given = {name: value for name, value in headers.items() if name.lower() not in _OURS}
    where = place(url)
    with _told(where):
        try:
            request = client.build_request("GET", url, headers=given)
        except UnicodeError:
            raise BadAddress(f"{where}: a header to be sent is not ASCII") from None
        response = await client.send(request, stream=True)
    try:
        with _told(where):
            yield response
    finally:
        await response.aclose()


@contextmanager
def _told(where: str) -> Iterator[None]:
    try:
        yield
    except FAILURES as error:
        raise _translated(error, where) from error


def _translated(error: Exception, where: str) -> FetchError:
    match error:
        case httpcore.ConnectTimeout():
            return Unreachable(f"{where}: no connection in time (FETCH_CONNECT_TIMEOUT_SECONDS)")
        case httpcore.TimeoutException():
            return TooSlow(f"{where}: the host fell silent (FETCH_READ_TIMEOUT_SECONDS)")
        case httpcore.RemoteProtocolError():
            return _improper(str(error), where)
        case httpcore.ProtocolError() | httpcore.UnsupportedProtocol():
            return BadAddress(f"{where}: cannot be asked for ({_brief(error)})")
    return _certificate(error, where) or Unreachable(f"{where}: the connection failed ({_brief(error)})")


def _improper(said: str, where: str) -> FetchError:
    """By the words of h11, which has one class for all of these; tests hold them against it."""
    if "without sending complete message body" in said or "incomplete chunked read" in said:
        return Truncated(f"{where}: the connection ended before the body did")
    if "disconnected without sending" in said:
        return Unreachable(f"{where}: the host closed the connection without an answer")
    return WrongContent(f"{where}: the answer is not proper HTTP ({said[:100]})")


def _certificate(error: BaseException, where: str) -> BadCertificate | None:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message
            return BadCertificate(f"{where}: the certificate is not trusted ({why}); FETCH_CA_FILE adds a CA")
        cause = cause.__cause__ or cause.__context__
    return None


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
