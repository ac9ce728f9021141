"""What can go wrong with a stranger's address. One base; `reason` is a short, stable code that is safe in an event."""

from libs.retry import Failure


class FetchError(Failure):
    """Base of all errors of fetching. The message names host and path, never a query string: those carry signatures."""

    reason = "fetch-failed"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BadAddress(FetchError):
    """No URL that can be fetched, a host that does not exist, or a request that the host calls malformed."""

    reason = "bad-address"


class AddressRefused(FetchError):
    """The host has an address that is not public: it was not connected to."""

    reason = "address-refused"


class BadRedirect(FetchError):
    """Too many redirects, or one to something that is no http or https address."""

    reason = "bad-redirect"


class BadCertificate(FetchError):
    """The host's TLS certificate is not trusted, or is another host's."""

    reason = "bad-certificate"


class Gone(FetchError):
    """There is nothing, or nothing any more, or it is private."""

    reason = "gone"


class Blocked(FetchError):
    """It is there, but not for us: login, country, or our address is blocked."""

    reason = "blocked"


class WrongContent(FetchError):
    """Something else than what was asked for. `is_page`: it was a web page (HTML)."""

    reason = "wrong-content"

    def __init__(self, message: str, *, retry_after: float | None = None, is_page: bool = False) -> None:
        super().__init__(message, retry_after=retry_after)
        self.is_page = is_page


class BodyTooLarge(FetchError):
    """More bytes than the limit."""

    reason = "too-large"


class TooLong(FetchError):
    """The video lasts longer than the limit."""

    reason = "too-long"


class IsLive(FetchError):
    """A broadcast that is running or yet to come: it has no end that could be downloaded."""

    reason = "is-live"


class UnsupportedSite(FetchError):
    """No allowed extractor understands the page, or what it offers is not one plain file."""

    reason = "unsupported-site"


class Unreachable(FetchError):
    """No connection, or one that broke before an answer came."""

    reason = "unreachable"
    transient = True


class TooSlow(FetchError):
    """The deadline was over, retries included, or the host fell silent."""

    reason = "too-slow"
    transient = True


class Busy(FetchError):
    """429 or 5xx: later perhaps."""

    reason = "busy"
    transient = True


class Truncated(FetchError):
    """The connection ended before all that was announced had come."""

    reason = "truncated"
    transient = True


class ExtractorBroken(FetchError):
    """yt-dlp does not understand a page that it should: an upgrade usually mends it."""

    reason = "extractor-broken"
    transient = True


KINDS: dict[str, type[FetchError]] = {
    kind.reason: kind
    for kind in (
        *(BadAddress, AddressRefused, BadRedirect, BadCertificate, Gone, Blocked, WrongContent, BodyTooLarge, TooLong),
        *(IsLive, UnsupportedSite, Unreachable, TooSlow, Busy, Truncated, ExtractorBroken),
    )
}
"""Each error by its reason: how the child process that reads pages tells which one it met."""
