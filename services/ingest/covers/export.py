"""Reads cover URLs from the source's table in pages: millions of rows with constant memory."""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, Select, literal, or_, select

from libs.database.foreign import foreign_table
from services.ingest.covers.urls import cover_urls
from services.ingest.covers.window import Window
from services.ingest.settings import CoversSettings
from services.ingest.source.database import Source, in_time
from services.ingest.source.table import Types, check_table, naming_settings, type_of, types_of
from services.ingest.source.times import as_text, check_times, values_of, within

PAGE_ROWS = 2000
MAX_REPORTED = 100
"""Malformed rows in the report."""
MAX_CREATORS = 250_000
"""Creators that are counted, to limit memory."""


class CoversQuery(NamedTuple):
    """Which covers to read."""

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
    """A row without a cover."""

    creator: str
    created_at: str
    problem: str


@dataclass
class Counts:
    """Counts of what was read so far."""

    rows: int = 0
    urls: int = 0
    malformed: int = 0
    """Rows without a valid URL."""
    unusable: int = 0
    """Invalid entries in rows with other, valid URLs."""
    first_malformed: list[Malformed] = field(default_factory=list)
    creators: set[int] = field(default_factory=set)
    """Hashes of creators."""

    def summary(self) -> str:
        """All counts in one line."""
        more = "more than " if len(self.creators) >= MAX_CREATORS else ""
        other = f", invalid URLs in other rows: {self.unusable:,}" if self.unusable else ""
        counted = f"rows: {self.rows:,}, URLs: {self.urls:,}, creators: {more}{len(self.creators):,}"
        return f"{counted}, malformed rows: {self.malformed:,}{other}"


async def covers(source: Source, query: CoversQuery, counts: Counts) -> AsyncGenerator[list[Cover], None]:
    """Pages of covers, in the order of the database. Updates `counts`.

    Raises DatabaseError. The caller must close it, unless it reads it to the end.
    """
    types = await types_of(source, query.settings.table)
    statement = _statement(source.kind, query, types)
    async with naming_settings(source, query.settings.table, "COVERS"), source.connection() as connection:
        result = await in_time(connection.stream(statement, execution_options={"yield_per": PAGE_ROWS}))
        pages = result.partitions(PAGE_ROWS)
        while rows := await in_time(anext(pages, None)):
            yield _page(rows, counts, query.creator)
        if not counts.rows:
            created = foreign_table(query.settings.table, query.settings.created_column)
            await check_times(connection, created, source.kind, types, "INGEST_COVERS_CREATED_COLUMN")


async def check(source: Source, settings: CoversSettings) -> None:
    """Check that the table of covers and its columns exist. Raises DatabaseError."""
    columns = (settings.creator_column, settings.urls_column, settings.created_column)
    await check_table(source, settings.table, columns, "COVERS")


def _statement(kind: str, query: CoversQuery, types: Types) -> Select[Any]:
    names = (query.settings.creator_column, query.settings.urls_column, query.settings.created_column)
    origin = foreign_table(query.settings.table, *names)
    creator, urls, created = (origin.c[name] for name in names)
    values = values_of(type_of(types, query.settings.created_column))
    statement = select(creator, urls, created).where(within(created, *query.window, kind, values))
    if query.creator is None:
        return statement
    # This may use an index; `_page` filters exactly. In a binary column, text is never equal to a value.
    as_bytes = creator == literal(query.creator.encode(), LargeBinary)
    if kind == "sqlite":
        return statement.where(or_(creator == query.creator, as_bytes))
    in_bytes = isinstance(type_of(types, query.settings.creator_column), LargeBinary)
    return statement.where(as_bytes if in_bytes else creator == query.creator)


def _page(rows: Iterable[Any], counts: Counts, only_creator: str | None) -> list[Cover]:
    page: list[Cover] = []
    only = None if only_creator is None else only_creator.strip()
    for creator_value, value, created_value in rows:
        creator, is_utf_8 = _name(creator_value)
        # In MySQL's default collations ana, Ana and ána are equal; this filter is exact, like that of a batch.
        if only is not None and creator != only:
            continue
        counts.rows += 1
        created_at = as_text(created_value)
        found = cover_urls(value)
        problem = found.problem or (None if creator else "no creator") or (None if is_utf_8 else "creator is not UTF-8")
        if problem is not None:
            counts.malformed += 1
            if len(counts.first_malformed) < MAX_REPORTED:
                counts.first_malformed.append(Malformed(creator, created_at, problem))
            continue
        counts.urls += len(found.covers)
        counts.unusable += found.unusable
        if len(counts.creators) < MAX_CREATORS:
            counts.creators.add(hash(creator))
        page += [Cover(creator, cover.url, created_at, cover.video_id) for cover in found.covers]
    return page


def _name(value: object) -> tuple[str, bool]:
    """A creator's name, also from a binary column, and whether it is valid UTF-8."""
    if not isinstance(value, bytes | bytearray | memoryview):
        return "" if value is None else str(value).strip(), True
    try:
        return bytes(value).decode().strip(), True
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8", "replace").strip(), False
