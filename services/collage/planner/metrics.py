"""Metrics of the planner."""

from prometheus_client import Counter

from libs.telemetry.series import present

BATCHES = Counter("reelbus_collage_batches_planned", "Batches that were read", ["outcome"])
"""`outcome`: planned or failed. Repeats are counted again, here and below."""
ROWS = Counter("reelbus_collage_rows", "Rows of CSVs that were read", ["outcome"])
"""`outcome`: accepted, rejected, or filtered (of another creator than the requested one)."""
PAGES = Counter("reelbus_collage_pages_requested", "Pages that were handed over for publishing")
present(BATCHES, ("planned", "failed"))
present(ROWS, ("accepted", "rejected", "filtered"))
