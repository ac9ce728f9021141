"""The list of batches on a terminal: the outcome of each, in 80 columns."""

from datetime import UTC, datetime

import pytest

from reelbus.batch.status import COLUMNS, for_people
from reelbus.console.tables import layout
from services.collage.tally.batch import Batch

NOON = datetime(2026, 11, 22, 12, 30, 59, tzinfo=UTC)


def batch(status: str = "completed", **more: object) -> Batch:
    given = {
        "batch_id": "covers-95a1e8ec1b50", "status": status, "reason": None, "csv_uri": None, "trigger": None, "seen_at": NOON,
        "submitted_at": NOON, "planned_at": NOON, "completed_at": None, "completed_by": None, "rows_read": 7000,
        "rows_accepted": 7000, "rows_rejected": 0, "rows_filtered": 0, "creators": 1, "pages": 200, "report_uri": None,
        "pages_ended": 200, "generated": 200, "partial": 0, "failed": 0, "placed": 7000, "missing": 0, "bytes": 0, "downloaded": 0,
        "last_page_at": None, "revision": 0, "summarized": None, "summary_uri": None, "page_uri": None,
    }  # fmt: skip
    return Batch(**(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        (batch(), "complete"),
        (batch(missing=1), "with-gaps"),
        (batch(placed=0, missing=7000), "empty"),
        (batch(cancelled=35, missing=35), "cancelled"),
        (batch("failed", pages=0, pages_ended=0, placed=0), "failed"),
        (batch("open", pages=None), "open"),
    ],
)
def test_the_status_is_one_word(shown: Batch, word: str) -> None:
    cells = for_people(shown)
    assert len(cells) == len(COLUMNS)
    assert (cells[1], cells[-1]) == (word, "2026-11-22 12:30")


def test_a_batch_fits_80_columns() -> None:
    cells = [str(cell) for cell in for_people(batch(placed=6990, missing=10))]
    lines = layout(COLUMNS, [cells], 80, frozenset(COLUMNS[2:7]))
    assert lines[0].startswith("BATCH  "), "columns, no blocks"
    assert max(map(len, lines)) <= 80
