"""What the tally tells Prometheus."""

from prometheus_client import Counter

PAGES = Counter("reelbus_collage_tally_pages", "Pages that were told to have ended", ["effect"])
"""`effect`: counted, improved (a better result took the place of the first), repeated (nothing changed)."""
BATCHES = Counter("reelbus_collage_batches", "Batches that ended", ["status"])
"""`status`: completed or failed."""
