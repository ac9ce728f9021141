"""One GET, without its redirects, its failures told in our own errors."""

import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager

import httpcore
import httpx

from libs.fetch.errors import BadAddress, BadCertificate, FetchError, TooSlow, Unreachable
from libs.fetch.http.pool import FAILURES, Pool
from libs.fetch.urls import place

DEFAULT_HEADERS = {
    "accept": "*/*",
    "accept-language": "en-US,en;q=0.9",
    "accept-encoding": "identity",
    "connection": "keep-alive",
}
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "range", "te"})
"""Headers that belong to the connection or change what a body is."""
MOST_COOKIES, LONGEST_COOKIE = 50, 4096
"""Of one answer, and characters of each, as browsers have it; others are ignored."""


class Client:
    """Asks for addresses. Nothing of the environment is used: a proxy named there would do the look-ups, past our check
    of addresses, and ~/.netrc would send its passwords.
    """

    def __init__(self, pool: Pool, user_agent: str) -> None:
        self._pool = pool
        self._headers = {**DEFAULT_HEADERS, "user-agent": user_agent}

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    @asynccontextmanager
    async def get(
        self, url: httpx.URL, headers: Mapping[str, str], cookies: httpx.Cookies
    ) -> AsyncIterator[httpx.Response]:
        """The answer to a GET of `url`, its body not read yet. All errors are FetchErrors.

        `cookies` that are this host's are sent, unless `headers` hold a cookie; those that it sets are added.
        """
        where = place(url)
        try:
            # The host named here: httpx would decode the name first, and refuses some that exist.
            request = httpx.Request("GET", url, headers={"host": url.netloc.decode("ascii"), **self._headers})
            request.headers.update({name: value for name, value in headers.items() if name.lower() not in _OURS})
        except UnicodeError:
            raise BadAddress(f"{where}: a header to be sent is not ASCII") from None
        cookies.set_cookie_header(request)
        with _told(where):
            response = await self._pool.get(request)
        try:
            found = response.headers.get_list("set-cookie")
            if 0 < len(found) <= MOST_COOKIES and max(map(len, found)) <= LONGEST_COOKIE:
                cookies.extract_cookies(response)
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
    return _certificate(error, where) or Unreachable(f"{where}: the connection failed ({_brief(error)})")


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
