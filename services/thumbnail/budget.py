"""Processor time for one task of a decoding process."""

import time

from services.thumbnail.errors import TooCostly


class Budget:
    """So many seconds from now on."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until = seconds, time.process_time() + seconds

    def check(self) -> None:
        """Raise TooCostly when it is used up."""
        if time.process_time() > self._until:
            raise TooCostly(f"decoding it takes more than {self._seconds:g} s (THUMBNAIL_DECODE_SECONDS)")
