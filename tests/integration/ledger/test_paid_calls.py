"""Calls run through the ledger: sent once, recorded whatever happens, waiting where they must."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from fixtures.waiting import until
from libs.bus.errors import NotBefore
from libs.database import DatabaseSettings, Unavailable, writing
from libs.ledger.budget import Budget
from libs.ledger.call import Call, State
from libs.ledger.errors import Blocked, CallError, NotServed, RateLimited, Refused, Unknown, Unreachable
from libs.ledger.ledger import Ledger
from libs.ledger.prices import Prices
from libs.ledger.sending.paid_calls import PaidCalls, urgency
from libs.ledger.settings import LedgerSettings
from libs.ledger.sums import count_unknown
from libs.ledger.usage import Answer, Usage
from libs.ledger.watch import watch
from libs.limits import LimiterUnavailable, Wait
from tests.support.databases import empty_database
from tests.support.ledger import COST, MODEL, START, USAGE, FakeLimiter, FakeProvider, Gate, TurnedClock, images, route


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[DatabaseSettings]:
    """One kind: what databases do differently is in the tests of the ledger."""
    with empty_database("sqlite", tmp_path) as settings:
        yield settings


@pytest.fixture
def limiter() -> FakeLimiter:
    return FakeLimiter()


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def pauses() -> list[float]:
    """The waits between attempts, which tests do not sleep."""
    return []


Made = Callable[..., PaidCalls]


@pytest.fixture
def made(ledger: Ledger, limiter: FakeLimiter, pauses: list[float]) -> Made:
    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    def make(of: Ledger = ledger, **settings: Any) -> PaidCalls:
        return PaidCalls(of, limiter, Prices(), LedgerSettings(**settings), jitter=lambda: 0.0, sleep=sleep)

    return make


@pytest.fixture
def paid(made: Made) -> PaidCalls:
    return made()


async def planned(ledger: Ledger, **more: Any) -> Call:
    return (await ledger.plan(images(**more)))[0]


async def states(ledger: Ledger, call: Call) -> list[State]:
    return [one.state for one in await ledger.attempts(call.call_id)]


async def test_a_call_is_sent_once_and_then_answered_from_the_ledger(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, limiter: FakeLimiter
) -> None:
    call = await planned(ledger)
    first = await paid.run(call, route(), provider)
    assert (first.state, first.cost_usd) == (State.RECEIVED, pytest.approx(COST))
    assert await paid.run(call, route(), provider) == first
    assert provider.sent == [(call.call_id, 1)]
    assert limiter.settled == [USAGE.tokens]


async def test_runs_of_one_call_at_once_send_it_once(
    paid: PaidCalls, made: Made, ledger: Ledger, other: Ledger, provider: FakeProvider
) -> None:
    call = await planned(ledger)
    found = await asyncio.gather(*(each.run(call, route(), provider) for each in [paid, made(other)] * 4))
    assert {one.state for one in found} == {State.RECEIVED}
    assert provider.sent == [(call.call_id, 1)]


async def test_calls_of_a_job_all_end_before_an_error_of_one_is_raised(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider
) -> None:
    calls = await ledger.plan(images(count=3))
    provider.results = [Refused("overloaded", again=True, retry_after=53), Blocked("unsafe")]
    with pytest.raises(NotBefore, match="overloaded"):
        await paid.run_all(calls, route(), provider)
    assert sorted(call.state for call in await ledger.of_job(calls[0].job)) == [
        State.BLOCKED, State.RECEIVED, State.REFUSED,
    ]  # fmt: skip


def test_of_several_errors_a_bug_is_raised_first_then_the_longest_wait() -> None:
    errors = [NotBefore(1, "a"), NotBefore(2, "a"), Unavailable("c")]
    for error in (errors[2], errors[1], errors[0]):
        assert min(errors, key=urgency) is error
        errors.remove(error)


async def test_calls_of_a_job_are_returned_in_order(paid: PaidCalls, ledger: Ledger, provider: FakeProvider) -> None:
    calls = await ledger.plan(images(count=3))
    provider.results = [Blocked("unsafe")]
    found = await paid.run_all(calls, route(), provider)
    assert [call.call_id for call in found] == [call.call_id for call in calls]
    assert sorted(call.state for call in found) == [State.BLOCKED, State.RECEIVED, State.RECEIVED]


async def test_an_attempt_outlives_its_handler(paid: PaidCalls, ledger: Ledger, provider: FakeProvider) -> None:
    call, gate = await planned(ledger), Gate()
    provider.results = [gate]
    handler = asyncio.create_task(paid.run(call, route(), provider))
    await gate.reached.wait()
    handler.cancel()
    with pytest.raises(asyncio.CancelledError):
        await handler
    again = asyncio.create_task(paid.run(call, route(), provider))
    await asyncio.sleep(0)
    gate.opened.set()
    assert (await again).state is State.RECEIVED
    assert await paid.drained(10) == 0
    assert provider.sent == [(call.call_id, 1)]


async def test_a_stop_waits_for_what_was_sent(paid: PaidCalls, ledger: Ledger, provider: FakeProvider) -> None:
    call, gate = await planned(ledger), Gate()
    provider.results = [gate]
    handler = asyncio.create_task(paid.run(call, route(), provider))
    await gate.reached.wait()
    handler.cancel()
    assert await paid.drained(0.01) == 1
    asyncio.get_running_loop().call_later(0.01, gate.opened.set)
    assert await paid.drained(60) == 0
    found = await ledger.find(call.call_id)
    assert found is not None
    assert found.state is State.RECEIVED


async def test_a_handler_that_is_cancelled_while_the_attempt_is_recorded_sends_nothing(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, other_engine: AsyncEngine
) -> None:
    call = await planned(ledger)
    async with writing(other_engine):  # SQLite has one writer: the attempt waits to be recorded
        handler = asyncio.create_task(paid.run(call, route(), provider))
        await until(lambda: paid.under_way > 0, "the attempt begins")
        handler.cancel()
        with pytest.raises(asyncio.CancelledError):
            await handler
    assert await paid.drained(60) == 0
    assert provider.sent == []
    after = await ledger.find(call.call_id)
    assert after is not None
    assert (after.state, after.cause, after.failures) == (State.REFUSED, "not-sent", 0)
    assert (await paid.run(call, route(), provider)).state is State.RECEIVED


async def test_an_attempt_of_another_process_is_awaited_then_expired(
    paid: PaidCalls, ledger: Ledger, other: Ledger, provider: FakeProvider, clock: TurnedClock, pauses: list[float]
) -> None:
    call = await planned(ledger)
    await other.begin(call, estimate_usd=0.1, lease_seconds=60, budget=Budget())
    run = asyncio.create_task(paid.run(call, route(), provider))
    await until(lambda: len(pauses) > 1, "it waits for the other process")
    clock.advance(61)
    after = await run
    assert (after.state, after.cause, after.unknown_usd) == (State.UNKNOWN, "expired", 0.1)
    assert provider.sent == []


async def test_a_process_that_stops_sends_nothing_more(paid: PaidCalls, ledger: Ledger, provider: FakeProvider) -> None:
    call, gate = await planned(ledger, count=2), Gate()
    provider.results = [gate]
    under_way = asyncio.create_task(paid.run(call, route(), provider))
    await gate.reached.wait()
    paid.stop()
    _, other = await ledger.of_job(call.job)
    with pytest.raises(NotBefore, match="this process stops"):
        await paid.run(other, route(), provider)
    gate.opened.set()
    assert (await under_way).state is State.RECEIVED
    assert provider.sent == [(call.call_id, 1)]


async def test_the_lease_of_an_attempt_is_extended_while_it_is_under_way(
    made: Made, ledger: Ledger, other: Ledger, provider: FakeProvider, clock: TurnedClock
) -> None:
    call, gate = await planned(ledger), Gate()
    provider.results = [gate]
    run = asyncio.create_task(made(lease_seconds=1).run(call, route(), provider))
    await gate.reached.wait()
    clock.advance(3600)

    async def is_extended() -> bool:
        found = await ledger.find(call.call_id)
        assert found is not None
        assert found.lease_until is not None
        return found.lease_until > clock()

    await until(is_extended, "the lease is later than the time now")
    assert await other.expire() == []
    gate.opened.set()
    assert (await run).state is State.RECEIVED


@pytest.mark.parametrize(
    ("error", "state", "cause", "cost"),
    [
        (Blocked("unsafe", usage=Usage(input_tokens=1_000_000)), State.BLOCKED, "blocked", 0.5),
        (Refused("no image in the answer", usage=Usage(output_tokens=1_000_000)), State.REFUSED, "refused", 3.0),
        (Refused("bad request"), State.REFUSED, "refused", 0.0),
        (Unknown("half an answer"), State.UNKNOWN, "unknown", 0.0),
        (RuntimeError("a bug"), State.UNKNOWN, "bug", 0.0),
        (TimeoutError(), State.UNKNOWN, "bug", 0.0),
    ],
)
async def test_an_error_ends_in_its_state(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, error: Exception, state: State, cause: str, cost: float
) -> None:
    provider.results = [error]
    call = await planned(ledger)
    for _ in range(2):
        after = await paid.run(call, route(), provider)
        assert (after.state, after.cause, after.cost_usd) == (state, cause, pytest.approx(cost))
    assert len(provider.sent) == 1


async def test_no_answer_within_the_deadline_is_unknown(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider
) -> None:
    provider.results = [Gate()]
    call = await planned(ledger)
    after = await paid.run(call, route(deadline=0.01), provider)
    assert (after.state, after.cause, after.reason) == (State.UNKNOWN, "deadline", "no answer within 0.01 s")
    assert after.unknown_usd == pytest.approx(COST)


async def test_a_passing_refusal_is_tried_again_as_often_as_allowed(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, pauses: list[float]
) -> None:
    provider.results = [Refused("overloaded", again=True)] * 3
    call = await planned(ledger)
    after = await paid.run(call, route(), provider)
    assert (after.state, after.attempt, after.failures) == (State.REFUSED, 3, 3)
    assert pauses == [2.0, 4.0]
    assert (await paid.run(call, route(), provider)).state is State.REFUSED
    assert len(provider.sent) == 3
    await ledger.retry(after)
    assert (await paid.run(call, route(), provider)).state is State.RECEIVED


async def test_after_a_request_for_a_long_wait_messages_wait(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider
) -> None:
    provider.results = [Refused("overloaded", again=True, retry_after=53)]
    call = await planned(ledger)
    with pytest.raises(NotBefore) as raised:
        await paid.run(call, route(), provider)
    assert raised.value.time == START.timestamp() + 53
    assert (await paid.run(call, route(), provider)).state is State.RECEIVED


async def test_unknown_calls_are_sent_again_if_the_setting_says_so(
    made: Made, ledger: Ledger, provider: FakeProvider
) -> None:
    provider.results = [Unknown("no answer")] * 3
    call = await planned(ledger)
    after = await made(unknown="retry").run(call, route(), provider)
    assert (after.state, after.attempt) == (State.UNKNOWN, 3)
    assert after.unknown_usd == pytest.approx(3 * COST)
    assert await states(ledger, call) == [State.UNKNOWN] * 3


async def test_unknown_outcomes_of_calls_that_cost_nothing_are_tried_again(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider
) -> None:
    provider.results = [RuntimeError("a bug")]
    call = await planned(ledger, paid=False)
    after = await paid.run(call, route(), provider)
    assert (after.state, after.attempt, after.cost_usd) == (State.RECEIVED, 2, 0.0)


async def test_a_limit_that_is_used_up_for_long_is_a_time_to_wait_for(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, limiter: FakeLimiter
) -> None:
    limiter.answers = [Wait(40.0, "GEMINI_RPM=60 is used up", "requests")]
    call = await planned(ledger)
    with pytest.raises(NotBefore, match="GEMINI_RPM=60") as raised:
        await paid.run(call, route(), provider)
    assert raised.value.time == START.timestamp() + 40
    limiter.answers = [Wait(0.001, "GEMINI_RPM=60 is used up", "requests")]
    assert (await paid.run(call, route(), provider)).state is State.RECEIVED


async def test_a_limiter_that_is_away_is_waited_for(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, limiter: FakeLimiter
) -> None:
    limiter.answers = [LimiterUnavailable("Redis is away")]
    assert (await paid.run(await planned(ledger), route(), provider)).state is State.RECEIVED


async def test_too_many_requests_block_all_replicas_and_are_no_failure_of_the_call(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, limiter: FakeLimiter
) -> None:
    provider.results = [RateLimited("slow down", retry_after=53), RateLimited("enough", daily=True)]
    call = await planned(ledger)
    with pytest.raises(NotBefore, match="slow down") as raised:
        await paid.run(call, route(), provider)
    assert raised.value.time == START.timestamp() + 53
    with pytest.raises(NotBefore, match="enough") as raised:
        await paid.run(call, route(), provider)
    assert raised.value.time == START.timestamp() + 3600
    assert limiter.blocked == [53, "day"]
    after = await paid.run(call, route(), provider)
    assert (after.state, after.attempt, after.failures) == (State.RECEIVED, 3, 0)


async def test_a_limiter_that_does_not_block_is_no_endless_loop(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider
) -> None:
    provider.results = [RateLimited("slow down", retry_after=0.001)] * 10
    with pytest.raises(NotBefore, match="slow down"):
        await paid.run(await planned(ledger), route(), provider)
    assert len(provider.sent) == 3


@pytest.mark.parametrize(
    ("then", "attempt"), [([], 1), ([Wait(0.001, "GEMINI_RPM=60 is used up", "requests")], 2)], ids=["granted", "wait"]
)
async def test_a_grant_that_is_too_old_once_the_attempt_is_recorded_is_not_used(
    engine: AsyncEngine, storage: Any, made: Made, provider: FakeProvider, limiter: FakeLimiter, then: list[Wait],
    attempt: int,
) -> None:  # fmt: skip
    class Slow(Ledger):
        """Its database answers after the first grant has ended."""

        async def begin(self, *args: Any, **more: Any) -> Any:
            begun = await super().begin(*args, **more)
            await until(lambda: time.monotonic() > limiter.valid_until or limiter.valid_until == math.inf, "it is late")
            limiter.valid_until, limiter.answers = math.inf, [*then] if begun.attempt == 1 else []
            return begun

    slow = Slow(engine, storage)
    call = await planned(slow)
    limiter.valid_until = time.monotonic() + 1
    assert (await made(slow).run(call, route(), provider)).state is State.RECEIVED
    assert provider.sent == [(call.call_id, attempt)]
    assert sum(limiter.settled) == USAGE.tokens


async def test_a_model_that_is_not_served_pauses_all_its_calls_with_one_line(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.results = [NotServed(f"{MODEL} was retired")] * 5
    calls = await ledger.plan(images(count=5))
    with caplog.at_level(logging.INFO, "libs.ledger.sending.outage"):
        found = await asyncio.gather(*(paid.run(call, route(), provider) for call in calls), return_exceptions=True)
    assert all(isinstance(one, NotBefore) and f"{MODEL} was retired" in one.reason for one in found)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    sent = len(provider.sent)
    with pytest.raises(NotBefore) as raised:
        await paid.run(calls[0], route(), provider)
    assert START.timestamp() < raised.value.time <= START.timestamp() + 60
    assert len(provider.sent) == sent
    assert all(call.failures == 0 for call in await ledger.of_job("product/p/1"))


@pytest.mark.parametrize("error", [Unreachable("connection refused"), Refused("overloaded", again=True)])
async def test_a_provider_that_is_away_pauses_all_its_calls(
    made: Made, ledger: Ledger, provider: FakeProvider, error: CallError
) -> None:
    provider.results = [error] * 10
    with pytest.raises(NotBefore, match=str(error)):
        await made(attempts=10).run(await planned(ledger), route(), provider)
    assert len(provider.sent) == 5


async def test_the_days_budget_is_waited_for_and_the_jobs_is_not(
    paid: PaidCalls, ledger: Ledger, provider: FakeProvider
) -> None:
    first, second, third = await ledger.plan(images(count=3))
    day = Budget("test", day_usd=0.1, day_setting="ENHANCE_BUDGET_DAY_USD")
    assert (await paid.run(first, route(day), provider)).state is State.RECEIVED
    with pytest.raises(NotBefore, match="ENHANCE_BUDGET_DAY_USD") as raised:
        await paid.run(second, route(day), provider)
    assert raised.value.time == datetime(2026, 11, 29, tzinfo=UTC).timestamp()
    job = Budget("test", job_usd=0.1, job_setting="ENHANCE_BUDGET_JOB_USD")
    after = await paid.run(third, route(job), provider)
    assert (after.state, after.cause, after.undecided) == (State.PLANNED, "budget", True)
    assert len(provider.sent) == 1
    assert (await paid.run(third, route(), provider)).state is State.RECEIVED


class Away(Ledger):
    """A ledger whose database does not answer some times."""

    missing = 0

    async def received(self, *args: Any) -> Any:
        return await self._answered(super().received(*args))

    async def _answered(self, work: Awaitable[Any]) -> Any:
        if self.missing:
            self.missing -= 1
            work.close()  # type: ignore[attr-defined]
            raise Unavailable("the database is away")
        return await work


async def test_an_outcome_is_recorded_when_the_database_is_back(
    made: Made, engine: AsyncEngine, storage: Any, provider: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    away = Away(engine, storage)
    away.missing = 1
    call = await planned(away)
    assert (await made(away).run(call, route(), provider)).state is State.RECEIVED
    assert "its outcome waits to be recorded: the database is away" in caplog.text
    assert provider.sent == [(call.call_id, 1)]


async def test_a_commit_whose_answer_was_lost_is_recognised(
    ledger: Ledger, engine: AsyncEngine, storage: Any, provider: FakeProvider, made: Made
) -> None:
    class Lost(Ledger):
        async def _begin(self, *args: Any) -> Any:
            await super()._begin(*args)
            raise Unavailable("the connection was lost")

    call = await planned(ledger)
    assert (await made(Lost(engine, storage)).run(call, route(), provider)).state is State.RECEIVED
    assert provider.sent == [(call.call_id, 1)]


async def test_the_watch_ends_attempts_of_dead_processes(ledger: Ledger, other: Ledger, clock: TurnedClock) -> None:
    call = await planned(ledger)
    await other.begin(call, estimate_usd=0.1, lease_seconds=60, budget=Budget())
    clock.advance(61)
    watching = asyncio.create_task(watch(ledger=ledger, interval=0.01))

    async def counted() -> bool:
        return (await count_unknown(ledger.engine))[0] == 1

    await until(counted, "the attempt expires")
    watching.cancel()


async def test_a_request_that_alone_is_not_served_does_not_hold_back_others(
    ledger: Ledger, limiter: FakeLimiter, provider: FakeProvider
) -> None:
    now = [0.0]

    async def sleep(_: float) -> None:
        await asyncio.sleep(0)

    paid = PaidCalls(
        ledger, limiter, Prices(), LedgerSettings(), jitter=lambda: 0.0, sleep=sleep, monotonic=lambda: now[0]
    )
    bad, good = await ledger.plan(images(count=2))

    async def send(call: Call) -> Answer:
        if call.call_id == bad.call_id:
            raise NotServed("a redirect to another address")
        return await provider(call)

    for _ in range(2):
        with pytest.raises(NotBefore):
            await paid.run(bad, route(), send)
        now[0] += 600
    assert (await paid.run(good, route(), send)).state is State.RECEIVED
    ended = await paid.run(bad, route(), send)
    assert (ended.state, ended.again, ended.attempt) == (State.REFUSED, False, 3)
    assert ended.reason == "a redirect to another address"
