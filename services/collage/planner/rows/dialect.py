"""Detects the delimiter and the columns of a CSV. Pure."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from services.collage.planner.errors import PlanFailed

SAMPLE_LINES = 20
DELIMITERS = (",", ";", "\t", "|")
NAMES = {
    "creator": ("creator_name", "creator", "username", "seller", "seller_handle", "creator_username"),
    "url": ("cover_url", "url", "image_url", "cover", "cover_image_url"),
    "created_at": ("created_at", "date", "created"),
    "video_id": ("video_id", "id"),
}
"""Names of each column, in any case. If a header has several of them, the first in this list is used."""


class Columns(NamedTuple):
    """Positions in a row, from 0."""

    creator: int = 0
    url: int = 1
    created_at: int | None = 2
    video_id: int | None = None


class Dialect(NamedTuple):
    """How to read a CSV."""

    delimiter: str
    columns: Columns
    header: bool
    above: int = 0
    """Rows before the header, such as the title of a report, without blank ones."""


def detect(lines: Sequence[str]) -> Dialect:
    """The dialect of a file that begins with `lines`; without a header, columns are creator, address and date.

    A header below the title of a report is found only if its columns are in another order.

    Raises PlanFailed for a header without the required columns.
    """
    samples = {delimiter: _rows(lines, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: _fitness(samples[delimiter]))
    rows = samples[best]
    for delimiter, sample in samples.items():
        above = _titles(sample)
        if above and (columns := _columns(sample[above]))[:2] != Columns()[:2]:
            return Dialect(delimiter, columns, header=True, above=above)
    if not rows or not _is_header(rows[0]):
        return Dialect(best, Columns(), header=False)
    return Dialect(best, _columns(rows[0]), header=True)


def _rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(row for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True) if row)
    return rows


def _fitness(rows: list[list[str]]) -> tuple[int, int]:
    """The number of known columns in the header; without a header, of rows with an address in the second column."""
    if rows and _is_header(rows[0]):
        found = sum(any(_name(cell) in names for cell in rows[0]) for names in NAMES.values())
        return found, 0
    return 0, sum(len(row) > 1 and _is_address(row[1]) for row in rows)


def _is_header(row: list[str]) -> bool:
    known = {name for names in NAMES.values() for name in names}
    return any(_name(cell) in known for cell in row) and not any(_is_address(cell) for cell in row)


def _titles(rows: list[list[str]]) -> int:
    """The number of rows above a header with all required columns; 0 if there is no such header."""
    for number, row in enumerate(rows):
        cells = set(map(_name, row))
        if _is_header(row) and not cells.isdisjoint(NAMES["creator"]) and not cells.isdisjoint(NAMES["url"]):
            return number
        if any(map(_is_address, row)):
            break
    return 0


def _is_address(cell: str) -> bool:
    return "://" in cell


def _columns(header: list[str]) -> Columns:
    cells = [_name(cell) for cell in header]
    found = {
        column: next((cells.index(name) for name in names if name in cells), None) for column, names in NAMES.items()
    }
    creator, url = found["creator"], found["url"]
    if creator is None or url is None:
        missing = "creator" if creator is None else "url"
        raise PlanFailed(
            f"the header has no column {NAMES[missing][0]} (or {', '.join(NAMES[missing][1:])}): "
            f"it has {', '.join(cells)[:200]}"
        )
    return Columns(creator, url, found["created_at"], found["video_id"])


def _name(cell: str) -> str:
    return cell.strip().lower().replace(" ", "_").replace("-", "_")
