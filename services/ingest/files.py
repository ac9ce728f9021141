"""CSVs that were submitted, kept in our database."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import reading, writing
from libs.database.tables import ingest_files as table
from libs.database.upsert import insert
from libs.storage import ObjectInfo

ASKED_AT_ONCE = 500


class Submitted(NamedTuple):
    """A version of a CSV, and the batch that was made of it."""

    uri: str
    etag: str
    batch_id: str


class Files:
    """The rows of `ingest_files`. Methods raise DatabaseError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, files: Iterable[Submitted]) -> None:
        """Note that these were submitted; those that are noted already stay as they are."""
        rows = [file._asdict() | {"submitted_at": datetime.now(UTC)} for file in files]
        if rows:
            async with writing(self._engine) as connection:
                await connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)

    async def new_among(self, found: Sequence[ObjectInfo]) -> list[ObjectInfo]:
        """Those that were not submitted yet, in this version."""
        known: set[tuple[str, str]] = set()
        async with reading(self._engine) as connection:
            for start in range(0, len(found), ASKED_AT_ONCE):
                uris = [info.uri for info in found[start : start + ASKED_AT_ONCE]]
                rows = await connection.execute(select(table.c.uri, table.c.etag).where(table.c.uri.in_(uris)))
                known.update((uri, etag) for uri, etag in rows)
        return [info for info in found if (info.uri, etag_of(info)) not in known]

    async def of_batch(self, batch_id: str) -> list[Submitted]:
        """The versions that became this batch: one, or none where somebody else submitted it."""
        columns = (table.c.uri, table.c.etag, table.c.batch_id)
        async with reading(self._engine) as connection:
            return [Submitted(*row) for row in await connection.execute(select(*columns).filter_by(batch_id=batch_id))]

    async def moved(self, batch_id: str, to: str) -> None:
        """Note where a batch's CSV lies now."""
        async with writing(self._engine) as connection:
            await connection.execute(update(table).where(table.c.batch_id == batch_id).values(moved_to=to))


def etag_of(info: ObjectInfo) -> str:
    """The version's mark without the quotes that some stores put around it."""
    return (info.etag or "").strip('"')
