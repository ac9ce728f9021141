"""The demo's covers as they came out: a section of its page, and a line in its summary."""

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reelbus.stack.services import OBJECTS

if TYPE_CHECKING:
    from libs.events import CollageBatchCompleted, CollageGenerated


@dataclass(slots=True)
class Batch:
    """The pages of the batch of covers, and its end."""

    pages: "list[CollageGenerated]" = field(default_factory=list)
    completed: "CollageBatchCompleted | None" = None

    def add(self, result: "CollageGenerated | CollageBatchCompleted") -> None:
        """Take a result in."""
        from libs.events import CollageGenerated

        if isinstance(result, CollageGenerated):
            self.pages.append(result)
        else:
            self.completed = result

    @property
    def told(self) -> str:
        """A line on what became of the covers; nothing where there were none."""
        if self.completed is None:
            return ""
        placed, missing = self.completed.placed, self.completed.missing
        return f"a CSV of {placed + missing} covers: {self.completed.pages} collages, {missing} missing\n"

    def section(self, objects: str) -> str:
        """The collages, for the page. `objects` is the URI of the folder `objects` beside it."""
        if self.completed is None:
            return ""
        figures = "".join(self._figure(page, objects) for page in sorted(self.pages, key=lambda one: one.creator))
        summary = _place(self.completed.page_uri, objects)
        link = f' <a href="{summary}">Its summary</a>.' if summary else ""
        return f"""<h1>What a CSV of covers became</h1>
<p class="soft">It was dropped into <code>{OBJECTS}/csv-files/</code>. The ingest service found it, the planner sorted
it by creator, the worker fetched the covers and drew a page for each creator, the tally counted until all were
there.{link}</p>
<div class="collages">{figures}</div>"""

    def _figure(self, page: "CollageGenerated", objects: str) -> str:
        place = _place(page.uri, objects)
        text = escape(f"{page.creator}, page {page.page}: {page.placed} covers" + _without(page.missing))
        image = f'<img src="{place}" width="{page.width}" height="{page.height}" alt="{text}">' if place else ""
        return f'<figure><a href="{place}">{image}</a><figcaption>{text}</figcaption></figure>'


def _without(missing: int) -> str:
    return f", {missing} missing" if missing else ""


def _place(uri: str | None, objects: str) -> str:
    """Where an object lies, as seen from the page."""
    from libs.storage.uri import key_below

    key = key_below(objects, uri) if uri else None
    return escape(quote(f"{OBJECTS}/{key}")) if key else ""
