"""Metrics of the caption service."""

from prometheus_client import Counter

from libs.events import CaptionParsed
from libs.telemetry.series import present

CAPTIONS = Counter("reelbus_caption_captions", "Captions that were read", ["method"])
"""`method` as in the event: rules, llm or both."""
DEGRADED = Counter("reelbus_caption_degraded", "Captions read by the rules alone because the model failed")

present(CAPTIONS, ("rules", "llm", "both"))


def count(parsed: CaptionParsed) -> None:
    """Count one caption that was read."""
    CAPTIONS.labels(parsed.method).inc()
    if parsed.degraded:
        DEGRADED.inc()
