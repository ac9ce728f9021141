"""What the planner tells Prometheus."""

from prometheus_client import Counter

BATCHES = Counter("reelbus_collage_batches_planned", "Batches that were read", ["outcome"])
"""`outcome`: planned or failed. A repeat counts again, here and below."""
ROWS = Counter("reelbus_collage_rows", "Rows of CSVs that were read", ["outcome"])
"""`outcome`: accepted, rejected, or filtered (of another creator than the one that was asked for)."""
PAGES = Counter("reelbus_collage_pages_requested", "Pages that were handed over for publishing")
