"""What is shown of a batch while it is followed, and at its end."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reelbus.batch.pace import Pace
from reelbus.console import output
from reelbus.console.progress import Progress

if TYPE_CHECKING:
    from services.collage.tally.batch import Batch


def progress(batch: "Batch", pace: Pace) -> Progress:
    """How far the batch is."""
    return Progress(
        batch.status, batch.status != "open", batch.pages_ended, batch.pages, page_counts(batch), _counts(batch, pace)
    )


def page_counts(batch: "Batch") -> str:
    """Ended pages of all pages, such as "3/12 pages"."""
    if batch.pages is None:
        return f"{batch.pages_ended:,}/? pages"
    return f"{batch.pages_ended:,}/{batch.pages:,} {output.plural('page', batch.pages)}"


def _counts(batch: "Batch", pace: Pace) -> tuple[str, ...]:
    from services.collage.tally.summary.figures import duration

    counts = [f"{batch.pictures:,} {output.plural('picture', batch.pictures)}", f"{batch.missing:,} missing"]
    if batch.failed:
        counts.append(f"{batch.failed:,} {output.plural('page', batch.failed)} failed")
    if batch.status != "open":
        return tuple(counts)
    if pace.pictures is not None:
        counts.append(f"{pace.pictures:,.1f}/s")
    seconds = None if batch.pages is None else pace.remaining_seconds(batch.pages - batch.pages_ended)
    if seconds:
        counts.append(f"{duration(seconds)} left")
    return tuple(counts)


def show_result(batch: "Batch", reasons: Mapping[str, int]) -> None:
    """Print the result of an ended batch; `reasons` counts missing pictures by reason."""
    from services.collage.tally.summary.figures import duration
    from services.collage.tally.summary.gaps import gaps, hints

    parts = [
        f"{batch.pages or 0:,} {output.plural('page', batch.pages or 0)} in {duration(batch.total_seconds)}",
        f"{batch.generated:,} complete, {batch.partial:,} with pictures missing, {batch.failed:,} failed",
        f"{batch.pictures:,} {output.plural('picture', batch.pictures)}, {batch.missing:,} missing",
    ]
    if batch.rate is not None:
        parts.append(f"{batch.rate:,.1f} pictures/s")
    output.line(batch.status, "; ".join(parts))
    for name, uri in (("summary", batch.summary_uri), ("page", batch.page_uri), ("rejected rows", batch.report_uri)):
        if uri is not None:
            output.line(name, uri)
    output.line("outcome", batch.outcome, *filter(None, [gaps(batch, reasons)]))
    for reason, hint in hints(reasons).items():
        output.line("hint", reason, hint)
