"""Errors of fetching, with one base class. `reason` is a short, stable code that may be put into an event."""

from libs.retry import Failure


class FetchError(Failure):
    """Base of all errors of fetching. The message has host and path, never a query string, which may be a signature."""

    reason = "fetch-failed"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BadAddress(FetchError):
    """An invalid URL, a host that does not exist, or a request that the host rejects as malformed."""

    reason = "bad-address"


class AddressRefused(FetchError):
    """The host has an address that is not public. No connection was made."""

    reason = "address-refused"


class BadRedirect(FetchError):
    """Too many redirects, or one to an invalid URL."""

    reason = "bad-redirect"


class BadCertificate(FetchError):
    """The host's TLS certificate is not trusted, or belongs to another host."""

    reason = "bad-certificate"


class Gone(FetchError):
    """It does not exist, was deleted, or is private."""

    reason = "gone"


class Blocked(FetchError):
    """Access is denied: it requires a login, or blocks our country or IP address."""

    reason = "blocked"


class WrongContent(FetchError):
    """The content has another type than requested. `is_page`: it is a web page (HTML)."""

    reason = "wrong-content"

    def __init__(self, message: str, *, retry_after: float | None = None, is_page: bool = False) -> None:
        super().__init__(message, retry_after=retry_after)
        self.is_page = is_page


class BodyTooLarge(FetchError):
    """The body is larger than the limit."""

    reason = "too-large"


class TooLong(FetchError):
    """The video is longer than the limit."""

    reason = "too-long"


class IsLive(FetchError):
    """A running or scheduled live stream, which cannot be downloaded."""

    reason = "is-live"


class UnsupportedSite(FetchError):
    """No allowed extractor supports the page, or it does not offer the video as one file."""

    reason = "unsupported-site"


class Unreachable(FetchError):
    """The connection failed, or was closed before a response."""

    reason = "unreachable"
    transient = True


class TooSlow(FetchError):
    """The deadline (including retries) was exceeded, or the host sent no data for too long."""

    reason = "too-slow"
    transient = True


class Busy(FetchError):
    """The host returned 429 or 5xx."""

    reason = "busy"
    transient = True


class Truncated(FetchError):
    """The connection was closed before the end of the body."""

    reason = "truncated"
    transient = True


class ExtractorBroken(FetchError):
    """yt-dlp failed on a page that it supports. Upgrading yt-dlp usually helps."""

    reason = "extractor-broken"
    transient = True


KINDS: dict[str, type[FetchError]] = {
    kind.reason: kind
    for kind in (
        *(BadAddress, AddressRefused, BadRedirect, BadCertificate, Gone, Blocked, WrongContent, BodyTooLarge, TooLong),
        *(IsLive, UnsupportedSite, Unreachable, TooSlow, Busy, Truncated, ExtractorBroken),
    )
}
"""Error classes by reason. The child process that reads pages reports an error by its reason."""
