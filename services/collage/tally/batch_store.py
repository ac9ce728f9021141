"""Counts batches and their pages in the database. Every change is one transaction, and safe to repeat."""

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database import reading, writing
from libs.database.tables import collage_batches as batches
from libs.database.tables import collage_pages as pages
from libs.database.upsert import insert
from libs.epoch import Clock, utc_now
from libs.events import CollageBatchPlanned, CollageGenerated
from services.collage.tally.batch import Batch
from services.collage.tally.counting import better, difference, page_row, plan_row


class Effect(Enum):
    """The effect of an event on its batch."""

    NEW = "counted"
    BETTER = "improved"
    NONE = "repeated"


class BatchStore:
    """All batches. Methods raise DatabaseError, and Rejected for numbers out of range."""

    def __init__(self, engine: AsyncEngine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    async def plan(self, plan: CollageBatchPlanned) -> tuple[Batch, Effect]:
        """Store the plan of a batch. The first plan counts; a failed plan is replaced by a later plan with pages."""
        row = plan_row(plan)
        async with writing(self._engine) as connection:
            batch = await self._lock(connection, plan.batch_id)
            replaces_failed = batch.planned and not batch.pages and row["pages"]
            if batch.planned and not replaces_failed:
                return batch, Effect.NONE
            row |= {"planned_at": self._clock(), "status": "open", "completed_at": None, "completed_by": None}
            return await self._update(connection, plan.batch_id, row), Effect.NEW

    async def count(self, page: CollageGenerated) -> tuple[Batch, Effect]:
        """Count a page that ended. A repeat is not counted; a better result replaces the first one."""
        row = page_row(page) | {"ended_at": self._clock()}
        key = {"batch_id": page.batch_id, "creator": page.creator, "page": page.page}
        async with writing(self._engine) as connection:
            batch = await self._lock(connection, page.batch_id)
            added = insert(connection, pages).values(**key, **row).on_conflict_do_nothing().returning(pages.c.page)
            if (await connection.execute(added)).first() is not None:
                changes = _incremented(difference(row, None)) | {"last_page_at": row["ended_at"]}
                return await self._update(connection, page.batch_id, changes), Effect.NEW
            here = [pages.c[name] == value for name, value in key.items()]
            old = dict((await connection.execute(select(pages).where(*here))).mappings().one())
            if not better(row, old):
                return batch, Effect.NONE
            await connection.execute(update(pages).where(*here).values(**row))
            return await self._update(connection, page.batch_id, _incremented(difference(row, old))), Effect.BETTER

    async def complete(self, batch: Batch, *, by: str, summary_uri: str, page_uri: str) -> Batch | None:
        """End a batch whose summary is written; None if it was ended before."""
        async with writing(self._engine) as connection:
            ended = update(batches).where(batches.c.batch_id == batch.batch_id, batches.c.status == "open")
            row = await connection.execute(
                ended.values(
                    status=batch.final_status, completed_at=self._clock(), completed_by=by,
                    summarized=batch.revision, summary_uri=summary_uri, page_uri=page_uri,
                ).returning(batches)
            )  # fmt: skip
            found = row.first()
        return None if found is None else Batch.of(found)

    async def mark_summarized(self, batch: Batch) -> None:
        """Record that the summary contains `batch` at its revision."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(batches).where(batches.c.batch_id == batch.batch_id).values(summarized=batch.revision)
            )

    async def find(self, batch_id: str) -> Batch | None:
        """The batch; None if it does not exist."""
        found = await self._select(batches.c.batch_id == batch_id, limit=1)
        return found[0] if found else None

    async def newest(self, limit: int) -> list[Batch]:
        """The batches that were first seen last, the newest first."""
        return await self._select(limit=limit)

    async def unannounced(self) -> list[Batch]:
        """Batches whose pages have ended, but that are still open."""
        return await self._select(batches.c.status == "open", batches.c.pages_ended >= batches.c.pages)

    async def open(self) -> tuple[int, datetime | None]:
        """How many batches have not ended, and when the oldest of them was first seen."""
        query = select(func.count(), func.min(batches.c.seen_at)).where(batches.c.status == "open")
        async with reading(self._engine) as connection:
            count, oldest = (await connection.execute(query)).one()
        return count, oldest

    async def outdated(self) -> list[Batch]:
        """Batches whose pages changed after their summary was written."""
        return await self._select(batches.c.status != "open", batches.c.revision > batches.c.summarized)

    async def _select(self, *where: ColumnElement[bool], limit: int = 100) -> list[Batch]:
        query = select(batches).where(*where).order_by(batches.c.seen_at.desc(), batches.c.batch_id).limit(limit)
        async with reading(self._engine) as connection:
            return [Batch.of(row) for row in await connection.execute(query)]

    async def _lock(self, connection: AsyncConnection, batch_id: str) -> Batch:
        """The batch, inserted if it is new, and locked until the transaction ends."""
        query = select(batches).where(batches.c.batch_id == batch_id).with_for_update()
        row = (await connection.execute(query)).first()
        if row is None:
            new = insert(connection, batches).values(batch_id=batch_id, status="open", seen_at=self._clock())
            await connection.execute(new.on_conflict_do_nothing())
            row = (await connection.execute(query)).one()
        return Batch.of(row)

    async def _update(self, connection: AsyncConnection, batch_id: str, values: dict[str, Any]) -> Batch:
        change = update(batches).where(batches.c.batch_id == batch_id)
        values = values | {"revision": batches.c.revision + 1}
        return Batch.of((await connection.execute(change.values(**values).returning(batches))).one())


def _incremented(changes: dict[str, int]) -> dict[str, Any]:
    return {name: batches.c[name] + change for name, change in changes.items() if change}
