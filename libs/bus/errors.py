"""What can go wrong on the bus. One base; the message says what, where and what to do."""

from libs.retry import Failure, Fault


class BusError(Exception):
    """Base of all errors of the bus."""


class Retryable(BusError):
    """This attempt failed for a reason that may pass (network, 429, 5xx, time-out): try again later.

    `delay` is the least number of seconds to wait, where the other side said so (Retry-After).
    """

    def __init__(self, message: str, *, delay: float | None = None) -> None:
        super().__init__(message)
        self.delay = delay


class Rejected(BusError):
    """The input will never work (bad, private, too large): straight to the dead letters."""


class Unreadable(Rejected):
    """Bytes on a topic that cannot be read as records: straight to the dead letters, as they are."""


class SetupError(BusError):
    """The bus as configured cannot be used: wrong address, certificate, password or missing topics."""


class Unreachable(SetupError):
    """No broker answered: it may come up later."""


def verdict(failure: Failure) -> Exception:
    """What a handler's `failure` is to the worker: Retryable, Rejected, or itself, which counts as a bug.

    What people put right (keys, permissions, a full disk) is retried: events wait for them in the retry topics.
    """
    if failure.transient or failure.fault is Fault.SETUP:
        return Retryable(str(failure), delay=failure.retry_after)
    return Rejected(str(failure)) if failure.fault is Fault.INPUT else failure
