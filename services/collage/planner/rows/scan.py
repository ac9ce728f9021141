"""Reads all rows of a batch's CSV, in steps."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from libs.events import CollageBatchSubmitted
from services.collage.planner.errors import BadRow, PlanFailed
from services.collage.planner.grouping import Grouping
from services.collage.planner.pages import per_page
from services.collage.planner.report import Rejections, Report
from services.collage.planner.rows.blocks import blocks
from services.collage.planner.rows.dialect import Columns
from services.collage.planner.rows.lines import Lines
from services.collage.planner.rows.picture import Picture, check_size, max_text_bytes, picture
from services.collage.planner.rows.table import Table

STEP_ROWS = 5_000
MAX_ROWS = 20_000_000
"""Rows of a CSV, with blank ones: more cannot be read and published within a handler's time limit."""


class CsvScan:
    """Adds a CSV's valid rows to `grouping` and counts the others. Used by one thread at a time."""

    def __init__(
        self, file: BinaryIO, batch: CollageBatchSubmitted, grouping: Grouping, max_rows: int = MAX_ROWS
    ) -> None:
        self._batch = batch
        self._grouping = grouping
        self._rejections = Rejections()
        self._table = Table(Lines(blocks(file), self._rejections.add), self._rejections.add)
        self._rows = iter(self._table)
        self._creator = batch.creator.strip() if batch.creator else None
        self._max_text_bytes = max_text_bytes(per_page(batch))
        self._max_rows = max_rows
        self._seen = self._accepted = self._filtered = self._blank = 0

    def step(self) -> bool:
        """Read the next STEP_ROWS rows; returns False at the end.

        Raises PlanFailed for an invalid file, sqlite3.Error and OSError when the disk is full.
        """
        before = self._seen
        self._accepted += self._grouping.add(self._pictures())
        if self._seen > self._max_rows:
            raise PlanFailed(f"the file has more than {self._max_rows:,} rows: split it into several files")
        return self._seen - before == STEP_ROWS

    def report(self) -> Report:
        """The report of the rows that were read so far."""
        rejected, dialect = self._rejections.count, self._table.dialect
        return Report(
            batch_id=self._batch.batch_id,
            csv_uri=self._batch.csv_uri,
            rows_read=self._accepted + rejected + self._filtered,
            rows_accepted=self._accepted,
            rows_rejected=rejected,
            rows_filtered=self._filtered,
            rows_blank=self._blank,
            delimiter=dialect.delimiter if dialect else ",",
            header=bool(dialect and dialect.header),
            reasons=self._rejections.reasons,
            first=sorted(self._rejections.first),
        )

    def _pictures(self) -> Iterator[Picture]:
        """The pictures of the next rows."""
        table, only, limit = self._table, self._creator, self._max_text_bytes
        columns: Columns | None = None
        for cells in islice(self._rows, STEP_ROWS):
            self._seen += 1
            if not cells:
                continue
            if columns is None:
                assert table.dialect is not None, "set before the first row"
                columns = table.dialect.columns
            try:
                found = creator, text = picture(cells, columns)
                if limit is not None:
                    check_size(text, limit)
            except BadRow as error:
                # Spreadsheets write rows of empty cells after the last one.
                blank = not any(map(str.strip, cells))
                self._blank += blank
                self._rejections.add(table.line, "blank row" if blank else str(error), table.text)
                continue
            if only is None or creator == only:
                yield found
            else:
                self._filtered += 1
