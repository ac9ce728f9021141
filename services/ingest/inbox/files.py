"""Records submitted CSVs in the database.

A row whose `moved_to` is null means: this version is submitted and still in the inbox. It is not submitted again. Any
other row is history: the same file in the inbox is new. Three rules keep this true with concurrent processes:

- A file is deleted first and recorded as moved afterwards: if it exists although its row says moved, it was put there
  again. After a crash between the two, the repeat of the event finds no file and records that.
- Polling writes `UNCONFIRMED` first, checks that the file exists, announces the batch, and confirms the row, unless the
  file was moved meanwhile: the batch may end before the confirmation.
- When a batch ends, its row is closed, even if its version was replaced or deleted by hand.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import reading, writing
from libs.database.tables import ingest_files as table
from libs.database.upsert import insert
from libs.storage import ObjectInfo

QUERY_SIZE = 500
UNCONFIRMED = ""
"""A value of `moved_to`: the batch is being announced, or the file left the inbox to an unknown place."""


class Submitted(NamedTuple):
    """A version of a CSV, and its batch."""

    uri: str
    etag: str
    batch_id: str


class Unsubmitted(NamedTuple):
    """Files in the inbox that are not submitted."""

    new: list[ObjectInfo]
    returned: list[ObjectInfo]
    """Files that are recorded as moved, before or after they were listed."""


class Files:
    """The rows of `ingest_files`. Methods raise DatabaseError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, files: Iterable[Submitted], *, confirmed: bool = True) -> None:
        """Record these as submitted, also those that were moved before. Without `confirmed`, see `confirm`."""
        more = {"submitted_at": datetime.now(UTC), "moved_to": None if confirmed else UNCONFIRMED}
        # Sorted, so that two processes that record the same files cannot deadlock.
        rows = [file._asdict() | more for file in sorted(files)]
        if rows:
            async with writing(self._engine) as connection:
                new = insert(connection, table)
                changes = {name: new.excluded[name] for name in ("batch_id", "submitted_at", "moved_to")}
                await connection.execute(new.on_conflict_do_update(index_elements=["uri", "etag"], set_=changes), rows)

    async def confirm(self, files: Iterable[Submitted]) -> None:
        """Confirm unconfirmed files as submitted, except for those that were moved since."""
        same = (table.c.uri == bindparam("its_uri"), table.c.etag == bindparam("its_etag"))
        rows = [{"its_uri": file.uri, "its_etag": file.etag} for file in sorted(files)]
        if rows:
            async with writing(self._engine) as connection:
                await connection.execute(
                    update(table).where(*same, table.c.moved_to == UNCONFIRMED).values(moved_to=None), rows
                )

    async def unsubmitted(self, found: Sequence[ObjectInfo]) -> Unsubmitted:
        """The files that are not submitted in this version. A moved file may have been put there again."""
        known: dict[tuple[str, str], str | None] = {}
        columns = (table.c.uri, table.c.etag, table.c.moved_to)
        async with reading(self._engine) as connection:
            for start in range(0, len(found), QUERY_SIZE):
                uris = [info.uri for info in found[start : start + QUERY_SIZE]]
                rows = await connection.execute(select(*columns).where(table.c.uri.in_(uris)))
                known.update({(uri, etag): moved_to for uri, etag, moved_to in rows})
        result = Unsubmitted([], [])
        for info in found:
            key = (info.uri, etag_of(info))
            if key not in known:
                result.new.append(info)
            elif known[key] is not None:
                result.returned.append(info)
        return result

    async def of_batch(self, batch_id: str) -> list[Submitted]:
        """The versions that were submitted as this batch: one, or none if another service submitted it."""
        columns = (table.c.uri, table.c.etag, table.c.batch_id)
        async with reading(self._engine) as connection:
            return [Submitted(*row) for row in await connection.execute(select(*columns).filter_by(batch_id=batch_id))]

    async def mark_moved(self, batch_id: str, to: str) -> None:
        """Record where a batch's CSV was moved to, after it was deleted from the inbox."""
        async with writing(self._engine) as connection:
            await connection.execute(update(table).where(table.c.batch_id == batch_id).values(moved_to=to))

    async def mark_removed(self, batch_id: str) -> None:
        """Record that a batch's CSV is not in the inbox any more, unless its new place is recorded."""
        open_rows = (table.c.batch_id == batch_id, table.c.moved_to.is_(None))
        async with writing(self._engine) as connection:
            await connection.execute(update(table).where(*open_rows).values(moved_to=UNCONFIRMED))


def etag_of(info: ObjectInfo) -> str:
    """The eTag of an object, without quotes."""
    return etag(info.etag)


def etag(value: str | None) -> str:
    """An eTag without the quotes that some stores add."""
    return (value or "").strip('"')
