"""What the demo shows: a live table on a terminal, lines elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from reelbus.console import output
from reelbus.demo.facts import FIELDS, NOTHING, PICTURE_FIELDS

WIDE = 150
"""Columns of a terminal that are enough for a column per fact."""

_WIDTHS = {"title": 3, "price": 3, "sizes": 3, "tags": 3, "notes": 4, "picture": 4}
"""Shares of a wide terminal; the others take what they need."""


class View(Protocol):
    """Where the demo tells its story."""

    def say(self, text: str) -> None:
        """What is going on."""
        ...

    def show(self, video_id: str, told: Mapping[str, str]) -> None:
        """What a video became: facts of its caption, or of its pictures."""
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
    with Live(console=console, refresh_per_second=8, get_renderable=lambda: table.render(console.width)):
        yield table
    for text in table.last:
        console.print(text, markup=False, highlight=False, soft_wrap=True)


class Lines:
    """For pipes and logs: two lines for each video, as they come."""

    def say(self, text: str) -> None:
        output.note(text)

    def show(self, video_id: str, told: Mapping[str, str]) -> None:
        output.line(video_id, *(f"{name}={text}" for name, text in told.items()))

    def end(self, summary: str, advice: str) -> None:
        print(summary, advice, sep="\n", flush=True)


class LiveTable:
    """For a terminal: a row per video from the start, filled as results come."""

    def __init__(self, videos: Sequence[dict[str, Any]]) -> None:
        self._captions = {video["video_id"]: output.clean(video["caption"]) for video in videos}
        self._told: dict[str, dict[str, str]] = {video_id: {} for video_id in self._captions}
        self._saying = ""
        self.last: tuple[str, ...] = ()

    def say(self, text: str) -> None:
        self._saying = text

    def show(self, video_id: str, told: Mapping[str, str]) -> None:
        self._told[video_id].update(told)

    def end(self, summary: str, advice: str) -> None:
        self._saying = summary
        self.last = (advice,)

    def render(self, width: int) -> Any:
        """The table as it stands."""
        from rich import box
        from rich.console import Group
        from rich.spinner import Spinner
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_lines=True, expand=True)
        table.add_column("caption", ratio=5, style="dim", overflow="fold")
        if width >= WIDE:
            for name in (*FIELDS, *PICTURE_FIELDS):
                table.add_column(name, ratio=_WIDTHS.get(name), overflow="fold")
        else:
            table.add_column("what it says", ratio=5, overflow="fold")
            table.add_column("picture", ratio=4, overflow="fold")
        for video_id, caption in self._captions.items():
            table.add_row(Text(caption), *(_spread if width >= WIDE else _stacked)(self._told[video_id]))
        status = Text(self._saying) if self.last else Spinner("dots", Text(self._saying))
        return Group(table, status)


def _spread(told: Mapping[str, str]) -> list[Any]:
    """A cell for each fact."""
    from rich.text import Text

    return [Text(told.get(name, "…")) for name in (*FIELDS, *PICTURE_FIELDS)]


def _stacked(told: Mapping[str, str]) -> list[Any]:
    """Two cells: the caption's facts below each other, and the picture's."""
    from rich.text import Text

    caption, picture = Text(told.get("title", "…"), style="bold"), Text(told.get("picture", "…"))
    for name in ("price", "sizes", "tags"):
        if told.get(name, NOTHING) != NOTHING:
            caption.append(f"\n{told[name]}", style="not bold")
    if "sure" in told:
        notes = "" if told["notes"] == NOTHING else f"; {told['notes']}"
        caption.append(f"\n{told['sure']} sure, by {told['by']}{notes}", style="not bold dim")
    if told.get("score", NOTHING) != NOTHING:
        picture.append(f"\nscore {told['score']}, {told['stored']} pictures", style="dim")
    return [caption, picture]
