"""Object keys of a batch. They derive from the input, so that a repeat overwrites the same objects."""

from datetime import UTC

from libs.events import CollageRequested
from libs.storage.names import segment


def collage_key(page: CollageRequested) -> str:
    """`collages/YYYY/MM/DD/<trigger>/<batch>/<creator>_collage_<timestamp>_<page>.jpg`; times in UTC."""
    return f"{_stem(page)}.jpg"


def manifest_key(page: CollageRequested) -> str:
    """The manifest, beside the collage."""
    return f"{_stem(page)}.json"


def plan_key(batch_id: str) -> str:
    """The planner's plan of the batch, with which later submissions are compared."""
    return f"results/batches/{segment(batch_id)}/plan.json"


def cancelled_key(batch_id: str) -> str:
    """The marker of a cancelled batch."""
    return f"results/batches/{segment(batch_id)}/cancelled.json"


def report_key(batch_id: str) -> str:
    """The rows of a batch's CSV that could not be used."""
    return f"results/batches/{segment(batch_id)}/rejected-rows.json"


def summary_key(batch_id: str) -> str:
    """The summary of a batch; with `.html` instead of `.json`, the page for people."""
    return f"results/processing-summaries/{segment(batch_id)}.json"


def _stem(page: CollageRequested) -> str:
    when = page.submitted_at
    # A time without a zone is UTC.
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    folder = f"collages/{when:%Y/%m/%d}/{page.trigger}/{segment(page.batch_id)}"
    return f"{folder}/{segment(page.creator)}_collage_{when:%Y%m%dT%H%M%SZ}_{page.page}"
