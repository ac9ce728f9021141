"""Cover URLs out of the source's table, page by page: millions of rows in flat memory."""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, Select, literal, or_, select

from services.ingest.covers.urls import cover_urls
from services.ingest.covers.window import Window
from services.ingest.settings import CoversSettings
from services.ingest.source.database import Source, in_time
from services.ingest.source.table import Types, check_table, naming_settings, source_table, type_of, types_of
from services.ingest.source.times import as_text, check_times, values_of, within

PAGE_ROWS = 2000
MOST_KEPT = 100
"""Malformed rows that are told one by one."""
MOST_CREATORS = 250_000
"""Counted; beyond, their number would cost memory."""


class Ask(NamedTuple):
    """Which covers are wanted."""

    settings: CoversSettings
    window: Window
    creator: str | None = None


class Cover(NamedTuple):
    """A line of the CSV."""

    creator: str
    url: str
    created_at: str
    video_id: str


class Malformed(NamedTuple):
    """A row that gives no cover."""

    creator: str
    created_at: str
    problem: str


@dataclass
class Counts:
    """What has been read so far."""

    rows: int = 0
    urls: int = 0
    malformed: int = 0
    """Rows without one usable URL."""
    unusable: int = 0
    """Entries left out of rows that have other URLs."""
    kept: list[Malformed] = field(default_factory=list)
    creators: set[int] = field(default_factory=set)
    """Hashes."""

    def sentence(self) -> str:
        """All of it in one line."""
        more = "more than " if len(self.creators) >= MOST_CREATORS else ""
        other = f", unusable URLs in other rows: {self.unusable:,}" if self.unusable else ""
        counted = f"rows: {self.rows:,}, URLs: {self.urls:,}, creators: {more}{len(self.creators):,}"
        return f"{counted}, malformed rows: {self.malformed:,}{other}"


async def covers(source: Source, ask: Ask, counts: Counts) -> AsyncGenerator[list[Cover], None]:
    """Pages of covers, in the order in which the database gives them. `counts` goes along.

    Raises DatabaseError. Close it if it is not read to its end.
    """
    types = await types_of(source, ask.settings.table)
    statement = _statement(source.kind, ask, types)
    async with naming_settings(source, ask.settings.table, "COVERS"), source.connection() as connection:
        result = await in_time(connection.stream(statement, execution_options={"yield_per": PAGE_ROWS}))
        pages = result.partitions(PAGE_ROWS)
        while rows := await in_time(anext(pages, None)):
            yield _page(rows, counts, ask.creator)
        if not counts.rows:
            created = source_table(ask.settings.table, ask.settings.created_column)
            await check_times(connection, created, source.kind, types, "INGEST_COVERS_CREATED_COLUMN")


async def check(source: Source, settings: CoversSettings) -> None:
    """See that the table of covers is there, with its columns. Raises DatabaseError."""
    columns = (settings.creator_column, settings.urls_column, settings.created_column)
    await check_table(source, settings.table, columns, "COVERS")


def _statement(kind: str, ask: Ask, types: Types) -> Select[Any]:
    names = (ask.settings.creator_column, ask.settings.urls_column, ask.settings.created_column)
    origin = source_table(ask.settings.table, *names)
    creator, urls, created = (origin.c[name] for name in names)
    values = values_of(type_of(types, ask.settings.created_column))
    statement = select(creator, urls, created).where(within(created, *ask.window, kind, values))
    if ask.creator is None:
        return statement
    # An index may serve this; `_page` has the last word. Where names are bytes, a text is equal to none of them.
    as_bytes = creator == literal(ask.creator.encode(), LargeBinary)
    if kind == "sqlite":
        return statement.where(or_(creator == ask.creator, as_bytes))
    in_bytes = isinstance(type_of(types, ask.settings.creator_column), LargeBinary)
    return statement.where(as_bytes if in_bytes else creator == ask.creator)


def _page(rows: Iterable[Any], counts: Counts, asked: str | None) -> list[Cover]:
    page: list[Cover] = []
    wanted = None if asked is None else asked.strip()
    for creator_value, value, created_value in rows:
        creator, is_utf_8 = _name(creator_value)
        # To MySQL's usual collations ana, Ana and ána are equal; a batch's filter is exact, and so is this one.
        if wanted is not None and creator != wanted:
            continue
        counts.rows += 1
        created_at = as_text(created_value)
        found = cover_urls(value)
        problem = found.problem or (None if creator else "no creator") or (None if is_utf_8 else "creator is not UTF-8")
        if problem is not None:
            counts.malformed += 1
            if len(counts.kept) < MOST_KEPT:
                counts.kept.append(Malformed(creator, created_at, problem))
            continue
        counts.urls += len(found.covers)
        counts.unusable += found.unusable
        if len(counts.creators) < MOST_CREATORS:
            counts.creators.add(hash(creator))
        page += [Cover(creator, cover.url, created_at, cover.video_id) for cover in found.covers]
    return page


def _name(value: object) -> tuple[str, bool]:
    """A creator's name, of a binary column too; whether it is UTF-8."""
    if not isinstance(value, bytes | bytearray | memoryview):
        return "" if value is None else str(value).strip(), True
    try:
        return bytes(value).decode().strip(), True
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8", "replace").strip(), False
