"""The time now, parsing times, and Unix times in seconds, milliseconds, microseconds or nanoseconds. Pure."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

Clock = Callable[[], datetime]
"""Tells the time. Tests pass their own."""

UNITS = (1, 10**3, 10**6, 10**9)
"""Units per second."""
FIRST, LAST = 900_000_000, 5_000_000_000
"""Seconds: 1998 to 2128. So no number is a time in two units, or a date without dashes, such as 20261103."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = re.compile(r"[0-9]{9,19}(?:\.[0-9]{1,9})?", re.ASCII).fullmatch


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


def unix_time(value: float | Decimal) -> datetime | None:
    """The UTC time of Unix time `value`, to the microsecond; None if it is not within 1998 to 2128 in any unit."""
    for unit in UNITS:
        if FIRST * unit <= value < LAST * unit:
            return _START + timedelta(microseconds=int(Decimal(value) * (10**6) / unit))
    return None


def unix_time_of(text: str) -> datetime | None:
    """The time of a text of digits, with or without a fraction: 1793696400, 1793696400.0; None for other texts."""
    text = text.strip()
    return unix_time(Decimal(text)) if _TEXT(text) else None


def as_utc(value: object) -> datetime | None:
    """A driver's value as a time; without an offset it is UTC. None for other values."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, int | float | Decimal):
        return unix_time(value)
    if isinstance(value, str):
        try:
            value = unix_time_of(value) or datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def utc_text(when: datetime) -> str:
    """An aware time as `2026-11-15T08:30:00Z`."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
