"""A circuit breaker: after repeated failures the model is not called for some time, so that it causes no delays."""

import time
from collections.abc import Callable
from typing import Literal

from libs.llm.errors import CircuitOpen

State = Literal["closed", "half_open", "open"]


class Breaker:
    """Opens after `threshold` consecutive failures; after `cooldown` seconds one trial call is allowed.

    Not thread-safe: for one event loop.
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
        """`closed`: calls are allowed. `open`: none is. `half_open`: one trial call is allowed, or running."""
        if self._opened_at is None:
            return "closed"
        return "half_open" if self.remaining == 0 else "open"

    @property
    def remaining(self) -> float:
        """Seconds until a call is allowed; 0 if it is."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + self.cooldown - self._clock())

    def check(self) -> None:
        """Raise CircuitOpen if a call is not allowed now."""
        if self.state == "open" or self._probing:
            raise CircuitOpen(
                f"not called: {self.failures} consecutive failures; next attempt in {self.remaining:.0f} s",
                retry_after=self.remaining,
            )

    def enter(self) -> None:
        """Begin a call, or raise CircuitOpen. Each call must end with succeeded, failed or abandoned."""
        self.check()
        self._probing = self.state == "half_open"

    def succeeded(self) -> None:
        """Note that the model answered."""
        self.failures = 0
        self._opened_at = None
        self._probing = False

    def failed(self) -> None:
        """Note that the model did not answer. While open, each failure (of the trial or of older calls) restarts the
        cooldown."""
        self.failures += 1
        if self._opened_at is not None or self.failures >= self.threshold:
            self._opened_at = self._clock()
        self._probing = False

    def abandoned(self) -> None:
        """Note that the call was cancelled, which says nothing about the model's health."""
        self._probing = False
