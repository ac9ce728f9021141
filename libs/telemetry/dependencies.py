"""Availability of a service's dependencies (broker, store, database). An outage is logged at its start and its end.

`watch` probes a `Dependency`: `watch(STORE, storage.probe)`. Other code reports with `down` and `up`.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from libs.telemetry import metrics

log = logging.getLogger(__name__)

PROBE_SECONDS = 10.0
"""Interval between two probes of a dependency, and the timeout of one."""

Probe = Callable[[], Awaitable[object]]
"""A cheap request to a dependency. Returns if it was answered, else raises."""


class Dependency:
    """The state of one dependency. It is up while no reporter (`by`) has reported it down.

    Metric `reelbus_dependency_up`: 1 or 0, absent before the first report. The start and the end of an outage are one
    WARNING each, however many calls fail meanwhile.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self._clock = clock
        self._failing: set[str] = set()
        self._since = 0.0
        self._answered: float | None = None
        """Time of the last answered probe."""

    @property
    def available(self) -> bool:
        """Whether no reporter reports a failure."""
        return not self._failing

    @property
    def silence(self) -> float | None:
        """Seconds since the last answered probe; None before the first one."""
        return None if self._answered is None else self._clock() - self._answered

    def down(self, reason: object, by: str = "probe") -> None:
        """Report that `by` got no answer; `reason` is an exception or a text."""
        if self.available:
            now = self._clock()
            # For probes, since the last answer: they run every few seconds. Others may not have called for hours.
            self._since = self._answered if by == "probe" and self._answered is not None else now
            metrics.DEPENDENCY_UP.labels(self.name).set(0)
            log.warning("%s is unavailable: %s", self.name, _text(reason))
        else:
            log.debug("%s is unavailable for %s: %s", self.name, by, _text(reason))
        self._failing.add(by)

    def up(self, by: str = "probe") -> None:
        """Report that `by` got an answer."""
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
        """Remove the last report of `by`, which has stopped. This logs nothing, because it is not an answer."""
        self._failing.discard(by)


BROKER, STORE, DATABASE = Dependency("broker"), Dependency("store"), Dependency("database")
SOURCE_DATABASE, MODEL, REDIS = Dependency("source-database"), Dependency("model"), Dependency("redis")


async def watch(dependency: Dependency, probe: Probe, seconds: float = PROBE_SECONDS) -> None:
    """Probe at once and every `seconds`, until cancelled. A probe that takes longer than `seconds` has failed."""
    while True:
        try:
            async with asyncio.timeout(seconds):
                await probe()
        except TimeoutError as error:
            dependency.down(error if str(error) else f"no answer within {seconds:g} s")
        except Exception as error:  # noqa: BLE001 - whatever a client raises: it is recorded, and probed again
            dependency.down(error)
        else:
            dependency.up()
        await asyncio.sleep(seconds)


def _text(reason: object) -> str:
    if isinstance(reason, BaseException):
        kind, text = type(reason).__name__, str(reason)
        return text if text.startswith(kind) else f"{kind}: {text}" if text else kind
    return str(reason)
