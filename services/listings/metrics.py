"""Metrics of the listings service."""

from prometheus_client import Counter, Gauge

from libs.telemetry.series import present

LISTINGS = Counter("reelbus_listings_updates", "Updates of listings that were received", ["effect"])
"""`effect`: stored, erased, outdated (a repeat, or older than what is stored)."""
OVERDUE = Gauge("reelbus_listings_overdue", "Listings that have waited for a part longer than LISTINGS_OVERDUE_SECONDS")

present(LISTINGS, ("stored", "erased", "outdated"))
