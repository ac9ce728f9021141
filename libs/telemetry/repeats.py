"""While a broker is away aiokafka says the same some 75 times a second. Once in a while is enough."""

import logging
import time
from collections.abc import Callable

REPEAT_SECONDS = 10.0
_REMEMBERED = 256


class Repeats(logging.Filter):
    """Lets a line of `logger` and its children through if it was not said in the last `seconds`.

    The next one that goes through has the number of those left out in its field `repeated`.
    """

    def __init__(
        self, logger: str, seconds: float = REPEAT_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(logger)
        self._seconds = seconds
        self._clock = clock
        self._said: dict[str, tuple[float, int]] = {}
        """Text → when it last went through, and how many were left out since."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record goes through."""
        if not super().filter(record):
            return True  # another's
        text, now = record.getMessage(), self._clock()
        if text in self._said:
            said, left_out = self._said[text]
            if now - said < self._seconds:
                self._said[text] = (said, left_out + 1)
                return False
            if left_out:
                record.repeated = left_out
        elif len(self._said) >= _REMEMBERED:
            del self._said[next(iter(self._said))]
        self._said[text] = (now, 0)
        return True
