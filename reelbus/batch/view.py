"""How a batch on its way is shown: a bar on a terminal, lines elsewhere."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from reelbus.batch.pace import Pace
from reelbus.console import output

if TYPE_CHECKING:
    from rich.progress import Progress

    from services.collage.tally.batch import Batch

LINE_SECONDS = 2.0
"""Lines come no faster."""


class View(Protocol):
    """Where a batch is shown."""

    def say(self, text: str) -> None:
        """Why there is nothing to show."""
        ...

    def show(self, batch: "Batch", pace: Pace, now: float) -> None:
        """It stands like that now (seconds of any clock)."""
        ...

    def result(self, batch: "Batch", reasons: Mapping[str, int]) -> None:
        """It has ended; `reasons` why it has gaps."""
        ...


@contextmanager
def view(batch_id: str) -> Iterator[View]:
    """The view that fits stdout."""
    if not output.on_terminal():
        yield Lines()
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    texts = [TextColumn("{task.fields[" + name + "]}", markup=False) for name in ("pages", "told")]
    name = TextColumn("{task.description}", markup=False)
    with Progress(SpinnerColumn(), name, BarColumn(bar_width=None), *texts, expand=True, transient=True) as progress:
        yield Bar(progress, batch_id)


class Lines:
    """For pipes and logs: a line when something changed, at most one every LINE_SECONDS."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] | None = None
        self._when = float("-inf")

    def say(self, text: str) -> None:
        output.note(text)

    def show(self, batch: "Batch", pace: Pace, now: float) -> None:
        state = (batch.status, batch.pages, batch.pages_ended, batch.pictures)
        if state == self._last or (now < self._when + LINE_SECONDS and batch.status == "open"):
            return
        self._last, self._when = state, now
        output.line(batch.batch_id, batch.status, _pages(batch), *_told(batch, pace))

    def result(self, batch: "Batch", reasons: Mapping[str, int]) -> None:
        _result(batch, reasons)


class Bar:
    """For people."""

    def __init__(self, progress: "Progress", batch_id: str) -> None:
        self._progress = progress
        self._task = progress.add_task(output.clean(batch_id), total=None, pages="", told="waiting")

    def say(self, text: str) -> None:
        self._progress.update(self._task, told=output.clean(text))

    def show(self, batch: "Batch", pace: Pace, now: float) -> None:
        shown: dict[str, Any] = {"pages": _pages(batch), "told": ", ".join(_told(batch, pace))}
        # The first page has yet to end: an empty bar, not one that is done because there is nothing to do.
        self._progress.update(self._task, completed=batch.pages_ended, total=batch.pages or None, **shown)

    def result(self, batch: "Batch", reasons: Mapping[str, int]) -> None:
        _result(batch, reasons)


def _pages(batch: "Batch") -> str:
    return f"{batch.pages_ended:,}/{'?' if batch.pages is None else format(batch.pages, ',')} pages"


def _told(batch: "Batch", pace: Pace) -> list[str]:
    from services.collage.tally.summary.figures import duration

    told = [f"{batch.pictures:,} pictures", f"{batch.missing:,} missing"]
    if batch.failed:
        told.append(f"{batch.failed:,} page{'' if batch.failed == 1 else 's'} failed")
    if batch.status != "open":
        return told
    if pace.pictures is not None:
        told.append(f"{pace.pictures:,.1f}/s")
    left = None if batch.pages is None else pace.left(batch.pages - batch.pages_ended)
    if left:
        told.append(f"{duration(left)} left")
    return told


def _result(batch: "Batch", reasons: Mapping[str, int]) -> None:
    from services.collage.tally.summary.figures import duration
    from services.collage.tally.summary.gaps import gaps, hints

    parts = [
        f"{batch.pages or 0:,} pages in {duration(batch.total_seconds)}",
        f"{batch.generated:,} complete, {batch.partial:,} with pictures missing, {batch.failed:,} failed",
        f"{batch.pictures:,} pictures, {batch.missing:,} missing",
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
