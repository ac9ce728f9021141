"""A batch as stored in its row, and the event at its end. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

from libs.events import CollageBatchCompleted
from libs.events.collage import Outcome


@dataclass(frozen=True, slots=True)
class Batch:
    """One row of `collage_batches`."""

    batch_id: str
    status: str
    reason: str | None
    csv_uri: str | None
    trigger: str | None
    seen_at: datetime
    submitted_at: datetime | None
    planned_at: datetime | None
    completed_at: datetime | None
    completed_by: str | None
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_filtered: int
    creators: int
    pages: int | None
    report_uri: str | None
    pages_ended: int
    generated: int
    partial: int
    failed: int
    placed: int
    missing: int
    bytes: int
    downloaded: int
    last_page_at: datetime | None
    revision: int
    summarized: int | None
    summary_uri: str | None
    page_uri: str | None
    rows_blank: int = 0
    cancelled: int = 0

    @classmethod
    def of(cls, row: Any) -> Self:
        """From a row with all columns."""
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})

    @property
    def planned(self) -> bool:
        """Whether its plan, with the number of pages, was received."""
        return self.pages is not None

    @property
    def ended(self) -> bool:
        """Whether all its pages have ended."""
        return self.pages is not None and self.pages_ended >= self.pages

    @property
    def final_status(self) -> str:
        """The status at its end: a batch without pages has failed."""
        return "completed" if self.pages else "failed"

    @property
    def outcome(self) -> Outcome | None:
        """Whether all requested pictures are on collages; None before its end."""
        if not self.ended:
            return None
        if self.cancelled:
            return "cancelled"
        if not self.placed:
            return "empty"
        return "with-gaps" if self.missing or self.rows_unused else "complete"

    @property
    def rows_unused(self) -> int:
        """Rejected rows without the blank ones, which request nothing."""
        return max(0, self.rows_rejected - self.rows_blank)

    @property
    def pictures(self) -> int:
        """Pictures of the pages that have ended."""
        return self.placed + self.missing

    @property
    def drawing_seconds(self) -> float | None:
        """From the plan to the last page; None if one of them is not known. The plan may arrive after pages."""
        return _between(self.planned_at, self.last_page_at)

    @property
    def planning_seconds(self) -> float | None:
        """From the submission to the plan."""
        return _between(self.submitted_at, self.planned_at)

    @property
    def total_seconds(self) -> float | None:
        """From the submission to the last page; without pages, to the plan."""
        return _between(self.submitted_at, self.last_page_at or self.planned_at)

    @property
    def rate(self) -> float | None:
        """Pictures per second, from the plan to the last page."""
        seconds = self.drawing_seconds
        return self.pictures / seconds if seconds else None


def completed(batch: Batch, reasons: Mapping[str, int] = MappingProxyType({})) -> CollageBatchCompleted:
    """The event of a batch that has ended. `reasons`: counts of gaps by reason."""
    return CollageBatchCompleted(
        batch_id=batch.batch_id,
        status="completed" if batch.status == "completed" else "failed",
        outcome=batch.outcome,
        reasons=dict(reasons),
        reason=batch.reason,
        csv_uri=batch.csv_uri or "",
        trigger=batch.trigger or "manual",
        pages=batch.pages or 0,
        generated=batch.generated,
        partial=batch.partial,
        failed=batch.failed,
        placed=batch.placed,
        missing=batch.missing,
        rows_rejected=batch.rows_rejected,
        bytes=batch.bytes,
        seconds=batch.total_seconds or 0.0,
        summary_uri=batch.summary_uri,
        page_uri=batch.page_uri,
        report_uri=batch.report_uri,
    )


def _between(start: datetime | None, end: datetime | None) -> float | None:
    """Seconds, at least 0: the two times may come from different clocks."""
    return max(0.0, (end - start).total_seconds()) if start and end else None
