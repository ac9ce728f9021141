"""What is granted in one scope, and the decision about the next call. Pure; the same rules as in limits.lua.

Times are whole microseconds. Grants that follow each other within a span share an entry, which leaves the window with
the last of them: so the number of entries is bounded, and the window never holds less than was granted in it.
"""

from collections import deque
from dataclasses import dataclass, field

from libs.limits.days import Day
from libs.limits.limiter import Cost, Quota
from libs.limits.window import Window


@dataclass(slots=True)
class Entry:
    """Calls granted from `first` to `last`."""

    first: int
    last: int
    requests: int = 0
    tokens: int = 0
    images: int = 0


@dataclass(slots=True)
class State:
    """The grants of a scope that are still in the window, their sums, the day's count, and a block."""

    entries: deque[Entry] = field(default_factory=deque)
    sums: Entry = field(default_factory=lambda: Entry(0, 0))
    day: int = 0
    day_requests: int = 0
    blocked_until: int = 0
    reason: str = ""

    def earliest(self, now: int, day: Day, quota: Quota, cost: Cost, window: Window) -> tuple[int, str]:
        """When `cost` may be granted, and the limit that decides it; (now, "") if that is now.

        Nothing is granted before the result. Others may be granted until then, and make it later.
        """
        self._forget(now, window)
        found = (now, "")
        if self.blocked_until > found[0]:
            found = (self.blocked_until, "blocked")
        today = self.day_requests if self.day == day.start else 0
        if quota.requests_per_day is not None and today + cost.requests > quota.requests_per_day and day.end > found[0]:
            found = (day.end, "day")
        for name, limit in (
            ("requests", quota.requests_per_minute),
            ("tokens", quota.tokens_per_minute),
            ("images", quota.images_per_minute),
        ):
            wanted = getattr(cost, name)
            if limit is None or not wanted:
                continue
            moment = self._room(name, getattr(self.sums, name) + wanted - limit, window)
            if moment > found[0]:
                found = (moment, name)
        return found

    def add(self, now: int, day: Day, cost: Cost, window: Window) -> None:
        """Count a call that is granted."""
        newest = self.entries[-1] if self.entries else None
        if newest is None or now - newest.first >= window.span:
            newest = Entry(now, now)
            self.entries.append(newest)
        newest.last = now
        for entry in (newest, self.sums):
            entry.requests += cost.requests
            entry.tokens += cost.tokens
            entry.images += cost.images
        self.day_requests = cost.requests + (self.day_requests if self.day == day.start else 0)
        self.day = day.start

    def settle(self, at: int, more: int) -> None:
        """Add `more` tokens to what was granted at `at`, if it is still in the window."""
        for entry in self.entries:
            if entry.first <= at <= entry.last:
                more = max(more, -entry.tokens)
                entry.tokens += more
                self.sums.tokens += more
                return

    def block(self, until: int, reason: str) -> None:
        """Grant nothing before `until`; a longer block that is there stays."""
        if until > self.blocked_until:
            self.blocked_until, self.reason = until, reason

    def _forget(self, now: int, window: Window) -> None:
        while self.entries and self.entries[0].last + window.kept <= now:
            gone = self.entries.popleft()
            self.sums.requests -= gone.requests
            self.sums.tokens -= gone.tokens
            self.sums.images -= gone.images

    def _room(self, name: str, excess: int, window: Window) -> int:
        """When at least `excess` of what is granted has left the window; 0 if there is room."""
        moment = 0
        for entry in self.entries:
            if excess <= 0:
                break
            moment = entry.last + window.kept
            excess -= getattr(entry, name)
        return moment
