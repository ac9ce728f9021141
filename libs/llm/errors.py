"""Errors of calling a model, with one base class. `summary` is short, fixed and may be put into an event."""

from libs.retry import Failure, Fault


class LLMError(Failure):
    """Base of all errors of calling a model. The message is for logs: it may quote the provider, but no key."""

    summary = "the model could not be asked"
    opens_breaker = True
    """Whether the breaker counts the error: it is a failure of the model, not of this request."""

    @property
    def label(self) -> str:
        """`ClassName: summary`, without any text from outside."""
        return f"{type(self).__name__}: {self.summary}"


class ModelUnavailable(LLMError):
    """The provider could not be reached, returned 5xx, or denied access (key, credit, unknown model)."""

    summary = "the provider could not be reached or would not serve"
    fault = Fault.SETUP

    def __init__(self, message: str, *, transient: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.transient = transient
        self.retry_after = retry_after


class RateLimited(ModelUnavailable):
    """The provider returned 429. Retried only if `retry_after` seconds are within the deadline."""

    summary = "the provider's rate limit is used up"


class CircuitOpen(ModelUnavailable):
    """The model failed several times in a row, so it was not called. Next attempt in `retry_after` seconds."""

    summary = "the model failed repeatedly and is left alone for a while"
    opens_breaker = False


class ModelTimeout(LLMError):
    """The model was called and did not answer before the deadline, including retries."""

    summary = "the model did not answer in time"
    transient = True


class ModelBusy(LLMError):
    """No free slot (LLM_CONCURRENCY) or call per minute (LLM_RPM) before the deadline: the model was not called."""

    summary = "our own limit of calls was reached"
    transient = True
    opens_breaker = False


class RequestRefused(LLMError):
    """The provider rejected this request (400, 403, 413, 422): too long, moderated, or not supported."""

    summary = "the provider refused this request"
    opens_breaker = False


class BadAnswer(LLMError):
    """The model's answer is not usable: truncated, refused, not JSON, or not in the schema.

    The breaker does not count it: an untrusted text can cause it with any model.
    """

    summary = "the model's answer was not usable"
    opens_breaker = False
