"""Google's error answers as errors of a call. Pure: status, headers and body in, a CallError out."""

import re
from collections.abc import Callable, Mapping

from libs.ledger.errors import CallError, NotServed, RateLimited, Refused, Unknown
from libs.retry import retry_after
from services.enhance.providers.reading import Object, error_object, objects, text
from services.enhance.providers.status import foreign

OWN = frozenset({408, 409, 499, 500, 503, 504})
"""Errors that pass. By Google's published terms a request that fails so is not billed."""

_DELAY = re.compile(r"(\d+(?:\.\d+)?)s")
_NO_QUOTA = re.compile(r"\blimit:\s*0\b")
_NO_CREDIT = re.compile(r"credits? (?:are|is|balance is) (?:depleted|exhausted|too low)", re.IGNORECASE)


def from_status(
    status: int, headers: Mapping[str, str], body: bytes, where: str, shown: Callable[[str], str]
) -> CallError:
    """The error for an answer that is not 200. `shown` makes a provider's message fit for people."""
    error = error_object(body)
    at = f"{where}: HTTP {status}"
    if error is None or status // 100 == 3:
        return foreign(status, headers, at)
    name, reasons = text(error.get("status")), _reasons(error)
    message = f"{at} {name}: {shown(text(error.get('message'), longest=4000))}"
    if status == 429:
        return _rate_limited(error, headers, message)
    if status in (401, 403, 404) or "API_KEY_INVALID" in reasons or name == "FAILED_PRECONDITION":
        # FAILED_PRECONDITION: no billing account, or not served from this country.
        return NotServed(message)
    if status in OWN:
        return Refused(message, again=True, retry_after=_delay(error, headers))
    return Unknown(message, cause="proxy") if status >= 500 else Refused(message)


def _rate_limited(error: Object, headers: Mapping[str, str], message: str) -> CallError:
    quotas = [
        f"{text(one.get('quotaId'))} {text(one.get('quotaMetric'))}".lower()
        for detail in objects(error.get("details"))
        for one in objects(detail.get("violations"))
    ]
    said = text(error.get("message"), longest=4000)
    if _NO_CREDIT.search(said) or _NO_QUOTA.search(said):
        return NotServed(message)
    daily = any("perday" in one or "per_day" in one for one in quotas)
    return RateLimited(message, retry_after=_delay(error, headers), daily=daily)


def _reasons(error: Object) -> set[str]:
    return {text(one.get("reason")) for one in objects(error.get("details"))}


def _delay(error: Object, headers: Mapping[str, str]) -> float | None:
    for one in objects(error.get("details")):
        match = _DELAY.fullmatch(text(one.get("retryDelay")))
        if match:
            return float(match[1])
    return retry_after(headers.get("retry-after"))
