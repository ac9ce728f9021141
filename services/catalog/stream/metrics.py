"""Metrics of the stream, beside those of every worker (libs/bus/worker/metrics.py)."""

from prometheus_client import Counter, Gauge

GAPS = Counter("reelbus_catalog_gaps", "Jumps of offsets that were checked", ["group", "topic", "found"])
"""`found`: nothing (stepped over: a transaction's marker, retention, compaction), or records (the process ended)."""
FORWARDED = Counter("reelbus_catalog_forwarded", "Records sent on to the partition of their key", ["group", "topic"])
PUBLISHED = Counter("reelbus_catalog_published", "Records published on the output topic", ["group", "topic"])
UNCHANGED = Counter("reelbus_catalog_unchanged", "Records that changed nothing", ["group", "topic"])
RECOVERING = Gauge("reelbus_catalog_recovering", "1 while states are restored from the changelog", ["group"])
RECOVERY_SECONDS = Gauge("reelbus_catalog_recovery_seconds", "Duration of the last restore of states", ["group"])
