"""Jobs: what was requested, how far it came, and its result. One row for each run of a product or an image job."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, Self

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.bus import NotBefore
from libs.database import DatabaseError, reading, writing
from libs.database.tables import jobs
from libs.database.upsert import insert
from libs.epoch import Clock, utc_now
from libs.storage.names import segment
from services.enhance.keys import Kind

log = logging.getLogger(__name__)

Status = Literal["open", "pending_review", "generated", "partial", "failed", "needs_attention"]
NEEDS_ATTENTION: Status = "needs_attention"
LONGEST_REASON = 1000


def job_name(kind: Kind, subject: str, run: str) -> str:
    """`product/42/1`. A run with characters such as / is shortened to a digest, so that no two jobs have one name."""
    return f"{kind}/{subject}/{segment(run)}"


@dataclass(frozen=True, slots=True)
class Job:
    """One row of `jobs`."""

    job: str
    kind: Kind
    subject: str
    run: str
    topic: str
    request: dict[str, Any]
    """The payload that was received first."""
    status: str
    reason: str | None
    prompts: Any
    """As `store_prompts` stored them; None: not asked for yet."""
    result: dict[str, Any] | None
    """The payload of its result; None: not ended yet."""
    cost_usd: float
    unknown: int
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """From a row with all columns."""
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})

    def differing(self, request: Mapping[str, Any]) -> list[str]:
        """The fields of `request` that are not as they were requested first."""
        names = self.request.keys() | request.keys()
        return sorted(name for name in names if self.request.get(name) != request.get(name))

    @property
    def ended(self) -> bool:
        """Whether it has a result. A job that needs attention has one, and may get another one."""
        return self.status != "open"

    @property
    def final(self) -> bool:
        """Whether nothing is left to do or to decide."""
        return self.ended and self.status != NEEDS_ATTENTION


class Jobs:
    """All jobs. Methods raise DatabaseError."""

    def __init__(self, engine: AsyncEngine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    async def open(
        self, job: str, *, kind: Kind, subject: str, run: str, topic: str, request: Mapping[str, Any]
    ) -> Job:
        """The job, inserted if it is new. What was requested first counts; a repeat with other data is logged.

        `request`: the payload as JSON values.
        """
        now = self._clock()
        row = {
            "job": job, "kind": kind, "subject": subject, "run": run, "topic": topic, "request": dict(request),
            "status": "open", "created_at": now, "updated_at": now,
        }  # fmt: skip
        async with writing(self._engine) as connection:
            await connection.execute(insert(connection, jobs).values(row).on_conflict_do_nothing())
            stored = await _one(connection, job)
        assert stored is not None  # rows of jobs are never deleted
        differing = stored.differing(request)
        if differing:
            log.warning(
                "%s was requested before with other data, which count: another run is needed for these", job,
                extra={"job": job, "differing": differing},
            )  # fmt: skip
        return stored

    async def lock(self, connection: AsyncConnection, job: str) -> Job | None:
        """The job, locked until the caller's transaction ends: another one that ends it waits."""
        return await _one(connection, job, lock=True)

    async def store_prompts(self, connection: AsyncConnection, job: str, prompts: object) -> Any:
        """Store the prompts, unless there are some; returns those that are stored. `prompts`: JSON values, not None."""
        first = update(jobs).where(jobs.c.job == job, jobs.c.prompts.is_(None))
        await connection.execute(first.values(prompts=prompts, updated_at=self._clock()))
        return (await connection.execute(select(jobs.c.prompts).where(jobs.c.job == job))).scalar_one()

    async def finish(
        self, connection: AsyncConnection, job: str, *, status: Status, reason: str | None, cost_usd: float,
        unknown: int, result: Mapping[str, Any],
    ) -> Job:  # fmt: skip
        """End the job, or replace its result: a late answer of a provider does. `result`: the payload as JSON values.

        Call it in the transaction that settles the job's calls, after `lock`.
        """
        now = self._clock()
        change = update(jobs).where(jobs.c.job == job).values(
            status=status, reason=reason, cost_usd=cost_usd, unknown=unknown, result=dict(result),
            updated_at=now, ended_at=now,
        )  # fmt: skip
        return Job.of((await connection.execute(change.returning(*jobs.c))).one())

    @asynccontextmanager
    async def noting_errors(self, job: Job) -> AsyncIterator[None]:
        """Keep an error of the block as the reason of the open job, for who looks at its row: the message waits, is
        retried, or is a dead letter. The error goes on.
        """
        try:
            yield
        except Exception as error:
            reason = f"waits: {error}" if isinstance(error, NotBefore) else str(error) or type(error).__name__
            # The database may be what failed.
            with suppress(DatabaseError):
                async with writing(self._engine) as connection:
                    still = (jobs.c.job == job.job) & (jobs.c.status == "open")
                    note = {"reason": reason[:LONGEST_REASON], "updated_at": self._clock()}
                    await connection.execute(update(jobs).where(still).values(note))
            raise

    async def find(self, job: str) -> Job | None:
        """The job; None if it does not exist."""
        async with reading(self._engine) as connection:
            return await _one(connection, job)

    async def needing_attention(self, *, before: datetime) -> list[Job]:
        """Jobs that need attention and did not change after `before`, the oldest first; at most 100."""
        query = select(jobs).where(jobs.c.status == NEEDS_ATTENTION, jobs.c.updated_at < before)
        async with reading(self._engine) as connection:
            return [Job.of(row) for row in await connection.execute(query.order_by(jobs.c.updated_at).limit(100))]

    async def reopen(self, job: str) -> None:
        """Let an ended job go on: its request, posted again, ends it anew, with the pictures that it has."""
        async with writing(self._engine) as connection:
            ended = (jobs.c.job == job) & jobs.c.status.not_in(["open", NEEDS_ATTENTION])
            await connection.execute(update(jobs).where(ended).values(status="open", updated_at=self._clock()))

    async def touch(self, job: str) -> None:
        """Note that somebody looked at the job."""
        async with writing(self._engine) as connection:
            await connection.execute(update(jobs).where(jobs.c.job == job).values(updated_at=self._clock()))

    async def of_subject(self, kind: Kind, subject: str) -> list[Job]:
        """All runs of a product or an image job, newest first."""
        query = select(jobs).where(jobs.c.kind == kind, jobs.c.subject == subject)
        async with reading(self._engine) as connection:
            rows = await connection.execute(query.order_by(jobs.c.created_at.desc(), jobs.c.job.desc()))
            return [Job.of(row) for row in rows]


def next_run(runs: list[Job]) -> str:
    """The number after the highest of `runs`; "2" at least, as "1" is the run of a plain submission."""
    numbers = [int(job.run) for job in runs if job.run.isascii() and job.run.isdecimal() and len(job.run) < 10]
    return str(max([1, *numbers]) + 1)


async def _one(connection: AsyncConnection, job: str, *, lock: bool = False) -> Job | None:
    query = select(jobs).where(jobs.c.job == job)
    row = (await connection.execute(query.with_for_update() if lock else query)).first()
    return None if row is None else Job.of(row)
