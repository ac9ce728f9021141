"""The demo's covers as they came out: for its page, and a line for its summary."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
