"""Batches and their pages, counted in the database. Every change is one transaction, and safe to repeat."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database import reading, writing
from libs.database.tables import collage_batches as batches
from libs.database.tables import collage_pages as pages
from libs.database.upsert import insert
from libs.events import CollageBatchPlanned, CollageGenerated
from services.collage.tally.batch import Batch
from services.collage.tally.counting import better, difference, page_row, plan_row

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


class Effect(Enum):
    """What an event did to its batch."""

    NEW = "counted"
    BETTER = "improved"
    NONE = "repeated"


class BatchStore:
    """All batches. Methods raise DatabaseError, and Rejected for numbers that no batch can have."""

    def __init__(self, engine: AsyncEngine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    async def plan(self, plan: CollageBatchPlanned) -> tuple[Batch, Effect]:
        """Note what a batch holds. The first plan counts; after one that failed, one that did not."""
        row = plan_row(plan)
        async with writing(self._engine) as connection:
            batch = await self._locked(connection, plan.batch_id)
            again = batch.planned and not batch.pages and row["pages"]
            if batch.planned and not again:
                return batch, Effect.NONE
            row |= {"planned_at": self._clock(), "status": "open", "completed_at": None, "completed_by": None}
            return await self._changed(connection, plan.batch_id, row), Effect.NEW

    async def count(self, page: CollageGenerated) -> tuple[Batch, Effect]:
        """Count a page that ended: once, however often it is told; what was told first gives way to what is better."""
        row = page_row(page) | {"ended_at": self._clock()}
        key = {"batch_id": page.batch_id, "creator": page.creator, "page": page.page}
        async with writing(self._engine) as connection:
            batch = await self._locked(connection, page.batch_id)
            added = insert(connection, pages).values(**key, **row).on_conflict_do_nothing().returning(pages.c.page)
            if (await connection.execute(added)).first() is not None:
                gains = difference(row, None)
                more = {"last_page_at": row["ended_at"]}
                return await self._changed(connection, page.batch_id, _raised(gains) | more), Effect.NEW
            here = [pages.c[name] == value for name, value in key.items()]
            old = dict((await connection.execute(select(pages).where(*here))).mappings().one())
            if not better(row, old):
                return batch, Effect.NONE
            await connection.execute(update(pages).where(*here).values(**row))
            return await self._changed(connection, page.batch_id, _raised(difference(row, old))), Effect.BETTER

    async def complete(self, batch: Batch, *, by: str, summary_uri: str, page_uri: str) -> Batch | None:
        """End a batch whose summary is written; None when another did so before."""
        async with writing(self._engine) as connection:
            ended = update(batches).where(batches.c.batch_id == batch.batch_id, batches.c.status == "open")
            row = await connection.execute(
                ended.values(
                    status=batch.last_status, completed_at=self._clock(), completed_by=by,
                    summarized=batch.revision, summary_uri=summary_uri, page_uri=page_uri,
                ).returning(batches)
            )  # fmt: skip
            found = row.first()
        return None if found is None else Batch.of(found)

    async def summarized(self, batch: Batch) -> None:
        """Note that the summary tells of the batch as it is in `batch`."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(batches).where(batches.c.batch_id == batch.batch_id).values(summarized=batch.revision)
            )

    async def find(self, batch_id: str) -> Batch | None:
        """One batch."""
        found = await self._select(batches.c.batch_id == batch_id, limit=1)
        return found[0] if found else None

    async def newest(self, limit: int) -> list[Batch]:
        """Those that were heard of last, the newest first."""
        return await self._select(limit=limit)

    async def left(self) -> list[Batch]:
        """Those that have ended and were not told of."""
        return await self._select(batches.c.status == "open", batches.c.pages_ended >= batches.c.pages)

    async def open(self) -> tuple[int, datetime | None]:
        """How many batches have not ended, and when the oldest of them was first seen."""
        wanted = select(func.count(), func.min(batches.c.seen_at)).where(batches.c.status == "open")
        async with reading(self._engine) as connection:
            count, oldest = (await connection.execute(wanted)).one()
        return count, oldest

    async def outdated(self) -> list[Batch]:
        """Those whose pages changed after their summary was written."""
        return await self._select(batches.c.status != "open", batches.c.revision > batches.c.summarized)

    async def _select(self, *where: ColumnElement[bool], limit: int = 100) -> list[Batch]:
        wanted = select(batches).where(*where).order_by(batches.c.seen_at.desc(), batches.c.batch_id).limit(limit)
        async with reading(self._engine) as connection:
            return [Batch.of(row) for row in await connection.execute(wanted)]

    async def _locked(self, connection: AsyncConnection, batch_id: str) -> Batch:
        """The batch, made if it is new. Until the transaction ends, nobody else changes it."""
        wanted = select(batches).where(batches.c.batch_id == batch_id).with_for_update()
        row = (await connection.execute(wanted)).first()
        if row is None:
            new = insert(connection, batches).values(batch_id=batch_id, status="open", seen_at=self._clock())
            await connection.execute(new.on_conflict_do_nothing())
            row = (await connection.execute(wanted)).one()
        return Batch.of(row)

    async def _changed(self, connection: AsyncConnection, batch_id: str, values: dict[str, Any]) -> Batch:
        change = update(batches).where(batches.c.batch_id == batch_id)
        values = values | {"revision": batches.c.revision + 1}
        return Batch.of((await connection.execute(change.values(**values).returning(batches))).one())


def _raised(gains: dict[str, int]) -> dict[str, Any]:
    return {name: batches.c[name] + gain for name, gain in gains.items() if gain}
