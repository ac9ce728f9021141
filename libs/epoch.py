"""Unix times as databases and programs write them: seconds, milliseconds, microseconds, nanoseconds. Pure."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

UNITS = (1, 10**3, 10**6, 10**9)
"""How many of them are a second."""
FIRST, LAST = 900_000_000, 5_000_000_000
"""Seconds: 1998 to 2128. No number is a time in two units, and none is a date without dashes, such as 20261103."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = re.compile(r"[0-9]{9,19}(?:\.[0-9]{1,9})?", re.ASCII).fullmatch


def unix_time(value: float | Decimal) -> datetime | None:
    """The time that `value` counts from 1970, in UTC, to the microsecond; None for one that is not in 1998 to 2128."""
    for unit in UNITS:
        if FIRST * unit <= value < LAST * unit:
            return _START + timedelta(microseconds=int(Decimal(value) * (10**6) / unit))
    return None


def unix_time_of(text: str) -> datetime | None:
    """The same of a text of digits, perhaps with a fraction: 1793696400, 1793696400.0; None for any other text."""
    text = text.strip()
    return unix_time(Decimal(text)) if _TEXT(text) else None


def utc_text(when: datetime) -> str:
    """An aware time as `2026-11-15T08:30:00Z`."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
