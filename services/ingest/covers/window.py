"""A span of time as people name one: `7d` back from now, or from one date to another. UTC. Pure."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from libs.units import duration

MOST = timedelta(days=36_500)


class Window(NamedTuple):
    """From `start` on, up to but without `end`; both aware, in UTC."""

    start: datetime
    end: datetime


def length(text: str) -> timedelta:
    """`7d`, `12h`, `90m`, `2w` or several such as `1d12h`. Raises ValueError."""
    seconds = duration(text)
    if not 0 < seconds <= MOST.total_seconds():
        raise ValueError(f"invalid duration {text!r}: must be above 0 and at most 100 years")
    return timedelta(seconds=seconds)


def moment(text: str) -> datetime:
    """`2026-11-15`, `2026-11-15T08:30`, `2026-11-15T08:30:00+02:00`; UTC without an offset. Raises ValueError."""
    try:
        parsed = datetime.fromisoformat(text.strip())
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"invalid date {text!r}: use 2026-11-15 or 2026-11-15T08:30:00Z") from None


def back_from(end: datetime, since: timedelta) -> Window:
    """The last `since` before `end`."""
    return Window(end - since, end)


def between(start: str, end: str) -> Window:
    """From one date to another, the second not included. Raises ValueError."""
    window = Window(moment(start), moment(end))
    if window.start >= window.end:
        raise ValueError(f"from {start} to {end} there is nothing: the end is not included, and comes after the start")
    return window
