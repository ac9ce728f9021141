"""The interface of a limiter, implemented in process and on Redis. One test suite runs on both."""

from dataclasses import dataclass
from typing import Protocol

LIMITS = ("requests", "tokens", "images", "day", "blocked", "unknown")
"""Why a call waits: a limit a minute, that of the day, the provider asked for it, or Redis has no memory of the last
window's calls."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a provider counts together. Its limits hold per project: several keys of one project share them."""

    provider: str
    model: str
    project: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Limits of a scope; None: no such limit."""

    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    images_per_minute: int | None = None
    requests_per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call takes. `tokens` is an estimate until `settle` corrects it."""

    requests: int = 1
    tokens: int = 0
    images: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """The call may be sent now."""

    scope: Scope
    cost: Cost
    at: int
    """Microseconds, by the limiter's own clock: for `settle`."""
    valid_until: float
    """Seconds of `time.monotonic`. A call that has not left by then needs another grant: the limit holds for the time
    of sending, and the limiter keeps a grant in its window for a little longer than the window, this time, and no more.
    """


@dataclass(frozen=True, slots=True)
class Wait:
    """The call may not be sent for `seconds`. `reason` names the limit, for people: `GEMINI_RPM=60 is used up`."""

    seconds: float
    reason: str
    limit: str
    """For machines: one of LIMITS."""


class Limiter(Protocol):
    """Decides about all limits of a scope at once: everything is granted, or nothing and the time to wait.

    All methods raise LimiterError: LimiterUnavailable within seconds if Redis is away.
    """

    async def acquire(self, scope: Scope, quota: Quota, cost: Cost) -> Grant | Wait:
        """Grant `cost` or say how long to wait: the earliest time at which it may be granted. Never waits itself.

        Raises CostAboveLimit if the call alone takes more than a limit allows.
        """
        ...

    async def settle(self, grant: Grant, tokens: int) -> None:
        """Correct the estimate by the tokens that the call really used. Once for each grant."""
        ...

    async def block(self, scope: Scope, seconds: float, reason: str) -> None:
        """Grant nothing for `seconds`, in all replicas: the provider asked for it."""
        ...

    async def block_until_next_day(self, scope: Scope, reason: str) -> None:
        """Grant nothing until the provider's day turns."""
        ...
