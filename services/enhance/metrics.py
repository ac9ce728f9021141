"""Metrics of the enhance service."""

from prometheus_client import Counter

from libs.ledger.call import OVER_BUDGET
from libs.ledger.errors import CallError
from libs.telemetry.series import kinds, present
from services.enhance.pictures.errors import PictureError

JOBS = Counter(
    "reelbus_enhance_jobs", "Jobs that ended, also those that end again after a decision", ["kind", "status"]
)
"""`kind`: product or image; `status` as in the event."""
PICTURES = Counter("reelbus_enhance_pictures", "Pictures of jobs that ended", ["outcome"])
"""`outcome`: stored, or the cause as in the event; other: a provider's own word."""
CAUSES = frozenset(
    {
        *(error.cause for error in kinds(CallError)),
        *(error.cause for error in kinds(PictureError)),
        OVER_BUDGET,
        "given-up",
    }
)
for kind, statuses in (
    ("product", ("pending_review", "failed", "needs_attention")),
    ("image", ("generated", "partial", "failed", "needs_attention")),
):
    for status in statuses:
        JOBS.labels(kind, status)
present(PICTURES, ("stored", *sorted(CAUSES), "other"))
