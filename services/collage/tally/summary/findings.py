"""Queries the pages of a batch for its summary."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, desc, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database import reading
from libs.database.tables import collage_pages as pages

SLOWEST = 20
FAILED_PAGES = 100
PREVIEWS = 24
REASONS = 50
"""Reasons that are counted separately; the others are counted as `OTHER`. Reelbus uses about a dozen."""
OTHER = "other"
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Creator:
    """Totals of one creator's pages."""

    creator: str
    pages: int
    pictures: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its collage, or the reason without one."""

    creator: str
    page: int
    status: str
    reason: str | None
    uri: str | None
    manifest_uri: str | None
    placed: int
    missing: int
    failures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Findings:
    """Results for one batch. `failures` are missing pictures by reason, the most frequent first."""

    failures: dict[str, int]
    slowest: list[Creator]
    failed_pages: list[Page]
    first_collages: list[Page]


async def find(engine: AsyncEngine, batch_id: str) -> Findings:
    """Query one batch, without loading all its pages into memory. Raises DatabaseError."""
    in_batch = _pages_of(batch_id)
    async with reading(engine) as connection:
        return Findings(
            failures=await _failures(connection, batch_id),
            slowest=await _slowest(connection, batch_id),
            failed_pages=await _pages(connection, in_batch.where(pages.c.status == "failed").limit(FAILED_PAGES)),
            first_collages=await _pages(connection, in_batch.where(pages.c.uri.is_not(None)).limit(PREVIEWS)),
        )


async def _failures(connection: AsyncConnection, batch_id: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    query = select(pages.c.failures).where(pages.c.batch_id == batch_id, pages.c.missing > 0)
    async with connection.stream_scalars(query.execution_options(yield_per=CHUNK)) as rows:
        async for failures in rows:
            for reason, count in failures.items():
                counts[reason if reason in counts or len(counts) < REASONS else OTHER] += count
    return dict(counts.most_common())


async def _slowest(connection: AsyncConnection, batch_id: str) -> list[Creator]:
    seconds = func.sum(pages.c.seconds)
    query = (
        select(pages.c.creator, func.count(), func.sum(pages.c.placed + pages.c.missing), seconds)
        .where(pages.c.batch_id == batch_id)
        .group_by(pages.c.creator)
        .order_by(desc(seconds), pages.c.creator)
        .limit(SLOWEST)
    )
    rows = await connection.execute(query)
    return [Creator(creator, count, int(pictures), float(total)) for creator, count, pictures, total in rows]


async def _pages(connection: AsyncConnection, query: Select[Any]) -> list[Page]:
    return [Page(*row) for row in await connection.execute(query)]


async def missing_by_reason(engine: AsyncEngine, batch_id: str) -> dict[str, int]:
    """Missing pictures of a batch, the most frequent reason first. Raises DatabaseError."""
    async with reading(engine) as connection:
        return await _failures(connection, batch_id)


async def collages(engine: AsyncEngine, batch_id: str) -> AsyncIterator[Page]:
    """All pages of a batch that have a collage, ordered by creator. Raises DatabaseError.

    No connection is held while the caller uses a page, which may take long.
    """
    key = tuple_(pages.c.creator, pages.c.page)
    with_collage = _pages_of(batch_id).where(pages.c.uri.is_not(None)).limit(CHUNK)
    last: Page | None = None
    while True:
        async with reading(engine) as connection:
            query = with_collage if last is None else with_collage.where(key > (last.creator, last.page))
            chunk = await _pages(connection, query)
        for page in chunk:
            yield page
        if len(chunk) < CHUNK:
            return
        last = chunk[-1]


def _pages_of(batch_id: str) -> Select[Any]:
    columns = [pages.c[name] for name in Page.__slots__]
    return select(*columns).where(pages.c.batch_id == batch_id).order_by(pages.c.creator, pages.c.page)
