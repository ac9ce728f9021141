"""Rows of a CSV whose quotes may not be closed."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice

from services.collage.planner.rows.dialect import SAMPLE_LINES, Dialect, detect
from services.collage.planner.rows.lines import EXCERPT, Bad, Lines

MOST_LINES = 100
"""Lines that one row may span. A quote that is open for longer is a mistake."""
MOST_REPLAYS = 1_000
"""So many stretches behind an unclosed quote are read again; more in one file are dropped, or reading has no end."""
_SEPARATOR = re.compile(r"""sep=.\s*|"sep=."\s*""", re.IGNORECASE).fullmatch
"""A first line for Excel."""


class Table:
    """The rows of `lines`, without the header. `bad` is told of rows that are none."""

    def __init__(self, lines: Lines, bad: Bad) -> None:
        self._count = lines
        self._lines = iter(lines)
        self._bad = bad
        self._again: deque[tuple[int, str]] = deque()
        """Lines that were looked at and are to be read, with their numbers."""
        self._number: int | None = None
        """Of the line that came last, if it was one of those."""
        self._row: list[str] = []
        """The lines of the row that is read now."""
        self._unclosed = False
        self._replays = 0
        self.dialect: Dialect | None = None
        """Known when the first row has come."""

    def __iter__(self) -> Iterator[list[str]]:
        """Cells of each row; a blank line has none. Raises PlanFailed for a header that lacks what is needed."""
        self._again.extend((self._count.number, line) for line in islice(self._lines, SAMPLE_LINES))
        if self._again and _SEPARATOR(self._again[0][1]):
            self._again.popleft()
        self.dialect = detect([line for _, line in self._again])
        rows = self._rows(self.dialect.delimiter)
        if self.dialect.header:
            filled = filter(None, rows)
            for _ in islice(filled, self.dialect.above):
                self._bad(self.line, "above the header", self.text)
            next(filled, None)
        yield from rows

    @property
    def line(self) -> int:
        """The number of the line in which the row began that came last."""
        return (self._number or self._count.number) - len(self._row) + 1

    @property
    def text(self) -> str:
        """How that row begins, as it stands in the file."""
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
                self._give_up("unclosed quote")
            except csv.Error:
                self._give_up("not CSV")

    def _bounded(self) -> Iterator[str]:
        """Lines for the reader, which asks for another within a row while a quote is open."""
        row = self._row
        for line in chain(self._replayed(), self._lines):
            row.append(line)
            if len(row) > MOST_LINES:
                self._unclosed = True
                return
            yield line
        self._unclosed = bool(row)

    def _replayed(self) -> Iterator[str]:
        while self._again:
            self._number, line = self._again.popleft()
            yield line
        self._number = None

    def _give_up(self, reason: str) -> None:
        """Only the row's first line is lost: the others are read again."""
        self._bad(self.line, reason, self._row[0][:EXCERPT].rstrip("\r\n"))
        if self._replays < MOST_REPLAYS:
            self._replays += 1
            self._again.extendleft(reversed(list(enumerate(self._row[1:], self.line + 1))))
        self._row.clear()
