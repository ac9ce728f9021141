"""A circuit breaker: a model that keeps failing is left alone for a while, so that it delays nobody."""

import time
from collections.abc import Callable
from typing import Literal

from libs.llm.errors import CircuitOpen

State = Literal["closed", "half_open", "open"]


class Breaker:
    """Opens after `threshold` failures in a row; after `cooldown` seconds one call is let through to try.

    Not thread-safe: one event loop.
    """

    def __init__(
        self, threshold: int = 5, cooldown: float = 30.0, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.threshold = threshold
        self.cooldown = cooldown
        self.failures = 0
        self._clock = clock
        self._opened_at: float | None = None
        self._probing = False

    @property
    def state(self) -> State:
        """`closed`: calls pass. `open`: none does. `half_open`: one may try, or is trying."""
        if self._opened_at is None:
            return "closed"
        return "half_open" if self.remaining == 0 else "open"

    @property
    def remaining(self) -> float:
        """Seconds until a call is let through; 0 when one would be."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + self.cooldown - self._clock())

    def check(self) -> None:
        """Raise CircuitOpen if a call would not be let through now."""
        if self.state == "open" or self._probing:
            raise CircuitOpen(
                f"not asked: {self.failures} failures in a row; next attempt in {self.remaining:.0f} s",
                retry_after=self.remaining,
            )

    def enter(self) -> None:
        """Let a call through, or raise CircuitOpen. Each call ends in one of succeeded, failed, abandoned."""
        self.check()
        self._probing = self.state == "half_open"

    def succeeded(self) -> None:
        """The model answered."""
        self.failures = 0
        self._opened_at = None
        self._probing = False

    def failed(self) -> None:
        """The model did not answer. Once open, each failure (the trial's, or a straggler's) restarts the cooldown."""
        self.failures += 1
        if self._opened_at is not None or self.failures >= self.threshold:
            self._opened_at = self._clock()
        self._probing = False

    def abandoned(self) -> None:
        """The call ended without telling anything about the model's health (it was cancelled)."""
        self._probing = False
