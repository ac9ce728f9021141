"""The progress of something that services do: a bar on a terminal, lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reelbus.console import output

if TYPE_CHECKING:
    import rich.progress

LINE_SECONDS = 2.0
"""Least time between two lines."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. `done` of `total` (None: not known) fill the bar, `amount` says it: "3/12 pages".

    `details`: further counts. A change of the first one is worth a new line, a change of a rate is not.
    """

    status: str
    ended: bool
    done: int
    total: int | None
    amount: str
    details: tuple[str, ...] = ()


class View(Protocol):
    """Shows progress."""

    def note(self, text: str) -> None:
        """Show why there is no progress to show."""
        ...

    def show(self, progress: Progress, now: float) -> None:
        """Show `progress` at `now` (seconds of any clock)."""
        ...


@contextmanager
def view(name: str) -> Iterator[View]:
    """The view that fits stdout."""
    if not output.on_terminal():
        yield Lines(name)
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    texts = [TextColumn("{task.fields[" + field + "]}", markup=False) for field in ("amount", "details")]
    label = TextColumn("{task.description}", markup=False)
    with Progress(SpinnerColumn(), label, BarColumn(bar_width=None), *texts, expand=True, transient=True) as progress:
        yield Bar(progress, name)


class Lines:
    """For pipes and logs: a line when something changed, at most one every LINE_SECONDS."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last: tuple[object, ...] | None = None
        self._when = float("-inf")

    def note(self, text: str) -> None:
        output.note(text)

    def show(self, progress: Progress, now: float) -> None:
        state = (progress.status, progress.done, progress.total, *progress.details[:1])
        if state == self._last or (now < self._when + LINE_SECONDS and not progress.ended):
            return
        self._last, self._when = state, now
        output.line(self._name, progress.status, progress.amount, *progress.details)


class Bar:
    """A progress bar for a terminal."""

    def __init__(self, progress: "rich.progress.Progress", name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(output.clean(name), total=None, amount="", details="waiting")

    def note(self, text: str) -> None:
        self._progress.update(self._task, details=output.clean(text))

    def show(self, progress: Progress, now: float) -> None:
        # Without a total the bar is empty: with a total of 0 it would look complete.
        self._progress.update(
            self._task, completed=progress.done, total=progress.total or None, amount=progress.amount,
            details=", ".join(progress.details),
        )  # fmt: skip
