"""OpenAI's error answers as errors of a call. Pure: status, headers and body in, a CallError out."""

from collections.abc import Callable, Mapping

from libs.ledger.errors import Blocked, CallError, NotServed, RateLimited, Refused, Unknown
from libs.llm.status import requested_wait
from services.enhance.providers.reading import error_object, text
from services.enhance.providers.status import foreign

OWN = frozenset({409, 500, 503})
"""Errors of the provider that pass. A gateway may send others, such as 504, of a call that it passed on."""
SAFETY = frozenset({"moderation_blocked", "content_policy_violation"})
NO_LOOKUP = frozenset({"no-access", "no-endpoint"})
"""Causes of a lookup of a model that say nothing of the calls for images."""
NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})


def from_status(
    status: int, headers: Mapping[str, str], body: bytes, where: str, shown: Callable[[str], str]
) -> CallError:
    """The error for an answer that is not 2xx. `shown` makes a provider's message fit for people."""
    error = error_object(body)
    at = f"{where}: HTTP {status}"
    if error is None or status // 100 == 3:
        return foreign(status, headers, at)
    codes = {text(error.get("code")), text(error.get("type"))}
    message = f"{at}: {shown(text(error.get('message'), longest=4000))}"
    wait = requested_wait(headers.get("retry-after-ms"), headers.get("retry-after"))
    if codes & SAFETY:
        return Blocked(f"{at}: blocked by the provider")
    if (cause := _not_served(status, codes)) is not None:
        # 401 without the provider's message, which quotes a part of the key.
        return NotServed(f"{at}: check the key" if cause == "wrong-key" else message, cause=cause)
    if status == 429:
        return RateLimited(message, retry_after=wait)
    if status in OWN:
        return Refused(message, again=True, retry_after=wait)
    return Unknown(message, cause="proxy") if status >= 500 or status == 408 else Refused(message)


def _not_served(status: int, codes: set[str]) -> str | None:
    """The cause if no call at all is served."""
    if codes & NO_CREDIT or status == 402:
        return "no-credit"
    if status == 404:
        return "no-model" if "model_not_found" in codes else "no-endpoint"
    return {401: "wrong-key", 403: "no-access"}.get(status)
