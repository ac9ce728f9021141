"""Metrics of the tagger."""

from prometheus_client import Counter, Histogram

from libs.events import TagsGenerated
from libs.telemetry.series import present
from services.tagger.reading.looks import TAGS

CAPTIONS = Counter("reelbus_tagger_captions", "Captions that were tagged", ["outcome"])
"""`outcome`: categorised, uncategorised, or failed (a dead letter)."""
TAGGED = Counter("reelbus_tagger_tags", "Tags by facet", ["facet"])
DEGRADED = Counter("reelbus_tagger_degraded", "Captions tagged by the rules alone because the model failed")
REVIEWS = Counter("reelbus_tagger_reviews", "Captions whose category a person should look at")
CONFIDENCE = Histogram(
    "reelbus_tagger_category_confidence",
    "Confidence in categories",
    buckets=(0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0),
)

present(CAPTIONS, ("categorised", "uncategorised", "failed"))
present(TAGGED, sorted({tag.partition(":")[0] for tag in TAGS}))


def count(tags: TagsGenerated) -> None:
    """Count one caption that was tagged."""
    CAPTIONS.labels("categorised" if tags.category else "uncategorised").inc()
    for tag in tags.tags:
        TAGGED.labels(tag.partition(":")[0]).inc()
    if tags.category:
        CONFIDENCE.observe(tags.category_confidence)
    if tags.degraded:
        DEGRADED.inc()
    if tags.needs_review:
        REVIEWS.inc()
