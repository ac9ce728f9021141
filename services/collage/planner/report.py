"""What was wrong with a CSV's rows."""

from collections import Counter
from typing import NamedTuple

from pydantic import BaseModel, Field

from services.collage.planner.rows.lines import EXCERPT

FIRST = 100
COUNTED = {"rows_read", "rows_accepted", "rows_rejected", "rows_filtered", "rows_blank"}
"""The numbers of a report that a plan and its event have too."""


class RejectedRow(NamedTuple):
    """A row that could not be used. `line` counts from 1; `text` is how the row begins."""

    line: int
    reason: str
    text: str


class Report(BaseModel):
    """What people are told of a batch's CSV: stored as JSON."""

    batch_id: str
    csv_uri: str
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_filtered: int = Field(default=0, description="of other creators than the one that was asked for")
    rows_blank: int = Field(default=0, description="of the rejected ones: without anything in their cells")
    delimiter: str = ","
    header: bool = False
    reasons: dict[str, int] = Field(default={}, description="rejected rows by reason, most frequent first")
    first: list[RejectedRow] = Field(default=[], description=f"at most {FIRST} rejected rows")


class Rejections:
    """Counts bad rows by reason and keeps the first."""

    def __init__(self) -> None:
        self._reasons: Counter[str] = Counter()
        self.first: list[RejectedRow] = []

    def add(self, line: int, reason: str, text: str) -> None:
        """One more."""
        self._reasons[reason] += 1
        if len(self.first) < FIRST:
            self.first.append(RejectedRow(line, reason, text[:EXCERPT]))

    @property
    def count(self) -> int:
        """Bad rows."""
        return self._reasons.total()

    @property
    def reasons(self) -> dict[str, int]:
        """Bad rows by reason."""
        return dict(self._reasons.most_common())
