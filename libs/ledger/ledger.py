"""All calls of providers, in the database. Each change is one committed transaction, and safe to repeat."""

import os
import socket
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Update, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database import Unavailable, reading, writing
from libs.database.tables import provider_attempts as attempts
from libs.database.tables import provider_calls as calls
from libs.database.upsert import insert
from libs.epoch import Clock, utc_now
from libs.ledger.attempts import ended, reserve, spent_on_job
from libs.ledger.budget import ROUNDING, Budget, Spent, next_day
from libs.ledger.call import OVER_BUDGET, Attempt, Call, NewCall, State
from libs.ledger.errors import Blocked, CallError, Refused, Unknown
from libs.ledger.notes import noted
from libs.ledger.usage import Answer
from libs.storage import Storage

MAX_REASON = 1000
"""Characters."""
BATCH = 500
"""Expired attempts of one look."""


def process_owner() -> str:
    """A name of this process that no other one has."""
    return f"{socket.gethostname()[:100]}/{os.getpid()}/{uuid4().hex[:8]}"


class _OverBudget(Exception):
    """Rolls the transaction back."""

    def __init__(self, spent: Spent) -> None:
        super().__init__(spent.reason)
        self.spent = spent


class Change(NamedTuple):
    """`call` as it is now. `made`: whether this changed its attempt; if not, another one did so first."""

    call: Call
    made: bool


class Ledger:
    """All calls. Methods raise DatabaseError; `received` and `answer`, which alone need `storage`, also StorageError.

    `owner` names this process.
    """

    def __init__(
        self, engine: AsyncEngine, storage: Storage | None = None, *, owner: str | None = None, clock: Clock = utc_now
    ) -> None:
        self._engine = engine
        self._storage = storage
        self.owner = owner or process_owner()
        self.clock = clock

    @property
    def _objects(self) -> Storage:
        assert self._storage is not None, "this ledger was made without a store"
        return self._storage

    @property
    def engine(self) -> AsyncEngine:
        """The database, for the questions of `libs.ledger.sums`."""
        return self._engine

    # Reading

    async def find(self, call_id: str) -> Call | None:
        """The call; None if it was never planned."""
        found = await self.newest(calls.c.call_id == call_id, limit=1)
        return found[0] if found else None

    async def of_job(self, job: str) -> list[Call]:
        """The calls of a job, by kind and ordinal."""
        query = select(calls).where(calls.c.job == job).order_by(calls.c.kind, calls.c.ordinal)
        async with reading(self._engine) as connection:
            return [Call.of(row) for row in await connection.execute(query)]

    async def lock_job(self, connection: AsyncConnection, job: str) -> list[Call]:
        """The calls of a job, by kind and ordinal, locked until the caller's transaction ends."""
        query = select(calls).where(calls.c.job == job).order_by(calls.c.call_id).with_for_update()
        found = [Call.of(row) for row in await connection.execute(query)]
        return sorted(found, key=lambda call: (call.kind, call.ordinal))

    async def newest(self, *where: ColumnElement[bool], limit: int = 100) -> list[Call]:
        """Calls, the one that changed last first. `where` are conditions on `provider_calls`."""
        query = select(calls).where(*where).order_by(calls.c.updated_at.desc(), calls.c.call_id).limit(limit)
        async with reading(self._engine) as connection:
            return [Call.of(row) for row in await connection.execute(query)]

    async def attempts(self, call_id: str) -> list[Attempt]:
        """All attempts of a call, the first one first."""
        query = select(attempts).where(attempts.c.call_id == call_id).order_by(attempts.c.attempt)
        async with reading(self._engine) as connection:
            return [Attempt.of(row) for row in await connection.execute(query)]

    async def answer(self, call: Call) -> bytes:
        """The bytes of a call's result, as received. Raises StorageError, and LookupError if it has none."""
        if call.uri is None or call.bytes is None:
            raise LookupError(f"call {call.call_id} has no result")
        return await self._objects.read(call.uri, limit=call.bytes)

    # From plan to answer

    async def plan(self, new: Sequence[NewCall]) -> list[Call]:
        """Store calls before any is sent, and return them in this order.

        Of a call that is there nothing changes, unless it is for another model and may be sent: then it is sent to this
        one.
        """
        now = self.clock()
        rows = [
            {**asdict(one), "call_id": one.call_id, "state": State.PLANNED, "created_at": now, "updated_at": now}
            for one in new
        ]
        wanted = [one.call_id for one in new]
        async with writing(self._engine) as connection:
            for row in sorted(rows, key=lambda row: row["call_id"]):
                await connection.execute(insert(connection, calls).values(**row).on_conflict_do_nothing())
                await connection.execute(_moved(row))
            found = {
                row.call_id: Call.of(row)
                for row in await connection.execute(select(calls).where(calls.c.call_id.in_(wanted)))
            }
        return [found[one] for one in wanted]

    async def begin(
        self, call: Call, *, estimate_usd: float, lease_seconds: float, budget: Budget
    ) -> Call | Spent | None:
        """Record that another attempt of a planned or refused call is sent; only then send it.

        Returns the call with its new attempt and owner; Spent if a budget is used up, counting the estimates of all
        attempts without a known cost; None if the call is not as `call` says, because another one changed it first.
        """
        owner = f"{self.owner}/{uuid4().hex[:8]}"
        try:
            return await self._begin(call, owner, estimate_usd, lease_seconds, budget)
        except _OverBudget as over:
            if over.spent.until is None:
                await self._hold_back(call, over.spent.reason)
            return over.spent
        except Unavailable:
            # The connection may have been lost after the commit. Only this commit can have written this owner.
            now = await self.find(call.call_id)
            if now is not None and now.state is State.SENT and now.owner == owner:
                return now
            raise

    async def _begin(
        self, call: Call, owner: str, estimate_usd: float, lease_seconds: float, budget: Budget
    ) -> Call | None:
        now = self.clock()
        lease = now + timedelta(seconds=lease_seconds)
        counted = call.paid
        async with writing(self._engine) as connection:
            spent = await spent_on_job(connection, call.job) if counted and budget.job_usd is not None else 0.0
            row = await connection.execute(
                update(calls)
                .where(
                    calls.c.call_id == call.call_id,
                    calls.c.state.in_([State.PLANNED, State.REFUSED]),
                    calls.c.attempt == call.attempt,
                    calls.c.given_up_at.is_(None),
                )
                .values(
                    state=State.SENT, attempt=calls.c.attempt + 1, owner=owner, lease_until=lease,
                    cause=None, reason=None, sent_at=now, updated_at=now,
                )
                .returning(calls)
            )  # fmt: skip
            begun = row.first()
            if begun is None:
                return None
            if counted:
                _check_job(budget, spent, estimate_usd)
                await _reserve_day(connection, budget, now, estimate_usd)
            values = {
                "call_id": call.call_id, "attempt": begun.attempt, "state": State.SENT, "owner": owner,
                "lease_until": lease, "sent_at": now, "estimate_usd": estimate_usd if counted else 0.0,
                "budget": budget.name if counted else None, "day": now.date() if counted else None,
            }  # fmt: skip
            await connection.execute(attempts.insert().values(values))
        return Call.of(begun)

    async def extend(self, sent: Call, lease_seconds: float) -> None:
        """Extend the lease of an attempt that is under way."""
        lease = {"lease_until": self.clock() + timedelta(seconds=lease_seconds)}
        async with writing(self._engine) as connection:
            # In this order, as everywhere.
            await connection.execute(
                update(calls)
                .where(calls.c.call_id == sent.call_id, calls.c.state == State.SENT, calls.c.attempt == sent.attempt)
                .values(lease)
            )
            await connection.execute(
                update(attempts)
                .where(
                    attempts.c.call_id == sent.call_id, attempts.c.attempt == sent.attempt,
                    attempts.c.state == State.SENT,
                )
                .values(lease)
            )  # fmt: skip

    async def _hold_back(self, call: Call, reason: str) -> None:
        """Record why a call is not sent."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(calls)
                .where(
                    calls.c.call_id == call.call_id,
                    calls.c.state.in_([State.PLANNED, State.REFUSED]),
                    calls.c.attempt == call.attempt,
                )
                .values(cause=OVER_BUDGET, reason=reason[:MAX_REASON], updated_at=self.clock())
            )

    # Ends of an attempt; `sent` is what `begin` returned

    async def received(self, sent: Call, answer: Answer, cost_usd: float) -> Change:
        """Store the answer's bytes, then record them. Also late, after the attempt counted as unknown.

        The first answer of any attempt becomes the call's result. Of another one only the cost is recorded.
        """
        uri = self._objects.uri(f"calls/{sent.call_id}/{sent.attempt}")
        digest = sha256(answer.data).hexdigest()
        await self._objects.put(uri, answer.data, content_type=answer.media_type)
        now = self.clock()
        usage = asdict(answer.usage)
        of_attempt = {
            "state": State.RECEIVED, "cause": None, "reason": None, "cost_usd": cost_usd, "usage": usage,
            "response_id": answer.response_id, "answered_by": answer.model, "ended_at": now,
        }  # fmt: skip
        of_call = {
            "state": State.RECEIVED, "cause": None, "reason": None, "owner": None, "lease_until": None, "usage": usage,
            "response_id": answer.response_id, "answered_by": answer.model, "uri": uri, "sha256": digest,
            "bytes": len(answer.data), "media_type": answer.media_type, "flags": list(answer.flags),
            "received_at": now, "updated_at": now,
        }  # fmt: skip
        without_result = calls.c.state.not_in([State.RECEIVED, State.SETTLED])
        return await self._end(sent, of_attempt, of_call, without_result)

    async def refused(self, sent: Call, error: Refused, cost_usd: float = 0.0, *, counts: bool = True) -> Change:
        """Record a definitive answer without a result. `counts`: whether it is a failure of this call.

        One that concerns all calls, such as that of a retired model, leaves another attempt allowed.
        """
        more: dict[str, Any] = {"again": error.again or not counts}
        if counts:
            more |= {"failures": calls.c.failures + 1}
        return await self._failed(sent, State.REFUSED, error, cost_usd, more)

    async def blocked(self, sent: Call, error: Blocked, cost_usd: float = 0.0) -> Change:
        """Record that it was refused for safety."""
        return await self._failed(sent, State.BLOCKED, error, cost_usd, {"again": False})

    async def unknown(self, sent: Call, error: CallError, cost_usd: float | None = None) -> Change:
        """Record that nobody knows whether it was paid. `cost_usd` if it is known, but its answer is lost."""
        more = {"again": True, "failures": calls.c.failures + 1}
        return await self._failed(sent, State.UNKNOWN, error, cost_usd, more)

    async def _failed(
        self, sent: Call, state: State, error: CallError, cost_usd: float | None, more: dict[str, Any]
    ) -> Change:
        now = self.clock()
        reason = str(error)[:MAX_REASON]
        of_attempt = {
            "state": state, "cause": error.cause, "reason": reason, "cost_usd": cost_usd, "ended_at": now,
            "usage": None if error.usage is None else asdict(error.usage),
            "response_id": error.response_id, "answered_by": error.model,
        }  # fmt: skip
        of_call = {
            "state": state, "cause": error.cause, "reason": reason, "owner": None, "lease_until": None,
            "updated_at": now, **more,
        }  # fmt: skip
        # A definitive answer that comes late ends the doubt, unless a newer attempt was begun or a person decided.
        open_states = [State.SENT] if state is State.UNKNOWN else [State.SENT, State.UNKNOWN]
        return await self._end(
            sent, of_attempt, of_call, calls.c.state.in_(open_states) & (calls.c.attempt == sent.attempt)
        )

    async def _end(
        self, sent: Call, of_attempt: dict[str, Any], of_call: dict[str, Any], open_call: ColumnElement[bool]
    ) -> Change:
        async with writing(self._engine) as connection:
            made = await ended(connection, sent, of_attempt)
            if made:
                here = (calls.c.call_id == sent.call_id) & open_call
                await connection.execute(update(calls).where(here).values(of_call))
            row = await connection.execute(select(calls).where(calls.c.call_id == sent.call_id))
            return Change(Call.of(row.one()), made)

    async def expire(self, *, call_id: str | None = None) -> list[Call]:
        """End the attempts whose lease is past: unknown, or refused if they cost nothing. Returns the calls changed."""
        here = [attempts.c.state == State.SENT, attempts.c.lease_until < self.clock()]
        if call_id is not None:
            here.append(attempts.c.call_id == call_id)
        query = (
            select(attempts.c.attempt.label("number"), calls)
            .join(calls, calls.c.call_id == attempts.c.call_id)
            .where(*here).order_by(attempts.c.lease_until).limit(BATCH)
        )  # fmt: skip
        async with reading(self._engine) as connection:
            found = [(row.number, Call.of(row)) for row in await connection.execute(query)]
        changes = [await self._expired(call, number) for number, call in found]
        return [noted(change.call, change.call, change.call.state, 0.0) for change in changes if change.made]

    async def _expired(self, call: Call, number: int) -> Change:
        late = replace(call, attempt=number)
        message = "its process ended before the answer came"
        if call.paid:
            return await self.unknown(late, Unknown(f"{message}: it may have been paid", cause="expired"))
        return await self.refused(late, Refused(message, again=True, cause="expired"), counts=False)

    # Settling and deciding

    async def settle(self, connection: AsyncConnection, call_ids: Iterable[str]) -> int:
        """Mark received calls as part of their job's result, in the caller's transaction. Returns how many changed."""
        wanted = sorted(call_ids)
        now = self.clock()
        # In one order, because transactions that lock the same rows in different orders block each other.
        await connection.execute(
            select(calls.c.call_id).where(calls.c.call_id.in_(wanted)).order_by(calls.c.call_id).with_for_update()
        )
        done = await connection.execute(
            update(calls)
            .where(calls.c.call_id.in_(wanted), calls.c.state == State.RECEIVED)
            .values(state=State.SETTLED, settled_at=now, updated_at=now)
        )
        return done.rowcount

    async def retry(self, call: Call) -> Call | None:
        """Allow another attempt, as a person decided: of an unknown, refused, given up or held back call.

        None if the call is not as `call` says, or has no attempt to allow.
        """
        states = [State.UNKNOWN, State.REFUSED, State.PLANNED]
        changes = {"given_up_at": None, "failures": 0, "again": True}
        return await self._decide(call, states, changes, reopened=True)

    async def give_up(self, call: Call) -> Call | None:
        """Record that no further attempt is sent, as a person decided. None as for `retry`."""
        states = [State.UNKNOWN, State.REFUSED, State.PLANNED]
        return await self._decide(call, states, {"given_up_at": self.clock()})

    async def reopen(self, call: Call) -> Call | None:
        """Allow another attempt of an unknown call, as a setting says. None as for `retry`."""
        return await self._decide(call, [State.UNKNOWN], {}, reopened=True)

    async def _decide(
        self, call: Call, states: list[State], changes: dict[str, Any], *, reopened: bool = False
    ) -> Call | None:
        if reopened:
            state = State.PLANNED if call.state is State.PLANNED else State.REFUSED
            changes = changes | {"state": state, "cause": None, "reason": None}
        async with writing(self._engine) as connection:
            row = await connection.execute(
                update(calls)
                .where(
                    calls.c.call_id == call.call_id, calls.c.state == call.state, calls.c.state.in_(states),
                    calls.c.attempt == call.attempt,
                )
                .values(**changes, updated_at=self.clock())
                .returning(calls)
            )  # fmt: skip
            found = row.first()
        return None if found is None else Call.of(found)


def _moved(row: dict[str, Any]) -> Update:
    """The change of a call that is planned for another model than `row`, and may be sent."""
    new = {name: row[name] for name in ("provider", "model", "paid", "request", "updated_at")}
    other = or_(*(calls.c[name] != row[name] for name in ("provider", "model", "paid")))
    may_be_sent = calls.c.state.in_([State.PLANNED, State.REFUSED]) & calls.c.again & calls.c.given_up_at.is_(None)
    return update(calls).where(calls.c.call_id == row["call_id"], may_be_sent, other).values(new)


def _check_job(budget: Budget, spent: float, estimate_usd: float) -> None:
    if budget.job_usd is not None and spent + estimate_usd > budget.job_usd + ROUNDING:
        raise _OverBudget(
            Spent(
                f"{budget.job_setting}: ${spent:.2f} of ${budget.job_usd:.2f} are used, "
                f"and this call may cost ${estimate_usd:.2f}"
            )
        )


async def _reserve_day(connection: AsyncConnection, budget: Budget, now: datetime, estimate_usd: float) -> None:
    if budget.day_usd is not None and estimate_usd > budget.day_usd + ROUNDING:
        raise _OverBudget(
            Spent(
                f"{budget.day_setting}: this call may cost ${estimate_usd:.2f}, "
                f"and ${budget.day_usd:.2f} are allowed in a day"
            )
        )
    if not await reserve(connection, budget, now.date(), estimate_usd):
        reason = f"{budget.day_setting}: the ${budget.day_usd:.2f} of this day are used, or reserved for calls"
        raise _OverBudget(Spent(reason, next_day(now)))
