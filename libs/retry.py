"""What an error says of another attempt, and when a failed attempt is repeated. A retry policy is a value."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto


class Fault(Enum):
    """Where the cause of a failure lies that does not pass by itself."""

    INPUT = auto()
    """In what was asked for: no attempt will ever succeed."""
    SETUP = auto()
    """In keys, permissions, a disk: people put it right, and an attempt after that succeeds."""
    CODE = auto()
    """Unknown, or in our own code: somebody has to look into it."""


class Failure(Exception):
    """Base of the errors of libs that depend on others: each says itself whether another attempt may help.

    `libs.retry.Retry` repeats the transient ones within a deadline. A handler lets all of them pass: the worker makes
    a retry or a dead letter of each (`libs.bus.errors.verdict`).
    """

    transient: bool = False
    """Whether another attempt may succeed without a change."""
    retry_after: float | None = None
    """The wait that the server requested, seconds; None if it did not."""
    fault: Fault = Fault.INPUT
    """Where the cause lies, if it is not transient."""


@dataclass(frozen=True, slots=True)
class Retry:
    """At most `attempts` attempts, `base * 2**n` seconds apart, up to `cap`, each shortened by up to a half."""

    attempts: int = 3
    base: float = 0.25
    cap: float = 4.0

    def delay(self, attempt: int, error: Failure, remaining: float, jitter: float) -> float | None:
        """Seconds to wait after failed `attempt` (from 1), or None if there is no further attempt.

        `remaining` is the time until the deadline in seconds. If the wait is longer, the result is None at once: an
        early answer is better for the caller, and the bus's retry topics can wait without using resources.
        `jitter` is from 0 to 1.
        """
        if not error.transient or attempt >= self.attempts:
            return None
        delay = error.retry_after
        if delay is None:
            delay = min(self.cap, self.base * 2 ** (attempt - 1)) * (1 - jitter / 2)
        return delay if delay < remaining else None


def retry_after(header: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait by a `Retry-After` header (seconds or an HTTP date); None if it is missing or invalid."""
    try:
        seconds = float(header or "")
    except ValueError:
        pass
    else:
        return max(0.0, seconds) if math.isfinite(seconds) else None
    try:
        when = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - (now or datetime.now(UTC))).total_seconds())
