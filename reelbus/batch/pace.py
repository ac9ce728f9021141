"""The progress rate of a batch, over the last WINDOW_SECONDS. Pure."""

from collections import deque

WINDOW_SECONDS = 30.0


class Pace:
    """Computes rates from counts; times are seconds of any one clock."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int, int]] = deque()

    def add(self, now: float, pages: int, pictures: int) -> None:
        """Add the number of ended pages and pictures at `now`."""
        self._seen.append((now, pages, pictures))
        while len(self._seen) > 2 and self._seen[1][0] <= now - WINDOW_SECONDS:
            self._seen.popleft()

    @property
    def pictures(self) -> float | None:
        """Pictures per second; None before two different times are known."""
        return self._rate(2)

    def remaining_seconds(self, pages: int) -> float | None:
        """Seconds until so many more pages have ended; None without progress."""
        rate = self._rate(1)
        return pages / rate if rate else None

    def _rate(self, index: int) -> float | None:
        first, last = self._seen[0], self._seen[-1]
        return (last[index] - first[index]) / (last[0] - first[0]) if last[0] > first[0] else None
