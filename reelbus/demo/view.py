"""The output of the demo: a live table on a terminal, lines elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Protocol

from reelbus.console import output
from reelbus.demo.enhanced import PRODUCT_FIELDS
from reelbus.demo.facts import FIELDS, NOTHING, PICTURE_FIELDS
from reelbus.demo.listings import LISTING_FIELDS
from reelbus.demo.merged import MERGED_FIELDS

COLUMNS = (*FIELDS, *LISTING_FIELDS, *PICTURE_FIELDS)
WIDE = 180
"""Least width of a terminal, in columns, for one column per fact."""

_WIDTHS = {"title": 3, "price": 3, "sizes": 3, "hashtags": 3, "notes": 4, "category": 3, "tags": 3, "picture": 4}
"""Relative widths on a wide terminal; the other columns are as wide as their texts."""


class View(Protocol):
    """Shows the progress and the results."""

    def status(self, text: str) -> None:
        """Show the current step."""
        ...

    def show(self, subject: str, facts: Mapping[str, str]) -> None:
        """Show facts of a video (its id), of a product photo (the product's id), or of a part of the merged video."""
        ...

    def show_all(self, facts: Mapping[str, Mapping[str, str]]) -> None:
        """Show facts of several subjects."""
        for subject, found in facts.items():
            self.show(subject, found)

    def end(self, summary: str, advice: str) -> None:
        """Show the summary and what to do next."""
        ...


@contextmanager
def view(
    videos: Sequence[dict[str, Any]], products: Mapping[str, str], merged: Mapping[str, str]
) -> Iterator[View]:  # fmt: skip
    """The view that fits stdout. `products`, `merged`: titles by subject."""
    if not output.on_terminal():
        yield Lines()
        return
    from rich.console import Console
    from rich.live import Live

    console = Console()
    table = LiveTable(videos, products, merged)
    with Live(console=console, refresh_per_second=8, get_renderable=lambda: table.render(console.width)):
        yield table
    for text in table.last:
        console.print(text, markup=False, highlight=False, soft_wrap=True)


class Lines(View):
    """For pipes and logs: one line for each result."""

    def status(self, text: str) -> None:
        output.note(text)

    def show(self, subject: str, facts: Mapping[str, str]) -> None:
        output.line(subject, *(f"{name}={text}" for name, text in facts.items()))

    def end(self, summary: str, advice: str) -> None:
        print(summary, advice, sep="\n", flush=True)


class LiveTable(View):
    """For a terminal: one row per video, product and part of the merged video, filled as results arrive.

    `products`, `merged`: titles by subject.
    """

    def __init__(
        self,
        videos: Sequence[dict[str, Any]],
        products: Mapping[str, str],
        merged: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._captions = {video["video_id"]: output.clean(video["caption"]) for video in videos}
        self._products, self._merged = products, merged
        self._facts: dict[str, dict[str, str]] = {subject: {} for subject in (*self._captions, *products, *merged)}
        self._status = ""
        self.last: tuple[str, ...] = ()

    def status(self, text: str) -> None:
        self._status = text

    def show(self, subject: str, facts: Mapping[str, str]) -> None:
        self._facts[subject].update(facts)

    def end(self, summary: str, advice: str) -> None:
        self._status = summary
        self.last = (advice,)

    def render(self, width: int) -> Any:
        """The tables with the results so far."""
        from rich.console import Group
        from rich.spinner import Spinner
        from rich.text import Text

        tables = [self._videos(width)] if self._captions else []
        if self._products:
            tables.append(self._section("product photo", self._products, PRODUCT_FIELDS))
        if self._merged:
            tables.append(self._section("merged to one video", self._merged, MERGED_FIELDS))
        return Group(*tables, Text(self._status) if self.last else Spinner("dots", Text(self._status)))

    def _videos(self, width: int) -> Any:
        from rich.text import Text

        table = _table("caption")
        if width >= WIDE:
            for name in COLUMNS:
                table.add_column(name, ratio=_WIDTHS.get(name), overflow="fold")
        else:
            table.add_column("facts", ratio=5, overflow="fold")
            table.add_column("picture", ratio=4, overflow="fold")
        for video_id, caption in self._captions.items():
            table.add_row(Text(caption), *(_spread if width >= WIDE else _stacked)(self._facts[video_id]))
        return table

    def _section(self, heading: str, titles: Mapping[str, str], fields: Sequence[str]) -> Any:
        from rich.text import Text

        table = _table(heading)
        for name in fields:
            table.add_column(name, ratio=3, overflow="fold")
        for subject, title in titles.items():
            facts = self._facts[subject]
            table.add_row(Text(title), *(Text(facts.get(name, "…")) for name in fields))
        return table


def _table(first: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_lines=True, expand=True)
    table.add_column(first, ratio=5, style="dim", overflow="fold")
    return table


def _spread(facts: Mapping[str, str]) -> list[Any]:
    """A cell for each fact."""
    from rich.text import Text

    return [Text(facts.get(name, "…")) for name in COLUMNS]


def _stacked(facts: Mapping[str, str]) -> list[Any]:
    """Two cells: the facts of the caption, one per line, and those of the thumbnails."""
    from rich.text import Text

    caption, picture = Text(facts.get("title", "…"), style="bold"), Text(facts.get("picture", "…"))
    for name in ("price", "sizes", "hashtags", "category", "tags"):
        if facts.get(name, NOTHING) != NOTHING:
            caption.append(f"\n{facts[name]}", style="not bold")
    if "sure" in facts:
        notes = "" if facts["notes"] == NOTHING else f"; {facts['notes']}"
        caption.append(f"\n{facts['sure']} sure, by {facts['by']}{notes}", style="not bold dim")
    if facts.get("score", NOTHING) != NOTHING:
        picture.append(f"\nscore {facts['score']}, {facts['stored']} pictures", style="dim")
    if "listing" in facts:
        picture.append(f"\nlisting {facts['listing']}", style="dim")
    return [caption, picture]
