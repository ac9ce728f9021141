"""Metrics of paid calls."""

from prometheus_client import Counter, Gauge

CALLS = Counter("reelbus_provider_calls", "Attempts that ended", ["provider", "model", "state"])
"""`state`: received, refused, blocked or unknown. `model`: as configured."""
RUNNING = Gauge("reelbus_provider_calls_running", "Attempts under way in this process", ["provider"])
COST = Counter(
    "reelbus_provider_cost_usd", "Cost of attempts that ended, by the providers' usage figures", ["provider", "model"]
)
UNKNOWN = Gauge("reelbus_provider_calls_unknown", "Calls with an unknown outcome that nobody has decided about")
UNKNOWN_USD = Gauge("reelbus_provider_calls_unknown_usd", "What these may have cost at most")
