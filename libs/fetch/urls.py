"""What a stranger's address must look like, and what of it may be shown. Pure."""

import re
from urllib.parse import urljoin, urlsplit

import httpx

from libs.fetch.errors import BadAddress, BadRedirect
from libs.fetch.hosts import ascii_host
from libs.telemetry.redaction import redact

LONGEST = 4096
"""Characters. Signed URLs of CDNs have up to some 2,000."""
SHOWN = 120
_AUTHORITY = re.compile(r"(https?://)([^/?#@:\[\]]+)((?::[^/?#@]*)?(?:[/?#].*)?)", re.IGNORECASE | re.DOTALL)
"""Scheme, host that is a name, and the rest: split where httpx does."""


def checked(url: str) -> httpx.URL:
    """`url` parsed. Raises BadAddress unless it is http or https, with a host, without user and password.

    Any port will do: only public addresses are connected to, only GET is spoken, and no byte of a URL reaches the wire
    unescaped, so that a mail server or Redis at the other end sees nothing that it would obey.
    """
    if len(url) > LONGEST:
        raise BadAddress(f"{place(url)}: the address has {len(url)} characters, at most {LONGEST} are allowed")
    try:
        parsed = httpx.URL(_with_ascii_host(url.strip()))
        host, port = parsed.raw_host, parsed.port
    except (httpx.InvalidURL, ValueError):  # UnicodeError, which IDNA raises, is a ValueError
        raise BadAddress(f"{place(url)}: not an address") from None
    if parsed.scheme not in ("http", "https"):
        raise BadAddress(f"{place(url)}: only http:// and https:// addresses are fetched")
    if parsed.userinfo:
        raise BadAddress(f"{place(url)}: addresses with a user or password are not fetched")
    if not host or (port is not None and not 0 < port <= 65535):
        raise BadAddress(f"{place(url)}: the address has no host, or no port that exists")
    return parsed


def redirected(origin: httpx.URL, location: str | None) -> httpx.URL:
    """Where `location`, an answer's header, leads from `origin`. Raises BadRedirect."""
    if not location:
        raise BadRedirect(f"{place(origin)}: redirected to nowhere")
    path = re.split(r"[?#]", location, maxsplit=1)[0]
    try:
        # A backslash is a slash to browsers.
        return checked(urljoin(str(origin), path.replace("\\", "/") + location[len(path) :]))
    except (BadAddress, ValueError) as error:
        why = error if isinstance(error, BadAddress) else "not an address"
        raise BadRedirect(f"{place(origin)}: redirected to what is not fetched: {why}") from None


def _with_ascii_host(url: str) -> str:
    found = _AUTHORITY.fullmatch(url)
    return f"{found[1]}{ascii_host(found[2])}{found[3]}" if found else url


def place(url: str | httpx.URL) -> str:
    """Host and path of `url`, for messages: no user, no query string, one short line of printable characters."""
    text = str(url)[: 2 * LONGEST]
    try:
        parts = urlsplit(text)
        shown = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        shown = text.partition("?")[0].partition("#")[0].rpartition("@")[2]
    shown = "".join(c if c.isprintable() else "?" for c in redact(shown)) or "(no address)"
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
