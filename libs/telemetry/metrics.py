"""What every service tells Prometheus of itself."""

from prometheus_client import Gauge

DEPENDENCY_UP = Gauge("reelbus_dependency_up", "1 while a dependency answers, 0 while it does not", ["dependency"])
"""`dependency`: broker, store, database, source-database."""
