"""Paid calls as three sides know them: the ledger's tables, the provider's record of requests, and the store."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from fixtures.providers.calls import Entry
from libs.database import reading
from libs.database.tables import jobs, provider_attempts, provider_calls
from libs.ledger.call import Attempt, Call, State


@dataclass(frozen=True)
class Books:
    """The ledger as it is at one moment."""

    calls: list[Call]
    attempts: list[Attempt]
    jobs: dict[str, Any]
    """Rows by name."""

    @property
    def states(self) -> Counter[State]:
        return Counter(call.state for call in self.calls)

    @property
    def unknown(self) -> list[Attempt]:
        """Attempts of which nobody knows whether they were paid."""
        return [one for one in self.attempts if one.state is State.UNKNOWN]

    def undecided(self) -> list[Call]:
        return [call for call in self.calls if call.undecided]


async def read_books(engine: AsyncEngine) -> Books:
    """All rows, in one transaction."""
    async with reading(engine) as connection:
        calls = [Call.of(row) for row in await connection.execute(select(provider_calls))]
        attempts = [Attempt.of(row) for row in await connection.execute(select(provider_attempts))]
        found = {row.job: row for row in await connection.execute(select(jobs))}
    return Books(calls, attempts, found)


async def sent_by(engine: AsyncEngine, process: int) -> int:
    """Attempts that a process has under way, as far as the ledger knows."""
    query = select(func.count()).where(
        provider_attempts.c.state == State.SENT, provider_attempts.c.owner.like(f"%/{process}/%")
    )
    async with reading(engine) as connection:
        return int((await connection.execute(query)).scalar_one())


def process_of(attempt: Attempt) -> int:
    """The id of the process that sent it: `host/process/…`."""
    return int(attempt.owner.split("/")[1])


def check_requests(books: Books, record: Iterable[Entry]) -> None:
    """Each attempt left once at most, each that was answered did leave, and nothing left that is not in the ledger."""
    requests = Counter(entry.reference for entry in record if entry.kind != "lookup")
    attempts = {f"{one.call_id}/{one.attempt}": one for one in books.attempts}
    twice = {name: count for name, count in requests.items() if count > 1}
    assert not twice, f"sent more than once: {twice}"
    assert requests.keys() <= attempts.keys(), "a request that is not in the ledger"
    answered = {name for name, one in attempts.items() if one.state in (State.RECEIVED, State.BLOCKED)}
    assert answered <= requests.keys(), "an answer without a request"


def check_costs(books: Books) -> None:
    """The cost of each job is that of its attempts, as far as it is known."""
    job_of = {call.call_id: call.job for call in books.calls}
    sums = Counter[str]()
    for one in books.attempts:
        sums[job_of[one.call_id]] += one.cost_usd or 0.0  # type: ignore[assignment]
    different = {
        name: (row.cost_usd, sums[name]) for name, row in books.jobs.items() if abs(row.cost_usd - sums[name]) > 1e-5
    }
    assert not different, f"cost of the job, and of its attempts: {different}"


def check_killed(books: Books, killed: Iterable[int], most: int) -> None:
    """Only processes that were killed left calls in doubt, `most` each at most."""
    doubts = Counter(process_of(one) for one in books.unknown)
    assert doubts.keys() <= set(killed), f"doubts of processes that were not killed: {doubts}, killed: {killed}"
    assert all(count <= most for count in doubts.values()), doubts


def check_objects(found: Mapping[str, str], named: Mapping[str, str]) -> None:
    """`found` are digests of the store's pictures by URI, `named` those of the events."""
    assert found == named, {
        "not named": sorted(found.keys() - named.keys()), "not there": sorted(named.keys() - found.keys()),
    }  # fmt: skip
