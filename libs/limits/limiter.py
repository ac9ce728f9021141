"""The interface of a limiter, implemented in process and on Redis. One test suite runs on both."""

from dataclasses import dataclass
from typing import Protocol


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
    at: float
    """Unix seconds, by the limiter's clock."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The call may not be sent for `seconds`. `reason` names the limit, for people: `GEMINI_RPM=60 is used up`."""

    seconds: float
    reason: str


class Limiter(Protocol):
    """Decides about all limits of a scope at once: everything is granted, or nothing and the time to wait."""

    async def acquire(self, scope: Scope, quota: Quota, cost: Cost) -> Grant | Wait:
        """Grant `cost` or say how long to wait. Never waits itself. Raises LimiterUnavailable if Redis is away."""
        ...

    async def settle(self, grant: Grant, tokens: int) -> None:
        """Correct the estimate by the tokens that the call really used."""
        ...

    async def block(self, scope: Scope, seconds: float, reason: str) -> None:
        """Grant nothing for `seconds`, in all replicas: the provider asked for it."""
        ...

    async def block_until_next_day(self, scope: Scope, reason: str) -> None:
        """Grant nothing until the provider's day turns."""
        ...
