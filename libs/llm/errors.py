"""What can go wrong when a model is asked. One base; `summary` is short, fixed and safe to put into an event."""

from libs.retry import Failure, Fault


class LLMError(Failure):
    """Base of all errors of asking a model. The message is for logs: it may quote the provider, never a key."""

    summary = "the model could not be asked"
    opens_breaker = True
    """Whether this speaks against the model's health (the breaker counts it), not against this one request."""

    @property
    def label(self) -> str:
        """`ClassName: summary`, which holds nothing that came from outside."""
        return f"{type(self).__name__}: {self.summary}"


class ModelUnavailable(LLMError):
    """The provider could not be reached, answered 5xx, or will not serve us (key, credit, unknown model)."""

    summary = "the provider could not be reached or would not serve"
    fault = Fault.SETUP

    def __init__(self, message: str, *, transient: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.transient = transient
        self.retry_after = retry_after


class RateLimited(ModelUnavailable):
    """The provider said 429. Asked again only if `retry_after` seconds fit in what is left of the deadline."""

    summary = "the provider's rate limit is used up"


class CircuitOpen(ModelUnavailable):
    """The model failed several times in a row, so it was not asked at all; `retry_after` seconds are left."""

    summary = "the model failed repeatedly and is left alone for a while"
    opens_breaker = False


class ModelTimeout(LLMError):
    """The model was asked and did not answer before the deadline, retries included."""

    summary = "the model did not answer in time"
    transient = True


class ModelBusy(LLMError):
    """All slots (LLM_CONCURRENCY) or this minute's calls (LLM_RPM) stayed taken: the model was not asked."""

    summary = "our own limit of calls was reached"
    transient = True
    opens_breaker = False


class RequestRefused(LLMError):
    """The provider did not accept this request (400, 403, 413, 422): too long, moderated, or not understood."""

    summary = "the provider refused this request"
    opens_breaker = False


class BadAnswer(LLMError):
    """The model answered, but not with what was asked for: cut off, refused, not JSON, or not in the schema.

    It does not count against the model's health: a stranger's text can make any model ramble.
    """

    summary = "the model's answer was not usable"
    opens_breaker = False
