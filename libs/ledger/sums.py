"""Questions about many calls, which the database answers: sums, and jobs that something is left to do for."""

from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import reading
from libs.database.tables import provider_calls as calls
from libs.ledger.call import State, Totals


async def sums(engine: AsyncEngine, *where: ColumnElement[bool]) -> tuple[int, Totals]:
    """How many calls meet all of `where`, conditions on `provider_calls`, and what they cost. Raises DatabaseError."""
    unknown = func.coalesce(func.sum(case((calls.c.state == State.UNKNOWN, 1), else_=0)), 0)
    query = select(
        func.count(), func.coalesce(func.sum(calls.c.cost_usd), 0.0), unknown,
        func.coalesce(func.sum(calls.c.unknown_usd), 0.0),
    ).where(*where)  # fmt: skip
    async with reading(engine) as connection:
        count, cost, number, maybe = (await connection.execute(query)).one()
    return count, Totals(float(cost), int(number), float(maybe))


async def count_unknown(engine: AsyncEngine) -> tuple[int, float]:
    """How many calls have an unknown outcome and are not given up, and what they may have cost, in USD."""
    count, totals = await sums(engine, calls.c.state == State.UNKNOWN, calls.c.given_up_at.is_(None))
    return count, totals.unknown_usd


async def jobs_with_answers(engine: AsyncEngine, *, before: datetime) -> list[str]:
    """Jobs with answers that were received before then and are not settled; at most 100."""
    query = select(calls.c.job).where(calls.c.state == State.RECEIVED, calls.c.updated_at < before)
    async with reading(engine) as connection:
        return list((await connection.execute(query.distinct().order_by(calls.c.job).limit(100))).scalars())
