"""Metrics of every service."""

from prometheus_client import Gauge, Histogram

DEPENDENCY_UP = Gauge("reelbus_dependency_up", "1 while a dependency answers, 0 while it does not", ["dependency"])
"""`dependency`: broker, store, database, source-database, redis."""

MEMORY = Gauge("reelbus_memory_bytes", "Memory held (PSS, else RSS)", ["process"])
"""`process`: self, or children (the sum of all child processes)."""
MEMORY_LIMIT = Gauge("reelbus_memory_limit_bytes", "Memory limit: the container's, else the machine's memory")
BUILD_INFO = Gauge(
    "reelbus_build_info", "1; version, Python version and service are labels", ["version", "python", "service"]
)

LAG_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
EVENT_LOOP_LAG = Histogram("reelbus_event_loop_lag_seconds", "Delay of the event loop", ["clock"], buckets=LAG_SECONDS)
"""`clock`: wall, or processor (of the loop's thread)."""
for _clock in ("wall", "processor"):
    EVENT_LOOP_LAG.labels(_clock)  # so that the series exist from the start
