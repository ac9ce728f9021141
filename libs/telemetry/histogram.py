"""A fast histogram for values that are observed several times per message."""

import os
from bisect import bisect_left
from typing import Any

from prometheus_client import Histogram


class LoopHistogram(Histogram):
    """A histogram without locks, for observations in the event loop's thread only: four times faster.

    With locks, three observations per message took a sixth of a worker's time.
    """

    # With several processes per scrape, values are in files, and locks do not matter.
    _in_memory = "PROMETHEUS_MULTIPROC_DIR" not in os.environ

    def observe(self, amount: float, exemplar: dict[str, str] | None = None) -> None:
        """Add `amount`."""
        if exemplar is not None or not self._in_memory:
            super().observe(amount, exemplar)
            return
        counters: list[Any] = self._buckets
        counters[bisect_left(self._upper_bounds, amount)]._value += 1
        total: Any = self._sum
        total._value += amount
