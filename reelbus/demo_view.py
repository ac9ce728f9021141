"""What the demo shows: a live table on a terminal, a line per result elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from reelbus import output

if TYPE_CHECKING:
    from libs.events import CaptionParsed

FIELDS = ("title", "price", "sizes", "tags", "sure", "by", "notes")

_WIDTHS = {"title": 3, "price": 3, "sizes": 3, "tags": 3, "notes": 4}
"""Shares of a terminal's width; the others take what they need."""


class View(Protocol):
    """Where the demo tells its story."""

    def say(self, text: str) -> None:
        """What is going on."""
        ...

    def show(self, result: "CaptionParsed") -> None:
        """What a video became."""
        ...

    def end(self, summary: str, advice: str) -> None:
        """That was it."""
        ...


@contextmanager
def view(videos: Sequence[dict[str, Any]]) -> Iterator[View]:
    """The view that fits stdout."""
    if not output.on_terminal():
        yield Lines()
        return
    from rich.console import Console
    from rich.live import Live

    console = Console()
    table = LiveTable(videos)
    with Live(console=console, refresh_per_second=8, get_renderable=table.render):
        yield table
    for text in table.last:
        console.print(text, markup=False, highlight=False, soft_wrap=True)


def facts(result: "CaptionParsed") -> dict[str, str]:
    """A result in words, by `FIELDS`."""
    notes = [f"{field}: {reason}" for field, reason in result.reasons.items()]
    if result.needs_review:
        notes.append("to review: " + ", ".join(result.needs_review))
    if result.degraded:
        notes.append("degraded")
    # Of the price, which matters most; without one, of the least certain fact.
    proofs = [result.evidence["price"]] if "price" in result.evidence else result.evidence.values()
    sure = min((proof.confidence for proof in proofs), default=None)
    return {
        "title": output.clean(result.title or "–"),
        "price": _price(result),
        "sizes": " ".join(filter(None, [result.size_system, ", ".join(result.sizes)])) or "–",
        "tags": output.clean(" ".join(f"#{tag}" for tag in result.hashtags)) or "–",
        "sure": "–" if sure is None else f"{sure:.0%}",
        "by": result.method,
        "notes": output.clean("; ".join(notes)) or "–",
    }


def _price(result: "CaptionParsed") -> str:
    currency = result.currency or "(currency?)"
    if result.price_range is not None:
        low, high = result.price_range
        return f"{_amount(low)}–{_amount(high)} {currency}"
    if result.price is None:
        return "–"
    was = "" if result.original_price is None else f", was {_amount(result.original_price)}"
    return f"{_amount(result.price)} {currency}{was}"


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


class Lines:
    """For pipes and logs."""

    def say(self, text: str) -> None:
        output.note(text)

    def show(self, result: "CaptionParsed") -> None:
        output.line(result.video_id, *(f"{name}={text}" for name, text in facts(result).items()))

    def end(self, summary: str, advice: str) -> None:
        print(summary, advice, sep="\n", flush=True)


class LiveTable:
    """For a terminal: a row per video from the start, filled as results come."""

    def __init__(self, videos: Sequence[dict[str, Any]]) -> None:
        self._captions = {video["video_id"]: output.clean(video["caption"]) for video in videos}
        self._results: dict[str, dict[str, str]] = {}
        self._saying = ""
        self.last: tuple[str, ...] = ()

    def say(self, text: str) -> None:
        self._saying = text

    def show(self, result: "CaptionParsed") -> None:
        self._results[result.video_id] = facts(result)

    def end(self, summary: str, advice: str) -> None:
        self._saying = summary
        self.last = (advice,)

    def render(self) -> Any:
        """The table as it stands."""
        from rich import box
        from rich.console import Group
        from rich.spinner import Spinner
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_lines=True, expand=True)
        table.add_column("caption", ratio=5, style="dim", overflow="fold")
        for name in FIELDS:
            table.add_column(name, ratio=_WIDTHS.get(name), overflow="fold")
        for video_id, caption in self._captions.items():
            found = self._results.get(video_id)
            cells = [Text(found[name]) for name in FIELDS] if found else [Text("…")]
            table.add_row(Text(caption), *cells)
        status = Text(self._saying) if self.last else Spinner("dots", Text(self._saying))
        return Group(table, status)
