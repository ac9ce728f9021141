"""When a failed attempt is repeated. A retry policy is a value."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from libs.llm.errors import ModelUnavailable


@dataclass(frozen=True, slots=True)
class Retry:
    """At most `attempts` attempts, `base * 2**n` seconds apart, up to `cap`, each shortened by up to a half."""

    attempts: int = 3
    base: float = 0.25
    cap: float = 4.0

    def delay(self, attempt: int, error: ModelUnavailable, remaining: float, jitter: float) -> float | None:
        """Seconds to wait after failed `attempt` (from 1), or None to give up.

        `remaining` is what is left of the deadline in seconds; a wait that does not fit is given up at once, for
        whoever waits is better served by an early answer. `jitter` is from 0 to 1.
        """
        if not error.transient or attempt >= self.attempts:
            return None
        delay = error.retry_after
        if delay is None:
            delay = min(self.cap, self.base * 2 ** (attempt - 1)) * (1 - jitter / 2)
        return delay if delay < remaining else None


def retry_after(milliseconds: str | None, seconds: str | None, now: datetime | None = None) -> float | None:
    """The wait a response asks for, from `retry-after-ms` and `retry-after` (seconds or an HTTP date)."""
    for text, scale in ((milliseconds, 0.001), (seconds, 1.0)):
        try:
            value = float(text or "") * scale
        except ValueError:
            continue
        if math.isfinite(value):
            return max(0.0, value)
    try:
        when = parsedate_to_datetime(seconds or "")
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - (now or datetime.now(UTC))).total_seconds())
