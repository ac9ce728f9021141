"""One GET without redirects. Network errors become FetchErrors."""

import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager

import httpcore
import httpx

from libs.fetch.errors import BadAddress, BadCertificate, FetchError, TooSlow, Unreachable
from libs.fetch.http.pool import FAILURES, Pool
from libs.fetch.urls import host_and_path

DEFAULT_HEADERS = {
    "accept": "*/*",
    "accept-language": "en-US,en;q=0.9",
    "accept-encoding": "identity",
    "connection": "keep-alive",
}
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "range", "te"})
"""Headers that belong to the connection or change what a body is."""
MAX_COOKIES, MAX_COOKIE_LENGTH = 50, 4096
"""Cookies per response and characters of each, as in browsers. Responses with more are ignored."""


class Client:
    """Sends GET requests. The environment is ignored: a proxy would resolve host names without the check of addresses,
    and ~/.netrc would add passwords.
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
        """The response to a GET of `url`; its body is not read yet. Raises FetchError.

        Matching `cookies` are sent, unless `headers` have a cookie. Cookies of the response are added to `cookies`.
        """
        where = host_and_path(url)
        try:
            # With the Host header: httpx would decode the name first, and rejects some that exist.
            request = httpx.Request("GET", url, headers={"host": url.netloc.decode("ascii"), **self._headers})
            request.headers.update({name: value for name, value in headers.items() if name.lower() not in _OURS})
        except UnicodeError:
            raise BadAddress(f"{where}: a header to be sent is not ASCII") from None
        cookies.set_cookie_header(request)
        with _as_fetch_errors(where):
            response = await self._pool.get(request)
        try:
            found = response.headers.get_list("set-cookie")
            if 0 < len(found) <= MAX_COOKIES and max(map(len, found)) <= MAX_COOKIE_LENGTH:
                cookies.extract_cookies(response)
            with _as_fetch_errors(where):
                yield response
        finally:
            await response.aclose()


@contextmanager
def _as_fetch_errors(where: str) -> Iterator[None]:
    try:
        yield
    except FAILURES as error:
        raise _fetch_error(error, where) from error


def _fetch_error(error: Exception, where: str) -> FetchError:
    match error:
        case httpcore.ConnectTimeout():
            return Unreachable(f"{where}: connection timeout (FETCH_CONNECT_TIMEOUT_SECONDS)")
        case httpcore.TimeoutException():
            return TooSlow(f"{where}: the host sent no data in time (FETCH_READ_TIMEOUT_SECONDS)")
    return _certificate_error(error, where) or Unreachable(f"{where}: the connection failed ({_short_message(error)})")


def _certificate_error(error: BaseException, where: str) -> BadCertificate | None:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = cause.verify_message
            return BadCertificate(f"{where}: the certificate is not trusted ({reason}); FETCH_CA_FILE adds a CA")
        cause = cause.__cause__ or cause.__context__
    return None


def _short_message(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
