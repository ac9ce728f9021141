"""The progress of a batch: a bar on a terminal, lines elsewhere."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from reelbus.batch.pace import Pace
from reelbus.console import output

if TYPE_CHECKING:
    from rich.progress import Progress

    from services.collage.tally.batch import Batch

LINE_SECONDS = 2.0
"""Least time between two lines."""


class View(Protocol):
    """Shows the progress of a batch."""

    def note(self, text: str) -> None:
        """Show why there is no progress to show."""
        ...

    def show(self, batch: "Batch", pace: Pace, now: float) -> None:
        """Show the counts of `batch` at `now` (seconds of any clock)."""
        ...

    def result(self, batch: "Batch", reasons: Mapping[str, int]) -> None:
        """Show the result of an ended batch; `reasons` counts missing pictures by reason."""
        ...


@contextmanager
def view(batch_id: str) -> Iterator[View]:
    """The view that fits stdout."""
    if not output.on_terminal():
        yield Lines()
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    texts = [TextColumn("{task.fields[" + name + "]}", markup=False) for name in ("pages", "counts")]
    name = TextColumn("{task.description}", markup=False)
    with Progress(SpinnerColumn(), name, BarColumn(bar_width=None), *texts, expand=True, transient=True) as progress:
        yield Bar(progress, batch_id)


class Lines:
    """For pipes and logs: a line when something changed, at most one every LINE_SECONDS."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] | None = None
        self._when = float("-inf")

    def note(self, text: str) -> None:
        output.note(text)

    def show(self, batch: "Batch", pace: Pace, now: float) -> None:
        state = (batch.status, batch.pages, batch.pages_ended, batch.pictures)
        if state == self._last or (now < self._when + LINE_SECONDS and batch.status == "open"):
            return
        self._last, self._when = state, now
        output.line(batch.batch_id, batch.status, page_counts(batch), *_counts(batch, pace))

    def result(self, batch: "Batch", reasons: Mapping[str, int]) -> None:
        _result(batch, reasons)


class Bar:
    """A progress bar for a terminal."""

    def __init__(self, progress: "Progress", batch_id: str) -> None:
        self._progress = progress
        self._task = progress.add_task(output.clean(batch_id), total=None, pages="", counts="waiting")

    def note(self, text: str) -> None:
        self._progress.update(self._task, counts=output.clean(text))

    def show(self, batch: "Batch", pace: Pace, now: float) -> None:
        shown: dict[str, Any] = {"pages": page_counts(batch), "counts": ", ".join(_counts(batch, pace))}
        # Without a total the bar is empty: with a total of 0 it would look complete.
        self._progress.update(self._task, completed=batch.pages_ended, total=batch.pages or None, **shown)

    def result(self, batch: "Batch", reasons: Mapping[str, int]) -> None:
        _result(batch, reasons)


def page_counts(batch: "Batch") -> str:
    """Ended pages of all pages, such as "3/12 pages"."""
    if batch.pages is None:
        return f"{batch.pages_ended:,}/? pages"
    return f"{batch.pages_ended:,}/{batch.pages:,} {output.plural('page', batch.pages)}"


def _counts(batch: "Batch", pace: Pace) -> list[str]:
    from services.collage.tally.summary.figures import duration

    counts = [f"{batch.pictures:,} {output.plural('picture', batch.pictures)}", f"{batch.missing:,} missing"]
    if batch.failed:
        counts.append(f"{batch.failed:,} {output.plural('page', batch.failed)} failed")
    if batch.status != "open":
        return counts
    if pace.pictures is not None:
        counts.append(f"{pace.pictures:,.1f}/s")
    seconds = None if batch.pages is None else pace.remaining_seconds(batch.pages - batch.pages_ended)
    if seconds:
        counts.append(f"{duration(seconds)} left")
    return counts


def _result(batch: "Batch", reasons: Mapping[str, int]) -> None:
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
