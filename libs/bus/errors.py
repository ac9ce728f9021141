"""Errors of the bus, with one base class."""

from libs.retry import Failure, Fault

MOST_SECONDS = 1e11
"""Times from here on, in the year 5138, are taken for milliseconds."""


class BusError(Exception):
    """Base of all errors of the bus."""


class Retryable(BusError):
    """A temporary failure (network, 429, 5xx, timeout): the message is retried later.

    `delay` is the minimum wait in seconds, if the server named one (Retry-After).
    """

    def __init__(self, message: str, *, delay: float | None = None) -> None:
        super().__init__(message)
        self.delay = delay


class NotBefore(BusError):
    """The work may not begin before `time` (Unix seconds): a quota is used up, or a budget. The message waits where it
    is, uses no attempt, and no other message is handled meanwhile. `reason` is one line for people.

    Raises ValueError for a time that is not one: NaN, infinite, or milliseconds.
    """

    def __init__(self, time: float, reason: str) -> None:
        if not abs(time) < MOST_SECONDS:
            raise ValueError(f"NotBefore needs a time in Unix seconds, not {time}")
        super().__init__(reason)
        self.time = time
        self.reason = reason


class Rejected(BusError):
    """A permanent failure (invalid, private or too large input): the message becomes a dead letter without a retry."""


class Unreadable(Rejected):
    """Bytes on a topic that cannot be parsed as records: they become a dead letter unchanged."""


class SetupError(BusError):
    """The bus cannot be used as configured: wrong address, certificate or password, or missing topics."""


class Unreachable(SetupError):
    """No broker answered. It may be available later."""


def verdict(failure: Failure) -> Exception:
    """The error that a handler's `failure` counts as: Retryable, Rejected, or itself, which counts as a bug.

    What people must fix (keys, permissions, a full disk) is retried: events wait in the retry topics meanwhile.
    """
    if failure.transient or failure.fault is Fault.SETUP:
        return Retryable(str(failure), delay=failure.retry_after)
    return Rejected(str(failure)) if failure.fault is Fault.INPUT else failure
