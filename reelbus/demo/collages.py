"""The results of the batch of covers."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libs.events import CollageBatchCompleted, CollageGenerated


@dataclass(slots=True)
class Batch:
    """The pages of the batch, and its completion."""

    pages: "list[CollageGenerated]" = field(default_factory=list)
    completed: "CollageBatchCompleted | None" = None

    def add(self, result: "CollageGenerated | CollageBatchCompleted") -> None:
        """Add a result."""
        from libs.events import CollageGenerated

        if isinstance(result, CollageGenerated):
            self.pages.append(result)
        else:
            self.completed = result

    @property
    def summary(self) -> str:
        """One line about the collages; empty if there is no batch."""
        if self.completed is None:
            return ""
        placed, missing = self.completed.placed, self.completed.missing
        return f"a CSV of {placed + missing} covers: {self.completed.pages} collages, {missing} missing\n"
