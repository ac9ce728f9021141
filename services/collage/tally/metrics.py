"""Metrics of the tally."""

from typing import get_args

from prometheus_client import Counter, Gauge

from libs.events.collage import Outcome
from libs.telemetry.series import present

PAGES = Counter("reelbus_collage_tally_pages", "Results of pages that were received", ["effect"])
"""`effect`: counted, improved (a better result replaced the first), repeated (nothing changed)."""
BATCHES = Counter("reelbus_collage_batches", "Batches that ended", ["status"])
"""`status`: completed or failed."""
OUTCOMES = Counter("reelbus_collage_batch_outcomes", "Batches that ended, by outcome", ["outcome"])
"""`outcome`: complete, with-gaps, empty or cancelled."""
OPEN = Gauge("reelbus_collage_batches_open", "Batches that have not ended")
OLDEST = Gauge("reelbus_collage_oldest_batch_seconds", "Age of the oldest batch that has not ended; 0 without one")
present(PAGES, ("counted", "improved", "repeated"))
present(BATCHES, ("completed", "failed"))
present(OUTCOMES, get_args(Outcome))
