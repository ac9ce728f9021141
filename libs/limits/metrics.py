"""Metrics of limits."""

from prometheus_client import Counter

from libs.limits.limiter import LIMITS
from libs.telemetry.series import present

GRANTS = Counter("reelbus_limit_grants", "Calls that limits allowed")
WAITS = Counter("reelbus_limit_waits", "Answers that a call has to wait, by the limit that decides", ["limit"])
"""`limit`: one of libs.limits.limiter.LIMITS."""
present(WAITS, LIMITS)
