"""Validating untrusted URLs, and shortening them for messages. Pure."""

import re
from urllib.parse import urljoin, urlsplit

import httpx

from libs.fetch.errors import BadAddress, BadRedirect
from libs.fetch.hosts import ascii_host
from libs.telemetry.redaction import redact

MAX_LENGTH = 4096
"""Characters. Signed URLs of CDNs have up to some 2,000."""
MAX_SHOWN = 120
_AUTHORITY = re.compile(r"(https?://)([^/?#@:\[\]]+)((?::[^/?#@]*)?(?:[/?#].*)?)", re.IGNORECASE | re.DOTALL)
"""Scheme, host name, and the rest, split as httpx does."""


def parse_url(url: str) -> httpx.URL:
    """Parse `url`. Raises BadAddress unless it is http or https, with a host, without user and password.

    All ports are allowed: only public addresses are connected to, only GET is sent, and all bytes of the URL are
    escaped, so that other servers (mail, Redis) do not receive valid commands.
    """
    if len(url) > MAX_LENGTH:
        raise BadAddress(f"{host_and_path(url)}: the URL has {len(url)} characters; the limit is {MAX_LENGTH}")
    try:
        parsed = httpx.URL(_with_ascii_host(url.strip()))
        host, port = parsed.raw_host, parsed.port
    except (httpx.InvalidURL, ValueError):  # UnicodeError, which IDNA raises, is a ValueError
        raise BadAddress(f"{host_and_path(url)}: invalid URL") from None
    if parsed.scheme not in ("http", "https"):
        raise BadAddress(f"{host_and_path(url)}: must be an http:// or https:// URL")
    if parsed.userinfo:
        raise BadAddress(f"{host_and_path(url)}: the URL must not contain a user or password")
    if not host or (port is not None and not 0 < port <= 65535):
        raise BadAddress(f"{host_and_path(url)}: the URL must have a host, and a port from 1 to 65535 if any")
    return parsed


def redirect_target(origin: httpx.URL, location: str | None) -> httpx.URL:
    """The target of a redirect from `origin` by the Location header `location`. Raises BadRedirect."""
    if not location:
        raise BadRedirect(f"{host_and_path(origin)}: redirect without a location")
    path = re.split(r"[?#]", location, maxsplit=1)[0]
    try:
        # Browsers treat a backslash as a slash.
        return parse_url(urljoin(str(origin), path.replace("\\", "/") + location[len(path) :]))
    except (BadAddress, ValueError) as error:
        reason = error if isinstance(error, BadAddress) else "invalid URL"
        raise BadRedirect(f"{host_and_path(origin)}: invalid redirect: {reason}") from None


def _with_ascii_host(url: str) -> str:
    found = _AUTHORITY.fullmatch(url)
    return f"{found[1]}{ascii_host(found[2])}{found[3]}" if found else url


def host_and_path(url: str | httpx.URL) -> str:
    """Host and path of `url`, for messages: without user and query string, one short line of printable characters."""
    text = str(url)[: 2 * MAX_LENGTH]
    try:
        parts = urlsplit(text)
        shown = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        shown = text.partition("?")[0].partition("#")[0].rpartition("@")[2]
    shown = "".join(c if c.isprintable() else "?" for c in redact(shown)) or "(no address)"
    return shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
