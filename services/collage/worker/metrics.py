"""Metrics of the collage worker."""

from prometheus_client import Counter, Histogram

from libs.fetch.errors import KINDS
from libs.pictures.errors import PictureError
from libs.telemetry.series import kinds, present
from services.collage.worker import errors  # noqa: F401 - declares more kinds

PAGES = Counter("reelbus_collage_pages", "Pages that ended", ["status"])
"""`status`: generated, partial, failed; repeated (drawn before); cancelled (with its batch)."""
PICTURES = Counter("reelbus_collage_pictures", "Pictures of pages", ["outcome"])
"""`outcome`: placed, or the reason as in the manifest."""
DECODE_SECONDS = Histogram(
    "reelbus_collage_decode_seconds",
    "From a picture's bytes to its tile",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
present(PAGES, ("generated", "partial", "failed", "repeated", "cancelled"))
present(PICTURES, ("placed", *(error.reason for error in kinds(PictureError)), *KINDS))
