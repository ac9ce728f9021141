"""How fast a batch goes, as seen over the last while. Pure."""

from collections import deque

WINDOW_SECONDS = 30.0


class Pace:
    """Fed with what is counted; times in seconds of any one clock."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int, int]] = deque()

    def note(self, now: float, pages: int, pictures: int) -> None:
        """So much has ended by `now`."""
        self._seen.append((now, pages, pictures))
        while len(self._seen) > 2 and self._seen[1][0] <= now - WINDOW_SECONDS:
            self._seen.popleft()

    @property
    def pictures(self) -> float | None:
        """Pictures a second; None before there is anything to compare."""
        return self._gain(2)

    def left(self, pages: int) -> float | None:
        """Seconds that so many pages will take; None when nothing moves."""
        gain = self._gain(1)
        return pages / gain if gain else None

    def _gain(self, index: int) -> float | None:
        first, last = self._seen[0], self._seen[-1]
        return (last[index] - first[index]) / (last[0] - first[0]) if last[0] > first[0] else None
