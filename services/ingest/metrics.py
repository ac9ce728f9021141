"""Metrics of the ingest service."""

from prometheus_client import Counter

from libs.telemetry.series import present

ROWS = Counter("reelbus_ingest_rows", "Rows of the source that were read for covers", ["outcome"])
"""`outcome`: used, malformed."""
FILES = Counter("reelbus_ingest_files", "CSVs that were found, or whose batch ended", ["outcome"])
"""`outcome`: submitted, gone, ignored, archived, failed, changed."""
VIDEOS = Counter("reelbus_ingest_videos", "Rows of the table of videos", ["outcome"])
"""`outcome`: posted, bad."""
RUNS = Counter("reelbus_ingest_runs", "Scheduled extractions", ["outcome"])
"""`outcome`: submitted, empty."""
JOB_FAILURES = Counter("reelbus_ingest_job_failures", "Failed attempts of jobs, which are retried", ["job"])
"""`job`: schedule, videos, polling."""
present(ROWS, ("used", "malformed"))
present(FILES, ("submitted", "gone", "ignored", "archived", "failed", "changed"))
present(VIDEOS, ("posted", "bad"))
present(RUNS, ("submitted", "empty"))
present(JOB_FAILURES, ("schedule", "videos", "polling"))
