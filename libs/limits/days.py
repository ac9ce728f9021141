"""When a provider's day turns. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from libs.limits.window import MICROSECONDS

ZONES = {"gemini": "America/Los_Angeles", "openai": "UTC"}
"""Requests a day are counted from midnight here: ai.google.dev/gemini-api/docs/rate-limits (midnight Pacific time)."""
OTHERS = "UTC"


@dataclass(frozen=True, slots=True)
class Day:
    """From `start` to before `end`: Unix microseconds."""

    start: int
    end: int

    def __contains__(self, moment: int) -> bool:
        return self.start <= moment < self.end


def day_of(provider: str, moment: int, shift: float = 0.0) -> Day:
    """The provider's day at Unix microsecond `moment`, of 23 to 25 hours; it turns `shift` seconds after midnight."""
    zone, later = ZoneInfo(ZONES.get(provider, OTHERS)), round(shift * MICROSECONDS)
    date = datetime.fromtimestamp((moment - later) / MICROSECONDS, zone).date()
    start, end = (
        round(datetime.combine(date + timedelta(days=days), time(), zone).timestamp()) * MICROSECONDS + later
        for days in (0, 1)
    )
    return Day(start, end)
