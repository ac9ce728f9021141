"""Metrics of fetching. Labels are error reasons and the sites of `sites.py`: few, and known in advance."""

from prometheus_client import Counter

from libs.fetch.errors import KINDS
from libs.telemetry.series import present

DOWNLOADS = Counter("reelbus_fetch_downloads", "Downloads that ended", ["outcome"])
"""`outcome`: done, or the reason of the error."""
PAGE_FAILURES = Counter("reelbus_fetch_page_failures", "Pages whose video could not be fetched", ["site", "reason"])
present(DOWNLOADS, ("done", "cancelled", "bug", *KINDS))
