"""The summary of a batch as one static HTML page without scripts. The template is `page.html.j2`."""

from collections.abc import Sequence

from libs.templates import template
from services.collage.tally.batch import Batch
from services.collage.tally.summary.figures import NOTHING, duration, number, size
from services.collage.tally.summary.findings import Findings, Page
from services.collage.tally.summary.gaps import gaps, hints, main_reasons
from services.collage.tally.summary.previews import Preview


def page(batch: Batch, findings: Findings, shown: Sequence[Preview]) -> str:
    """The HTML. Previews are embedded; other objects are named by URI."""
    reasons = main_reasons(batch, findings.failures)
    return template(__package__, "page.html.j2").render(
        batch=batch,
        heading=_heading(batch),
        gaps=gaps(batch, reasons),
        hints=hints(reasons),
        timeline=_timeline(batch),
        numbers=_numbers(batch),
        missing=[(reason, number(count)) for reason, count in findings.failures.items()],
        slowest=[(c.creator, number(c.pages), number(c.pictures), duration(c.seconds)) for c in findings.slowest],
        failed=findings.failed_pages,
        reason=_reason,
        previews=shown,
        collages=batch.generated + batch.partial,
        number=number,
    )


def _heading(batch: Batch) -> str:
    """Status and outcome in words."""
    if batch.outcome == "cancelled":
        return batch.outcome
    outcome = "" if batch.outcome in (None, "complete") or not batch.pages else f", {batch.outcome}".replace("-", " ")
    return f"{batch.final_status}{outcome}"


def _timeline(batch: Batch) -> str:
    parts = []
    if batch.submitted_at:
        parts.append(f"submitted {batch.submitted_at:%Y-%m-%d %H:%M:%S} UTC ({batch.trigger or ''})")
    if batch.planning_seconds is not None:
        parts.append(f"planned in {duration(batch.planning_seconds)}")
    if batch.drawing_seconds is not None:
        parts.append(f"drawn in {duration(batch.drawing_seconds)}")
    return ", ".join(parts)


def _numbers(batch: Batch) -> dict[str, str]:
    return {
        "collages, complete": number(batch.generated),
        "collages, incomplete": number(batch.partial),
        "pages without a collage": number(batch.failed),
        "creators": number(batch.creators),
        "pictures placed": number(batch.placed),
        "pictures missing": number(batch.missing),
        "rows rejected": number(batch.rows_rejected),
        "stored": size(batch.bytes),
        "downloaded": size(batch.downloaded),
        "total time": duration(batch.total_seconds),
        "pictures per second": NOTHING if batch.rate is None else f"{batch.rate:,.1f}",
    }


def _reason(page: Page) -> str:
    """Why a page has no collage, in words."""
    counts = ", ".join(f"{count} {reason}" for reason, count in page.failures.items())
    if not counts:
        return page.reason or NOTHING
    if [page.reason] == list(page.failures):
        return page.reason or ""
    return f"{page.reason or 'no picture'} ({counts})"
