"""What a row must have to become a picture. Pure, and called for every row: hence the order of its questions."""

import re
from collections.abc import Sequence

from pydantic_core import to_json

from libs.epoch import unix_time_of, utc_text
from libs.formulas import restored
from services.collage.planner.errors import BadRow
from services.collage.planner.rows.dialect import Columns

LONGEST_CREATOR, LONGEST_URL, LONGEST_DATE, LONGEST_ID = 256, 2048, 64, 256
NULL = "\\N"
"""What MySQL and PostgreSQL export in place of null."""
_HOST = re.compile(r"https?://[^/?#\\:@\s]", re.IGNORECASE).match
_SCHEME = re.compile(r"https?:", re.IGNORECASE).match
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]").search


Picture = tuple[str, str]
"""A creator, and a picture on its way to a page: address, id, date, with the tabs between that none can hold."""


def picture(cells: Sequence[str], columns: Columns) -> Picture:
    """The picture of a row. Raises BadRow. An id or a date that is of no use is left out."""
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
    # What is printable has no controls; the slower question is for the rest, such as joined emoji.
    if not creator.isprintable() and _CONTROL(creator):
        raise BadRow("control characters in the creator")
    if not _HOST(url) or len(url) > LONGEST_URL:
        raise BadRow(_wrong(url))
    if not url.isprintable() and _CONTROL(url):
        raise BadRow("control characters in the address")
    date = "" if date_at is None else _kept(cells, date_at, LONGEST_DATE)
    if date[4:5].isdecimal():  # no date has a fifth digit, but for one without dashes
        date = _as_date(date)
    video_id = "" if id_at is None else _kept(cells, id_at, LONGEST_ID)
    return creator, f"{url}\t{video_id}\t{date}"


def image_fields(text: str) -> dict[str, str | None]:
    """The fields of the picture's CoverImage. Validating a page of these is quicker than building models."""
    url, video_id, date = text.split("\t")
    return {"url": url, "video_id": video_id or None, "created_at": date or None}


def _wrong(url: str) -> str:
    if not url or url == NULL:
        return "no address"
    if not _SCHEME(url):
        return "not an http address"
    return "address too long" if len(url) > LONGEST_URL else "address without a host"


def _kept(cells: Sequence[str], at: int, longest: int) -> str:
    cell = restored(cells[at].strip()) if at < len(cells) else ""
    return "" if len(cell) > longest or cell == NULL or not cell.isprintable() else cell


def _as_date(text: str) -> str:
    """A Unix time as a date; any other text as it is."""
    when = unix_time_of(text)
    return text if when is None else utc_text(when)


PAGE_BYTES = 900_000
"""Of a page's pictures as JSON: brokers take records of 1 MiB."""
_AROUND = 60
"""Bytes of a picture's JSON beside its texts: names, quotes, commas."""
_LARGEST = 6 * (LONGEST_URL + LONGEST_DATE + LONGEST_ID)
"""Bytes of a picture's texts as JSON at the very most."""


def room(per_page: int) -> int | None:
    """Bytes that a picture's texts may have, so that `per_page` of them fit into a record; None: they always do."""
    each = PAGE_BYTES // per_page - _AROUND
    return each if each < _LARGEST else None


def check_size(text: str, most: int) -> None:
    """Raises BadRow for texts that would not leave room for the others of their page."""
    if 6 * len(text) > most and len(to_json(text)) > most:
        raise BadRow("too long for a page of so many pictures")
