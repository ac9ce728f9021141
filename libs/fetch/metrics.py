"""What fetching tells Prometheus. Labels are error reasons and the sites of `sites.py`: few, and known beforehand."""

from prometheus_client import Counter

from libs.fetch.errors import KINDS
from libs.telemetry.series import present

DOWNLOADS = Counter("reelbus_fetch_downloads", "Downloads that ended", ["outcome"])
"""`outcome`: done, or the reason of the error."""
PAGE_FAILURES = Counter("reelbus_fetch_page_failures", "Pages from which no video could be had", ["site", "reason"])
present(DOWNLOADS, ("done", "cancelled", "bug", *KINDS))
