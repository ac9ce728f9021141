"""A filter for repeated log lines: during an outage aiokafka logs the same line some 75 times a second."""

import logging
import time
from collections.abc import Callable

REPEAT_SECONDS = 10.0
_REMEMBERED = 256


class Repeats(logging.Filter):
    """Drops a line of `logger` and its children if the same was logged in the last `seconds`.

    The next line that is logged has the number of dropped ones in its field `repeated`.
    """

    def __init__(
        self, logger: str, seconds: float = REPEAT_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(logger)
        self._seconds = seconds
        self._clock = clock
        self._logged: dict[str, tuple[float, int]] = {}
        """Text → when it was last logged, and how often it was dropped since."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is logged."""
        if not super().filter(record):
            return True  # of another logger
        text, now = record.getMessage(), self._clock()
        if text in self._logged:
            last, dropped = self._logged[text]
            if now - last < self._seconds:
                self._logged[text] = (last, dropped + 1)
                return False
            if dropped:
                record.repeated = dropped
        elif len(self._logged) >= _REMEMBERED:
            del self._logged[next(iter(self._logged))]
        self._logged[text] = (now, 0)
        return True
