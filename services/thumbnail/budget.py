"""Limits the processor time of one task of a decoding process."""

import time

from services.thumbnail.errors import TooCostly


class Budget:
    """A limit of `seconds` of processor time, from now on."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until = seconds, time.process_time() + seconds

    def check(self) -> None:
        """Raise TooCostly if the limit is exceeded."""
        if time.process_time() > self._until:
            raise TooCostly(
                f"decoding takes more than {self._seconds:g} s of processor time (THUMBNAIL_DECODE_SECONDS)"
            )
