"""Parses the rows of a CSV, and recovers from unclosed quotes."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice

from services.collage.planner.rows.dialect import SAMPLE_LINES, Dialect, detect
from services.collage.planner.rows.lines import EXCERPT, Bad, Lines

MAX_LINES = 100
"""Lines of one row. A quote that is open for longer counts as unclosed."""
MAX_REPLAYS = 1_000
"""How often the lines after an unclosed quote are read again. Later ones are dropped, to bound the time."""
_SEPARATOR = re.compile(r"""sep=.\s*|"sep=."\s*""", re.IGNORECASE).fullmatch
"""A first line for Excel."""


class Table:
    """The rows of `lines`, without the header. `bad` is called for each invalid row."""

    def __init__(self, lines: Lines, bad: Bad) -> None:
        self._source = lines
        self._lines = iter(lines)
        self._bad = bad
        self._pushed_back: deque[tuple[int, str]] = deque()
        """Lines to read again, with their numbers."""
        self._number: int | None = None
        """Number of the last line, if it was read again."""
        self._row: list[str] = []
        """The lines of the current row."""
        self._unclosed = False
        self._replays = 0
        self.dialect: Dialect | None = None
        """Set before the first row."""

    def __iter__(self) -> Iterator[list[str]]:
        """Cells of each row; a blank line has none. Raises PlanFailed for a header without the required columns."""
        self._pushed_back.extend((self._source.number, line) for line in islice(self._lines, SAMPLE_LINES))
        if self._pushed_back and _SEPARATOR(self._pushed_back[0][1]):
            self._pushed_back.popleft()
        self.dialect = detect([line for _, line in self._pushed_back])
        rows = self._rows(self.dialect.delimiter)
        if self.dialect.header:
            filled = filter(None, rows)
            for _ in islice(filled, self.dialect.above):
                self._bad(self.line, "above the header", self.text)
            next(filled, None)
        yield from rows

    @property
    def line(self) -> int:
        """The number of the first line of the last row."""
        return (self._number or self._source.number) - len(self._row) + 1

    @property
    def text(self) -> str:
        """The beginning of the last row, as in the file."""
        return "".join(self._row)[:EXCERPT].rstrip("\r\n")

    def _rows(self, delimiter: str) -> Iterator[list[str]]:
        row = self._row
        while True:
            self._unclosed = False
            try:
                for cells in csv.reader(self._bounded(), delimiter=delimiter, skipinitialspace=True):
                    if self._unclosed:
                        break
                    yield cells
                    row.clear()
                if not self._unclosed:
                    return
                self._reject("unclosed quote")
            except csv.Error:
                self._reject("not CSV")

    def _bounded(self) -> Iterator[str]:
        """Lines for the CSV reader, which reads more lines of a row while a quote is open."""
        row = self._row
        for line in chain(self._replayed(), self._lines):
            row.append(line)
            if len(row) > MAX_LINES:
                self._unclosed = True
                return
            yield line
        self._unclosed = bool(row)

    def _replayed(self) -> Iterator[str]:
        while self._pushed_back:
            self._number, line = self._pushed_back.popleft()
            yield line
        self._number = None

    def _reject(self, reason: str) -> None:
        """Reject the row's first line, and read the others again."""
        self._bad(self.line, reason, self._row[0][:EXCERPT].rstrip("\r\n"))
        if self._replays < MAX_REPLAYS:
            self._replays += 1
            self._pushed_back.extendleft(reversed(list(enumerate(self._row[1:], self.line + 1))))
        self._row.clear()
