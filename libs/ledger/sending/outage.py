"""Pauses of one model's calls, while its provider does not serve us or cannot be reached."""

import logging
import time
from collections.abc import Callable

from libs.ledger.errors import CallError, NotServed, RateLimited, Refused, Unknown
from libs.llm.breaker import Breaker
from libs.llm.errors import CircuitOpen
from libs.telemetry import metrics

log = logging.getLogger(__name__)

THRESHOLD = 5
"""Failures in a row without an answer of the provider that stop its calls. NotServed stops them at once."""
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 600.0
"""Seconds. Each pause is twice as long as the one before it."""
TRIAL_SECONDS = 5.0
"""How long to wait for the trial call after a pause, and how long the last one lets others go first."""
REMEMBERED = 1000
"""Calls that were not served."""


class Outage:
    """Whether calls of a model may be sent. After a pause one trial call is; its end decides about the others."""

    def __init__(self, provider: str, model: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._breaker = Breaker(THRESHOLD, FIRST_PAUSE, clock=clock)
        self._fields = {"provider": provider, "model": model}
        self._name = f"{provider}, model {model}"
        self._dependency = f"{provider}:{model}"
        self._pauses = 0
        self._answers = 0
        self._not_served: dict[str, int] = {}
        """Calls that were not served, and how many calls had been answered by then."""
        self._last_trial: str | None = None
        self.reason = ""
        """The last failure, for people."""

    @property
    def wait(self) -> float:
        """Seconds until a call may be sent; 0 if one may be now."""
        try:
            self._breaker.check()
        except CircuitOpen:
            return self._breaker.remaining or TRIAL_SECONDS
        return 0.0

    def lets_others_first(self, call_id: str) -> bool:
        """Whether this call was the last trial, and failed: if other calls wait too, one of them tells more."""
        return call_id == self._last_trial and self._breaker.state == "half_open"

    def enter(self, call_id: str) -> None:
        """Begin a call, if `wait` is 0. Each must end with `ended`."""
        if self._breaker.state == "half_open":
            self._last_trial = call_id
        self._breaker.enter()

    def is_own(self, call_id: str) -> bool:
        """Whether a call that is not served is so by its own fault: others were answered since it was not before."""
        return self._answers > self._not_served.get(call_id, self._answers)

    def ended(self, call_id: str, error: CallError | None) -> None:
        """Note how a call ended; None: with a result."""
        if isinstance(error, NotServed):
            if len(self._not_served) >= REMEMBERED:
                self._not_served.clear()
            self._not_served.setdefault(call_id, self._answers)
            self._failed(error, THRESHOLD)
        elif isinstance(error, Unknown) or (
            isinstance(error, Refused) and error.again and not isinstance(error, RateLimited)
        ):
            self._failed(error, 1)
        else:
            if self._pauses:
                log.info("%s: calls are answered again", self._name, extra=self._fields)
            self._pauses = 0
            self._answers += error is None
            self._last_trial = None
            self._breaker.succeeded()
            metrics.DEPENDENCY_UP.labels(self._dependency).set(1)

    def abandoned(self) -> None:
        """Note that the call was not sent after all."""
        self._breaker.abandoned()

    def _failed(self, error: CallError, weight: int) -> None:
        paused = self._breaker.state == "open"
        for _ in range(weight):
            self._breaker.failed()
        self.reason = f"{self._name}: {error}"
        if paused or self._breaker.state != "open":
            return
        metrics.DEPENDENCY_UP.labels(self._dependency).set(0)
        self._breaker.cooldown = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._pauses)
        level = logging.WARNING if self._pauses else logging.ERROR
        self._pauses += 1
        log.log(
            level, "%s: no calls for %.0f s, messages wait: %s", self._name, self._breaker.cooldown, error,
            extra=self._fields,
        )  # fmt: skip
