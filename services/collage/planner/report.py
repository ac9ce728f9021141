"""The report of a CSV's invalid rows."""

from collections import Counter
from typing import NamedTuple

from pydantic import BaseModel, Field

from services.collage.planner.rows.lines import EXCERPT

FIRST = 100
COUNTED = {"rows_read", "rows_accepted", "rows_rejected", "rows_filtered", "rows_blank"}
"""The counts that plans and events share with reports."""


class RejectedRow(NamedTuple):
    """An invalid row. `line` counts from 1; `text` is the beginning of the row."""

    line: int
    reason: str
    text: str


class Report(BaseModel):
    """The report of a batch's CSV, stored as JSON."""

    batch_id: str
    csv_uri: str
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_filtered: int = Field(default=0, description="of other creators than the requested one")
    rows_blank: int = Field(default=0, description="rejected rows with empty cells only")
    delimiter: str = ","
    header: bool = False
    reasons: dict[str, int] = Field(default={}, description="rejected rows by reason, most frequent first")
    first: list[RejectedRow] = Field(default=[], description=f"at most {FIRST} rejected rows")


class Rejections:
    """Counts rejected rows by reason, and keeps the first ones."""

    def __init__(self) -> None:
        self._reasons: Counter[str] = Counter()
        self.first: list[RejectedRow] = []

    def add(self, line: int, reason: str, text: str) -> None:
        """Add a rejected row."""
        self._reasons[reason] += 1
        if len(self.first) < FIRST:
            self.first.append(RejectedRow(line, reason, text[:EXCERPT]))

    @property
    def count(self) -> int:
        """Number of rejected rows."""
        return self._reasons.total()

    @property
    def reasons(self) -> dict[str, int]:
        """Rejected rows by reason, the most frequent first."""
        return dict(self._reasons.most_common())
