"""Metrics of a worker. Their labels are topics, groups and outcomes: few, and known in advance."""

from prometheus_client import Counter, Gauge

from libs.telemetry.histogram import LoopHistogram

SECONDS = (0.005, 0.02, 0.1, 0.5, 1, 2, 5, 15, 30, 60, 120, 300, 600, 1200, 3600)
AGES = (0.1, 0.5, 1, 5, 15, 30, 60, 300, 600, 900, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600)

EVENTS = Counter("reelbus_events", "Messages that were handled", ["group", "topic", "outcome"])
"""`outcome`: done, retried, dead_lettered, or dropped (the partition was lost meanwhile)."""
HANDLER_SECONDS = LoopHistogram("reelbus_handler_seconds", "Time in the handler", ["group", "topic"], buckets=SECONDS)
EVENT_AGE_SECONDS = LoopHistogram(
    "reelbus_event_age_seconds", "Age of an event when its handler starts", ["group", "topic"], buckets=AGES
)
END_TO_END_SECONDS = LoopHistogram(
    "reelbus_end_to_end_seconds",
    "From when an event happened to the acknowledgement of its results",
    ["group", "topic"],
    buckets=AGES,
)
RUNNING = Gauge("reelbus_handlers_running", "Running handlers", ["group"])
PENDING = Gauge("reelbus_messages_pending", "Messages fetched and waiting for a handler", ["group"])
LAG = Gauge("reelbus_consumer_lag", "Messages of the assigned partitions that are not committed", ["group", "topic"])
UNRESOLVED = Gauge("reelbus_dead_letters_unresolved", "Dead letters neither redriven nor discarded", ["group", "topic"])
"""`topic`: the input topic of the messages."""
STALLED = Gauge("reelbus_stalled", "1 while there is lag but no progress", ["group"])
WAITING = Gauge("reelbus_worker_waiting", "1 while a handler's NotBefore holds back all messages", ["group"])
WAITING_UNTIL = Gauge(
    "reelbus_worker_waiting_until_seconds",
    "Unix time at which a waiting worker goes on; 0 if it does not wait",
    ["group"],
)
REBALANCES = Counter("reelbus_rebalances", "Assignments received", ["group"])
COMMIT_FAILURES = Counter("reelbus_commit_failures", "Commits that failed", ["group"])
UNREADABLE = Counter("reelbus_unreadable", "Batches and records that could not be read", ["group", "topic"])
SKIPPED = Counter("reelbus_skipped_offsets", "Offsets that were never handled", ["group", "topic", "reason"])
"""`reason`: expired (deleted before they were read) or unannounced (missing in a log that is not compacted)."""
LOG_RESTARTS = Counter("reelbus_log_restarts", "Logs whose offsets went back", ["group", "topic"])
