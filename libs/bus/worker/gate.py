"""The gate of a worker: while it is closed, no handler starts and nothing is fetched."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from libs.bus.errors import NotBefore
from libs.bus.worker import metrics

log = logging.getLogger(__name__)

LEAST_SECONDS = 0.1
"""Shortest time for which it closes: a handler that names a time in the past is not called in a busy loop."""
LOOK_SECONDS = 60.0
"""Longest timer: the time is one of the wall clock, which may be set meanwhile."""
LOGGED_SECONDS = 1.0
"""A shorter wait is logged at level DEBUG only: a rate limit may cause several a second."""
REASON_LENGTH = 500


class Gate:
    """Closed by a handler's `NotBefore`, and opened by itself at that time.

    It is one for all topics of the worker. A later time extends it, an earlier one changes nothing.
    """

    def __init__(self, group: str) -> None:
        self.closed = False
        self.until = 0.0
        """Unix seconds; 0 while it is open."""
        self.reason = ""
        self.on_open: list[Callable[[], None]] = []
        """Called when it opens."""
        self._timer: asyncio.TimerHandle | None = None
        self._level = logging.DEBUG
        self._waiting = metrics.WAITING.labels(group)
        self._waiting_until = metrics.WAITING_UNTIL.labels(group)

    @property
    def waiting(self) -> str | None:
        """One line with time and reason; None while it is open."""
        if not self.closed:
            return None
        until = datetime.fromtimestamp(self.until, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return f"waiting until {until}: {self.reason}"

    def close(self, error: NotBefore) -> None:
        """Close it until `error.time`, at least for a moment."""
        now = time.time()
        until = max(error.time, now + LEAST_SECONDS)
        if until <= self.until:
            return
        extended = until - (self.until or now)
        self.closed, self.until, self.reason = True, until, " ".join(error.reason.split())[:REASON_LENGTH]
        self._waiting.set(1)
        self._waiting_until.set(until)
        if extended >= LOGGED_SECONDS:
            self._level = logging.WARNING
            log.warning("%s", self.waiting)
        else:
            log.debug("%s", self.waiting)
        self._look()

    def stop(self) -> None:
        """Cancel its timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._waiting.set(0)
        self._waiting_until.set(0)

    def _look(self) -> None:
        """Open it if the time has come, else set the timer."""
        if self._timer is not None:
            self._timer.cancel()
        wait = self.until - time.time()
        if wait > 0:
            self._timer = asyncio.get_running_loop().call_later(min(wait, LOOK_SECONDS), self._look)
            return
        self.stop()
        self.closed, self.until = False, 0.0
        log.log(min(self._level, logging.INFO), "the wait is over: messages are handled again")
        self._level = logging.DEBUG
        for opened in self.on_open:
            opened()
