"""Calls a minute, within this process. Replicas do not share it: divide the provider's limit among them."""

import time
from collections import deque
from collections.abc import Callable

MINUTE = 60.0


class CallsPerMinute:
    """At most `limit` calls in any 60 s; None is no limit."""

    def __init__(self, limit: int | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._starts: deque[float] = deque(maxlen=limit)

    def reserve(self, patience: float) -> float | None:
        """Seconds to wait before the call that is hereby counted; None if longer than `patience`, then uncounted."""
        if self._limit is None:
            return 0.0
        now = self._clock()
        start = now
        if len(self._starts) == self._limit:
            # The call that was made `limit` calls ago has to be a minute past.
            start = max(now, self._starts[0] + MINUTE)
        if start - now > patience:
            return None
        self._starts.append(start)
        return start - now
