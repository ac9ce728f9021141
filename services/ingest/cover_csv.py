"""Covers as CSV: UTF-8, commas, a header, line feeds."""

import csv
from collections.abc import AsyncGenerator
from contextlib import aclosing
from io import StringIO

from services.ingest.covers import Cover

COLUMNS = ("creator_name", "cover_url", "created_at", "video_id")
CONTENT_TYPE = "text/csv; charset=utf-8"


async def as_csv(pages: AsyncGenerator[list[Cover], None], *, video_ids: bool = False) -> AsyncGenerator[bytes, None]:
    """The CSV piece by piece: one for each page, the header before the first. Closes `pages` at the end."""
    width = len(COLUMNS) if video_ids else len(COLUMNS) - 1
    header = ",".join(COLUMNS[:width]) + "\n"
    async with aclosing(pages):
        async for page in pages:
            # Not before there is a page: a source that refuses is to leave nothing behind.
            text = StringIO(header)
            text.seek(len(header))
            header = ""
            csv.writer(text, lineterminator="\n").writerows(cover[:width] for cover in page)
            yield text.getvalue().encode("utf-8", "replace")
    if header:
        yield header.encode()
