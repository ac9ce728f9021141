"""Validates a row. Pure. It is called for every row, so the cheap checks come first."""

import re
from collections.abc import Sequence

from pydantic_core import to_json

from libs.epoch import unix_time_of, utc_text
from libs.formulas import restored
from services.collage.planner.errors import BadRow
from services.collage.planner.rows.dialect import Columns

LONGEST_CREATOR, LONGEST_URL, LONGEST_DATE, LONGEST_ID = 256, 2048, 64, 256
NULL = "\\N"
"""Null in exports of MySQL and PostgreSQL."""
_HOST = re.compile(r"https?://[^/?#\\:@\s]", re.IGNORECASE).match
_SCHEME = re.compile(r"https?:", re.IGNORECASE).match
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]").search


Picture = tuple[str, str]
"""A creator, and the picture's address, id and date, separated by tabs, which none of them can contain."""


def picture(cells: Sequence[str], columns: Columns) -> Picture:
    """The picture of a row. Raises BadRow. An invalid id or date is left out."""
    creator_at, url_at, date_at, id_at = columns
    try:
        creator = restored(cells[creator_at].strip())
        url = cells[url_at].strip()
    except IndexError:
        raise BadRow("too few columns") from None
    if not creator or creator == NULL:
        raise BadRow("no creator")
    if len(creator) > LONGEST_CREATOR:
        raise BadRow("creator too long")
    # Printable text has no control characters; the slower check is for other text, such as joined emoji.
    if not creator.isprintable() and _CONTROL(creator):
        raise BadRow("control characters in the creator")
    if not _HOST(url) or len(url) > LONGEST_URL:
        raise BadRow(_url_problem(url))
    if not url.isprintable() and _CONTROL(url):
        raise BadRow("control characters in the address")
    date = "" if date_at is None else _optional(cells, date_at, LONGEST_DATE)
    if date[4:5].isdecimal():  # a date with dashes has no fifth digit
        date = _as_date(date)
    video_id = "" if id_at is None else _optional(cells, id_at, LONGEST_ID)
    return creator, f"{url}\t{video_id}\t{date}"


def image_fields(text: str) -> dict[str, str | None]:
    """The fields of the picture's CoverImage. Validating a page of dicts is faster than building models."""
    url, video_id, date = text.split("\t")
    return {"url": url, "video_id": video_id or None, "created_at": date or None}


def _url_problem(url: str) -> str:
    if not url or url == NULL:
        return "no address"
    if not _SCHEME(url):
        return "not an http address"
    return "address too long" if len(url) > LONGEST_URL else "address without a host"


def _optional(cells: Sequence[str], at: int, longest: int) -> str:
    cell = restored(cells[at].strip()) if at < len(cells) else ""
    return "" if len(cell) > longest or cell == NULL or not cell.isprintable() else cell


def _as_date(text: str) -> str:
    """A Unix time as a date; other text unchanged."""
    when = unix_time_of(text)
    return text if when is None else utc_text(when)


PAGE_BYTES = 900_000
"""Size limit of a page's pictures as JSON: brokers accept records of 1 MiB by default."""
_OVERHEAD = 60
"""Bytes of a picture's JSON without its texts: names, quotes, commas."""
_LARGEST = 6 * (LONGEST_URL + LONGEST_DATE + LONGEST_ID)
"""The largest possible size of a picture's texts as JSON, in bytes."""


def max_text_bytes(per_page: int) -> int | None:
    """Size limit of a picture's texts as JSON, so that `per_page` pictures fit into a record; None: they always fit."""
    each = PAGE_BYTES // per_page - _OVERHEAD
    return each if each < _LARGEST else None


def check_size(text: str, limit: int) -> None:
    """Raises BadRow for texts of more than `limit` bytes as JSON."""
    if 6 * len(text) > limit and len(to_json(text)) > limit:
        raise BadRow("too long for a page of so many pictures")
