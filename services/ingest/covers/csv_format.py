"""Writes covers as CSV: UTF-8, commas, a header, line feeds. Cells that look like formulas are escaped."""

import csv
from collections.abc import AsyncGenerator
from contextlib import aclosing
from io import StringIO
from typing import Literal

from libs.formulas import escaped
from services.ingest.covers.export import Cover

# Many CSV readers, such as the planner, end a row at a CR, which Python before 3.13 does not quote by default.
_QUOTING: dict[bool, Literal[0, 1]] = {True: csv.QUOTE_ALL, False: csv.QUOTE_MINIMAL}
COLUMNS = ("creator_name", "cover_url", "created_at", "video_id")
CONTENT_TYPE = "text/csv; charset=utf-8"


async def as_csv(pages: AsyncGenerator[list[Cover], None], *, video_ids: bool = False) -> AsyncGenerator[bytes, None]:
    """The CSV in pieces, one for each page; the first one begins with the header. Closes `pages` at the end."""
    width = len(COLUMNS) if video_ids else len(COLUMNS) - 1
    header = ",".join(COLUMNS[:width]) + "\n"
    async with aclosing(pages):
        async for page in pages:
            # The header is written with the first page, so that an error of the source leaves no file.
            text = StringIO(header)
            text.seek(len(header))
            header = ""
            _write(text, page, width)
            yield text.getvalue().encode("utf-8", "replace")
    if header:
        yield header.encode()


def _write(text: StringIO, page: list[Cover], width: int) -> None:
    writers = {has_cr: csv.writer(text, lineterminator="\n", quoting=quoting) for has_cr, quoting in _QUOTING.items()}
    for cover in page:
        cells = [escaped(cell) for cell in cover[:width]]
        writers[any("\r" in cell for cell in cells)].writerow(cells)
