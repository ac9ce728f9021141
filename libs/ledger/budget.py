"""What may be spent in a day and for a job."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

ROUNDING = 1e-9
"""USD: sums of fractions are not exact."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits in USD; None: none. Days are in UTC.

    `name` is what spends it, such as `enhance`. The names of its settings stand in the reasons.
    """

    name: str = "calls"
    day_usd: float | None = None
    job_usd: float | None = None
    day_setting: str = "the day's budget"
    job_setting: str = "the job's budget"


@dataclass(frozen=True, slots=True)
class Spent:
    """A call was not begun, because a budget is used up."""

    reason: str
    until: datetime | None = None
    """When the next day begins; None: waiting is no help."""


def next_day(now: datetime) -> datetime:
    """When the UTC day after `now` begins."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time.min, UTC)
