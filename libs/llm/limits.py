"""A limit of calls per minute of this process. It is not shared: divide the provider's limit by the replicas."""

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
        """Count a call and return the seconds to wait before it; None (not counted) if longer than `patience`."""
        if self._limit is None:
            return 0.0
        now = self._clock()
        start = now
        if len(self._starts) == self._limit:
            # The call `limit` calls ago must be at least a minute ago.
            start = max(now, self._starts[0] + MINUTE)
        if start - now > patience:
            return None
        self._starts.append(start)
        return start - now
