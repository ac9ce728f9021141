"""The rows of attempts and days, inside a transaction. Locks are taken in one order: calls, attempts, days."""

from datetime import date
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from libs.database.tables import provider_attempts as attempts
from libs.database.tables import provider_calls as calls
from libs.database.tables import provider_days as days
from libs.database.upsert import insert
from libs.ledger.budget import ROUNDING, Budget
from libs.ledger.call import Attempt, Call, State

COUNTED = func.coalesce(attempts.c.cost_usd, attempts.c.estimate_usd)
"""What budgets count of an attempt."""


async def spent_on_job(connection: AsyncConnection, job: str) -> float:
    """What the attempts of a job cost, with estimates where that is not known. Locks the job's calls, so that no other
    attempt of the job begins meanwhile."""
    await connection.execute(
        select(calls.c.call_id).where(calls.c.job == job).order_by(calls.c.call_id).with_for_update()
    )
    query = (
        select(func.coalesce(func.sum(COUNTED), 0.0))
        .select_from(attempts.join(calls, calls.c.call_id == attempts.c.call_id))
        .where(calls.c.job == job)
    )
    return float((await connection.execute(query)).scalar_one())


async def reserve(connection: AsyncConnection, budget: Budget, day: date, usd: float) -> bool:
    """Add `usd` to the day, unless that is more than its budget."""
    row = insert(connection, days).values(budget=budget.name, day=day, usd=0.0)
    await connection.execute(row.on_conflict_do_nothing())
    here = [days.c.budget == budget.name, days.c.day == day]
    if budget.day_usd is not None:
        here.append(days.c.usd + usd <= budget.day_usd + ROUNDING)
    return (await connection.execute(update(days).where(*here).values(usd=days.c.usd + usd))).rowcount > 0


async def ended(connection: AsyncConnection, sent: Call, changes: dict[str, Any]) -> bool:
    """Record the end of an attempt, and correct the sums of its call and day. False if it had this end already.

    A known outcome replaces an unknown one; nothing replaces a known one, apart from an answer that comes after all.
    """
    # The call's row is locked first, so that all that changes a call waits here.
    await connection.execute(select(calls.c.call_id).where(calls.c.call_id == sent.call_id).with_for_update())
    here = [attempts.c.call_id == sent.call_id, attempts.c.attempt == sent.attempt]
    before = Attempt.of((await connection.execute(select(attempts).where(*here))).one())
    if before.state not in _REPLACEABLE[changes["state"]]:
        return False
    changed = await connection.execute(update(attempts).where(*here).values(changes).returning(attempts))
    after = Attempt.of(changed.one())
    sums = select(
        func.coalesce(func.sum(attempts.c.cost_usd), 0.0),
        func.coalesce(
            func.sum(
                case(
                    ((attempts.c.state == State.UNKNOWN) & attempts.c.cost_usd.is_(None), attempts.c.estimate_usd),
                    else_=0.0,
                )
            ),
            0.0,
        ),
    ).where(attempts.c.call_id == sent.call_id)
    cost, unknown = (await connection.execute(sums)).one()
    await connection.execute(
        update(calls).where(calls.c.call_id == sent.call_id).values(cost_usd=cost, unknown_usd=unknown)
    )
    more = after.counted_usd - before.counted_usd
    if before.day is not None and more:
        day = [days.c.budget == before.budget, days.c.day == before.day]
        await connection.execute(update(days).where(*day).values(usd=days.c.usd + more))
    return True


_REPLACEABLE = {
    State.RECEIVED: (State.SENT, State.UNKNOWN, State.REFUSED),
    State.REFUSED: (State.SENT, State.UNKNOWN),
    State.BLOCKED: (State.SENT, State.UNKNOWN),
    State.UNKNOWN: (State.SENT,),
}
"""By the new state of an attempt. An expired attempt that costs nothing is refused, and may still be answered."""
