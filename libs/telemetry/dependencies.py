"""What a service depends on (broker, store, database): does it answer? Said once when it goes and once when it is back.

A service names a `Dependency` and lets `watch` probe it: `watch(STORE, storage.check)`. Who finds out by other means
reports with `down` and `up`.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from libs.telemetry import metrics

log = logging.getLogger(__name__)

PROBE_SECONDS = 10.0
"""Between two probes of a dependency, and the longest that one may take."""

Probe = Callable[[], Awaitable[object]]
"""Asks a dependency for something cheap. Returns when it answered; raises when it did not."""


class Dependency:
    """One thing that a service needs. It is up while none of those who report about it says otherwise.

    Metric `reelbus_dependency_up`: 1 or 0, absent before the first report. Going and coming back are one WARNING
    each, however many calls fail meanwhile.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self._clock = clock
        self._failing: set[str] = set()
        self._since = 0.0
        self._answered: float | None = None
        """When a probe was answered last."""

    @property
    def available(self) -> bool:
        """False from the first failure to the end of the last one."""
        return not self._failing

    @property
    def silence(self) -> float | None:
        """Seconds since a probe was answered last; None before the first answer."""
        return None if self._answered is None else self._clock() - self._answered

    def down(self, reason: object, by: str = "probe") -> None:
        """`by` got no answer, for `reason` (an exception or a text). Away since the last answer, if a probe says so."""
        if self.available:
            now = self._clock()
            # Probes come every few seconds: the others may have had nothing to ask for hours.
            self._since = self._answered if by == "probe" and self._answered is not None else now
            metrics.DEPENDENCY_UP.labels(self.name).set(0)
            log.warning("%s is unavailable: %s", self.name, _text(reason))
        else:
            log.debug("%s is unavailable for %s: %s", self.name, by, _text(reason))
        self._failing.add(by)

    def up(self, by: str = "probe") -> None:
        """`by` got an answer."""
        if by == "probe":
            self._answered = self._clock()
        if self.available:
            metrics.DEPENDENCY_UP.labels(self.name).set(1)
            return
        self._failing.discard(by)
        if self.available:
            metrics.DEPENDENCY_UP.labels(self.name).set(1)
            log.warning("%s is available again after %.0f s", self.name, self._clock() - self._since)

    def forget(self, by: str) -> None:
        """`by` gave up: what it said last counts no longer. Says nothing, for that is no answer."""
        self._failing.discard(by)


BROKER, STORE, DATABASE = Dependency("broker"), Dependency("store"), Dependency("database")
SOURCE_DATABASE, MODEL = Dependency("source-database"), Dependency("model")


async def watch(dependency: Dependency, probe: Probe, seconds: float = PROBE_SECONDS) -> None:
    """Probe at once and every `seconds`, until cancelled. A probe that takes longer than `seconds` has failed."""
    while True:
        try:
            async with asyncio.timeout(seconds):
                await probe()
        except TimeoutError as error:
            dependency.down(error if str(error) else f"no answer within {seconds:g} s")
        except Exception as error:  # noqa: BLE001 - whatever a client raises: it is recorded, and asked again
            dependency.down(error)
        else:
            dependency.up()
        await asyncio.sleep(seconds)


def _text(reason: object) -> str:
    if isinstance(reason, BaseException):
        kind, text = type(reason).__name__, str(reason)
        return text if text.startswith(kind) else f"{kind}: {text}" if text else kind
    return str(reason)
