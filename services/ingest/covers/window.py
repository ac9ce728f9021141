"""Parses time windows: a duration such as `7d`, or two dates. UTC. Pure."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from libs.units import duration

MAX_LENGTH = timedelta(days=36_500)


class Window(NamedTuple):
    """`start` is included, `end` is not; both are aware, in UTC."""

    start: datetime
    end: datetime


def length(text: str) -> timedelta:
    """Parse `7d`, `12h`, `90m`, `2w` or combinations such as `1d12h`. Raises ValueError."""
    seconds = duration(text)
    if not 0 < seconds <= MAX_LENGTH.total_seconds():
        raise ValueError(f"invalid duration {text!r}: must be above 0 and at most 100 years")
    return timedelta(seconds=seconds)


def moment(text: str) -> datetime:
    """Parse `2026-11-15`, `2026-11-15T08:30`, `2026-11-15T08:30:00+02:00`; the default is UTC. Raises ValueError."""
    try:
        parsed = datetime.fromisoformat(text.strip())
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"invalid date {text!r}: use 2026-11-15 or 2026-11-15T08:30:00Z") from None


def back_from(end: datetime, since: timedelta) -> Window:
    """The window of length `since` before `end`."""
    return Window(end - since, end)


def between(start: str, end: str) -> Window:
    """From `start` to `end`, which is not included. Raises ValueError."""
    window = Window(moment(start), moment(end))
    if window.start >= window.end:
        raise ValueError(f"invalid window from {start} to {end}: the end must be after the start")
    return window
