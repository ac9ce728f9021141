"""HTTP answers that are not the provider's own: those of a proxy, a gateway or a wrong address. Pure."""

from collections.abc import Mapping

from libs.ledger.errors import CallError, NotServed, RateLimited, Refused, Unknown
from libs.retry import retry_after


def foreign(status: int, headers: Mapping[str, str], at: str) -> CallError:
    """The error for an answer without the provider's JSON. `at` names provider, model and status.

    5xx and 408 of a proxy come after it has passed the request on: whether the provider worked for it, and bills it,
    cannot be known. With another 4xx or a redirect, it was not passed on.
    """
    if status // 100 == 3:
        return NotServed(
            f"{at}: a redirect, which is not followed: check the address of the provider", cause="redirect"
        )
    if status == 429:
        return RateLimited(f"{at}: too many requests, by a proxy", retry_after=retry_after(headers.get("retry-after")))
    if status in (401, 403, 404, 405, 407):
        cause = "no-endpoint" if status in (404, 405) else "no-access"
        return NotServed(f"{at}, not by the provider itself: check its address and the proxy", cause=cause)
    if status // 100 == 4 and status != 408:
        return Refused(f"{at}, not by the provider itself")
    return Unknown(f"{at}, not by the provider itself", cause="proxy")
