"""What a provider's adapter raises instead of an answer. Each says whether the call may have been paid."""

from libs.ledger.usage import Usage
from libs.retry import Failure, Fault


class CallError(Failure):
    """Base: a call gave no usable answer. The message is one line for people, without a key or a prompt."""

    cause = "error"
    """Short and stable, for machines."""

    def __init__(self, message: str, *, cause: str | None = None, usage: Usage | None = None,
                 response_id: str | None = None, model: str | None = None) -> None:  # fmt: skip
        super().__init__(message)
        self.cause = cause or type(self).cause
        self.usage = usage
        """What the provider says it used: an answer without a picture is billed too."""
        self.response_id = response_id
        self.model = model
        """The model version that answered."""


class Refused(CallError):
    """A definitive answer without a result, or the connection never opened: another attempt is allowed.

    `again`: whether another attempt of the same call may help. `retry_after`: seconds that the provider asked for.
    """

    cause = "refused"
    counts = True
    """Whether it is a failure of this call, of which only some are allowed, or concerns all calls."""

    def __init__(
        self, message: str, *, again: bool = False, retry_after: float | None = None, cause: str | None = None,
        usage: Usage | None = None, response_id: str | None = None, model: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message, cause=cause, usage=usage, response_id=response_id, model=model)
        self.again = self.transient = again
        self.retry_after = retry_after


class Unreachable(Refused):
    """The connection never opened (name, address, TLS): nothing was sent. If that repeats, calls pause for a while."""

    cause = "unreachable"
    counts = False

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message, again=True, retry_after=retry_after)


class RateLimited(Refused):
    """The provider's limit is used up (429). All replicas wait `retry_after` seconds; `daily`: until its next day."""

    cause = "rate-limited"
    counts = False

    def __init__(self, message: str, *, retry_after: float | None = None, daily: bool = False) -> None:
        super().__init__(message, again=True, retry_after=retry_after)
        self.daily = daily


class NotServed(Refused):
    """The provider does not serve us at all: a retired or unknown model, a wrong key, no credit.

    It concerns every call, so none is sent for a while; people have to change a setting.
    """

    cause = "not-served"
    counts = False
    fault = Fault.SETUP


class Blocked(CallError):
    """Refused for safety. Final: the same request would be blocked again."""

    cause = "blocked"


class Unknown(CallError):
    """No answer (deadline, disconnect, half a body, a proxy's page): whether the call was paid cannot be known."""

    cause = "unknown"
