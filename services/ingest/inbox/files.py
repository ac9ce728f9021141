"""CSVs that were submitted, kept in our database.

A row whose `moved_to` is null tells that this version is submitted and lies in the inbox still: nobody submits it
again. Any other row is history: the same file in the inbox is new. Three rules keep that true whatever runs beside it:

- A file is deleted first, then noted as moved: one that lies there though its row says moved was put there again. A
  crash between the two is healed by the repeat of the event, which finds no file and notes that.
- Who announces a batch writes `UNSURE` first, looks whether the file is there, and confirms afterwards, unless it was
  moved meanwhile: the batch may end before the confirmation.
- A batch that ends has its row closed, also where its version was replaced or deleted by hand.
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

ASKED_AT_ONCE = 500
UNSURE = ""
"""In place of where it was moved to: it is being announced, or it left the inbox and nobody knows where to."""


class Submitted(NamedTuple):
    """A version of a CSV, and the batch that was made of it."""

    uri: str
    etag: str
    batch_id: str


class New(NamedTuple):
    """What nobody has submitted."""

    first: list[ObjectInfo]
    again: list[ObjectInfo]
    """There is a note that these were moved away: before they were listed, or perhaps since."""


class Files:
    """The rows of `ingest_files`. Methods raise DatabaseError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, files: Iterable[Submitted], *, sure: bool = True) -> None:
        """Note that these are submitted, those that were moved away before too; not `sure`: see `confirm`."""
        more = {"submitted_at": datetime.now(UTC), "moved_to": None if sure else UNSURE}
        # In one order: of two who note the same files, none waits for the other in a circle.
        rows = [file._asdict() | more for file in sorted(files)]
        if rows:
            async with writing(self._engine) as connection:
                new = insert(connection, table)
                taken_up = {name: new.excluded[name] for name in ("batch_id", "submitted_at", "moved_to")}
                await connection.execute(new.on_conflict_do_update(index_elements=["uri", "etag"], set_=taken_up), rows)

    async def confirm(self, files: Iterable[Submitted]) -> None:
        """Those of which we were not sure have been submitted, but for any that were moved since."""
        here = (table.c.uri == bindparam("its_uri"), table.c.etag == bindparam("its_etag"))
        rows = [{"its_uri": file.uri, "its_etag": file.etag} for file in sorted(files)]
        if rows:
            async with writing(self._engine) as connection:
                await connection.execute(
                    update(table).where(*here, table.c.moved_to == UNSURE).values(moved_to=None), rows
                )

    async def new_among(self, found: Sequence[ObjectInfo]) -> New:
        """Those that are not submitted, in this version; what was moved away before may have been put there again."""
        known: dict[tuple[str, str], str | None] = {}
        columns = (table.c.uri, table.c.etag, table.c.moved_to)
        async with reading(self._engine) as connection:
            for start in range(0, len(found), ASKED_AT_ONCE):
                uris = [info.uri for info in found[start : start + ASKED_AT_ONCE]]
                rows = await connection.execute(select(*columns).where(table.c.uri.in_(uris)))
                known.update({(uri, etag): moved_to for uri, etag, moved_to in rows})
        new = New([], [])
        for info in found:
            key = (info.uri, etag_of(info))
            if key not in known:
                new.first.append(info)
            elif known[key] is not None:
                new.again.append(info)
        return new

    async def of_batch(self, batch_id: str) -> list[Submitted]:
        """The versions that became this batch: one, or none where somebody else submitted it."""
        columns = (table.c.uri, table.c.etag, table.c.batch_id)
        async with reading(self._engine) as connection:
            return [Submitted(*row) for row in await connection.execute(select(*columns).filter_by(batch_id=batch_id))]

    async def moved(self, batch_id: str, to: str) -> None:
        """Note where a batch's CSV lies now, when it lies in the inbox no more."""
        async with writing(self._engine) as connection:
            await connection.execute(update(table).where(table.c.batch_id == batch_id).values(moved_to=to))

    async def left(self, batch_id: str) -> None:
        """Note that a batch's CSV left the inbox, unless it is known where to."""
        ours = (table.c.batch_id == batch_id, table.c.moved_to.is_(None))
        async with writing(self._engine) as connection:
            await connection.execute(update(table).where(*ours).values(moved_to=UNSURE))


def etag_of(info: ObjectInfo) -> str:
    """The version's mark."""
    return etag(info.etag)


def etag(given: str | None) -> str:
    """A version's mark without the quotes that some stores put around it."""
    return (given or "").strip('"')
