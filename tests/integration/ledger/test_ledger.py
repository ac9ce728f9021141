"""Calls in real databases: each change once, budgets kept by several processes, nothing that was paid lost."""

import asyncio
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import reading, writing
from libs.database.tables import provider_days
from libs.ledger.budget import Budget, Spent
from libs.ledger.call import Call, NewCall, State, call_id, totals
from libs.ledger.errors import Blocked, Refused, Unknown
from libs.ledger.ledger import Ledger
from libs.ledger.sums import count_unknown
from libs.ledger.usage import Usage
from libs.storage.files.storage import FileStorage
from tests.support.ledger import MODEL, TurnedClock, images, picture

DAY = Budget("test", day_usd=1.0, day_setting="DAY_USD")


async def begun(ledger: Ledger, call: Call, *, usd: float = 0.1, budget: Budget = DAY) -> Call:
    sent = await ledger.begin(call, estimate_usd=usd, lease_seconds=60, budget=budget)
    assert isinstance(sent, Call)
    return sent


async def spent_today(engine: AsyncEngine) -> float:
    async with reading(engine) as connection:
        found = await connection.execute(select(provider_days.c.usd).where(provider_days.c.day == date(2026, 11, 28)))
        return found.scalar_one()


async def test_the_first_plan_counts(ledger: Ledger) -> None:
    first = await ledger.plan(images(count=2))
    again = await ledger.plan([NewCall("product/p/1", "image", 1, "gemini", MODEL, {"prompt": "another"})])
    assert again == first[:1]
    assert [call.state for call in first] == [State.PLANNED] * 2
    assert first[0].call_id == call_id("product/p/1", "image", 1)
    assert (again[0].request, again[0].provider) == ({"prompt": "1"}, "gemini")
    assert await ledger.of_job("product/p/1") == first
    assert await ledger.find(call_id("product/p/2", "image", 1)) is None


async def test_a_call_that_may_be_sent_moves_to_another_model(ledger: Ledger) -> None:
    to_other = [
        NewCall("product/p/1", "image", number, "openai", "other", {"prompt": "another"}, paid=True)
        for number in (1, 2, 3, 4)
    ]
    _, refused, under_way, final = await ledger.plan(images(count=4))
    await ledger.refused(await begun(ledger, refused), Refused("retired", again=True))
    await begun(ledger, under_way)
    await ledger.refused(await begun(ledger, final), Refused("bad request"))
    moved = await ledger.plan(to_other)
    assert [call.provider for call in moved] == ["openai", "openai", "gemini", "gemini"]
    assert [call.request["prompt"] for call in moved] == ["another", "another", "3", "4"]
    assert [call.attempt for call in moved] == [0, 1, 1, 1]
    assert await ledger.plan(to_other) == moved


async def test_an_answer_is_stored_and_settled_with_its_job(
    ledger: Ledger, engine: AsyncEngine, storage: FileStorage
) -> None:
    (call,) = await ledger.plan(images())
    sent = await begun(ledger, call)
    assert (sent.state, sent.attempt) == (State.SENT, 1)
    assert sent.owner is not None
    assert sent.owner.startswith(ledger.owner)
    after, made = await ledger.received(sent, picture(sent), 0.07)
    assert made
    assert (after.state, after.has_result, after.cost_usd, after.unknown_usd) == (State.RECEIVED, True, 0.07, 0.0)
    assert (after.answered_by, after.response_id, after.media_type) == (f"{MODEL}-001", "r-1", "image/png")
    assert after.usage is not None
    assert Usage(**after.usage) == picture(sent).usage
    assert after.uri is not None
    data = await storage.read(after.uri, limit=1000)
    assert (sha256(data).hexdigest(), len(data)) == (after.sha256, after.bytes)
    assert await spent_today(engine) == pytest.approx(0.07)
    async with writing(engine) as connection:
        assert await ledger.settle(connection, [call.call_id]) == 1
        assert await ledger.settle(connection, [call.call_id]) == 0
    settled = await ledger.find(call.call_id)
    assert settled is not None
    assert (settled.state, settled.settled_at) == (State.SETTLED, ledger.clock())


async def test_a_settlement_is_undone_with_its_transaction(ledger: Ledger, engine: AsyncEngine) -> None:
    (call,) = await ledger.plan(images())
    sent = await begun(ledger, call)
    await ledger.received(sent, picture(sent), 0.07)

    async def broken_off() -> None:
        async with writing(engine) as connection:
            await ledger.settle(connection, [call.call_id])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken_off()
    after = await ledger.find(call.call_id)
    assert after is not None
    assert after.state is State.RECEIVED


async def test_one_of_many_processes_sends_a_call(ledger: Ledger, other: Ledger) -> None:
    (call,) = await ledger.plan(images())
    found = await asyncio.gather(
        *(each.begin(call, estimate_usd=0.1, lease_seconds=60, budget=DAY) for each in [ledger, other] * 4)
    )
    assert sum(isinstance(one, Call) for one in found) == 1
    assert sum(one is None for one in found) == 7
    assert len(await ledger.attempts(call.call_id)) == 1


async def test_the_budget_of_a_day_holds_for_all_processes_together(
    ledger: Ledger, other: Ledger, engine: AsyncEngine, clock: TurnedClock
) -> None:
    planned = await ledger.plan(images(count=16))
    found = await asyncio.gather(
        *(
            each.begin(call, estimate_usd=0.1, lease_seconds=60, budget=DAY)
            for each, call in zip([ledger, other] * 8, planned, strict=True)
        )
    )
    assert sum(isinstance(one, Call) for one in found) == 10
    assert await spent_today(engine) == pytest.approx(1.0)
    refused = [one for one in found if isinstance(one, Spent)]
    assert {str(one.until) for one in refused} == {"2026-11-29 00:00:00+00:00"}
    assert refused[0].reason == "DAY_USD: the $1.00 of this day are used, or reserved for calls"
    clock.advance(12 * 3600)
    later = [call for call in await ledger.of_job("product/p/1") if call.state is State.PLANNED]
    assert len(later) == 6
    await begun(other, later[0])


async def test_what_a_call_really_cost_replaces_its_estimate(ledger: Ledger, engine: AsyncEngine) -> None:
    first, second, third, fourth = await ledger.plan(images(count=4))
    cheaper, blocked, unknown, refused = [await begun(ledger, call) for call in (first, second, third, fourth)]
    assert await spent_today(engine) == pytest.approx(0.4)
    await ledger.received(cheaper, picture(cheaper), 0.07)
    await ledger.blocked(blocked, Blocked("unsafe"), 0.01)
    await ledger.unknown(unknown, Unknown("no answer"))
    await ledger.refused(refused, Refused("bad request"))
    assert await spent_today(engine) == pytest.approx(0.07 + 0.01 + 0.1)
    sums = totals(await ledger.of_job("product/p/1"))
    assert sums.cost_usd == pytest.approx(0.08)
    assert (sums.unknown, sums.unknown_usd) == (1, pytest.approx(0.1))
    assert await count_unknown(ledger.engine) == (1, pytest.approx(0.1))


async def test_calls_of_a_job_over_its_budget_are_not_sent_however_many_begin_at_once(
    ledger: Ledger, other: Ledger
) -> None:
    budget = Budget("test", job_usd=0.35, job_setting="JOB_USD")
    planned = await ledger.plan(images(count=6))
    found = await asyncio.gather(
        *(
            each.begin(call, estimate_usd=0.1, lease_seconds=60, budget=budget)
            for each, call in zip([ledger, other] * 3, planned, strict=True)
        )
    )
    assert sum(isinstance(one, Call) for one in found) == 3
    held = [call for call in await ledger.of_job("product/p/1") if call.state is State.PLANNED]
    assert {call.cause for call in held} == {"budget"}
    assert {call.reason for call in held} == {"JOB_USD: $0.30 of $0.35 are used, and this call may cost $0.10"}
    assert all(call.undecided for call in held)
    (elsewhere,) = await ledger.plan(images("product/q/1"))
    await begun(ledger, elsewhere, budget=budget)


async def test_a_call_that_is_dearer_than_a_day_waits_for_no_day(ledger: Ledger) -> None:
    (call,) = await ledger.plan(images())
    spent = await ledger.begin(call, estimate_usd=2, lease_seconds=60, budget=DAY)
    assert spent == Spent("DAY_USD: this call may cost $2.00, and $1.00 are allowed in a day")


async def test_a_lease_that_is_past_leaves_the_outcome_unknown_and_a_late_answer_ends_that(
    ledger: Ledger, other: Ledger, engine: AsyncEngine, clock: TurnedClock
) -> None:
    (call,) = await ledger.plan(images())
    sent = await begun(ledger, call)
    clock.advance(59)
    assert await other.expire() == []
    clock.advance(2)
    expired = await asyncio.gather(*(each.expire() for each in [ledger, other] * 3))
    assert sum(map(len, expired)) == 1
    (unknown,) = await ledger.newest()
    assert (unknown.state, unknown.cause, unknown.unknown_usd) == (State.UNKNOWN, "expired", 0.1)
    assert await other.begin(unknown, estimate_usd=0.1, lease_seconds=60, budget=DAY) is None
    late, made = await ledger.received(sent, picture(sent), 0.07)
    assert (made, late.state, late.cost_usd, late.unknown_usd) == (True, State.RECEIVED, 0.07, 0.0)
    assert await spent_today(engine) == pytest.approx(0.07)
    assert (await ledger.received(sent, picture(sent), 0.07)).made is False


async def test_the_answer_of_an_older_attempt_counts_and_that_of_the_newer_one_is_only_paid(
    ledger: Ledger, storage: FileStorage, clock: TurnedClock
) -> None:
    (call,) = await ledger.plan(images())
    first = await begun(ledger, call)
    unknown = (await ledger.unknown(first, Unknown("no answer"))).call
    allowed = await ledger.retry(unknown)
    assert allowed is not None
    assert (allowed.state, allowed.unknown_usd) == (State.REFUSED, 0.1)
    second = await begun(ledger, allowed)
    late = (await ledger.received(first, picture(first), 0.07)).call
    assert (late.state, late.response_id) == (State.RECEIVED, "r-1")
    after, made = await ledger.received(second, picture(second), 0.05)
    assert made
    assert (after.state, after.response_id, after.cost_usd) == (State.RECEIVED, "r-1", pytest.approx(0.12))
    assert after.uri is not None
    assert await storage.read(after.uri, limit=1000) == picture(first).data
    assert [one.state for one in await ledger.attempts(call.call_id)] == [State.RECEIVED] * 2


async def test_an_attempt_beside_a_result_expires_too(ledger: Ledger, clock: TurnedClock) -> None:
    (call,) = await ledger.plan(images())
    first = await begun(ledger, call)
    unknown = (await ledger.unknown(first, Unknown("no answer"))).call
    await begun(ledger, await ledger.retry(unknown) or unknown)
    await ledger.received(first, picture(first), 0.07)
    clock.advance(61)
    (after,) = await ledger.expire()
    assert (after.state, after.unknown_usd) == (State.RECEIVED, 0.1)


async def test_a_definitive_answer_that_comes_late_ends_the_doubt(ledger: Ledger, engine: AsyncEngine) -> None:
    (call,) = await ledger.plan(images())
    sent = await begun(ledger, call)
    await ledger.unknown(sent, Unknown("no answer"))
    after = (await ledger.refused(sent, Refused("overloaded", again=True))).call
    assert (after.state, after.unknown_usd) == (State.REFUSED, 0.0)
    assert await spent_today(engine) == 0
    assert (await ledger.unknown(sent, Unknown("no answer"))).made is False


async def test_calls_that_cost_nothing_use_no_budget_and_are_sent_again(
    ledger: Ledger, clock: TurnedClock, engine: AsyncEngine
) -> None:
    (call,) = await ledger.plan(images(paid=False))
    nothing = Budget("test", day_usd=0.01, job_usd=0.01)
    sent = await begun(ledger, call, usd=5, budget=nothing)
    clock.advance(61)
    (after,) = await ledger.expire()
    assert (after.state, after.again, after.failures, after.unknown_usd) == (State.REFUSED, True, 0, 0.0)
    late = (await ledger.received(sent, picture(sent), 0.0)).call
    assert late.state is State.RECEIVED
    async with reading(engine) as connection:
        assert (await connection.execute(select(provider_days))).all() == []


async def test_people_decide_once(ledger: Ledger, other: Ledger) -> None:
    (call,) = await ledger.plan(images())
    sent = await begun(ledger, call)
    assert await ledger.retry(sent) is None
    assert await ledger.give_up(sent) is None
    unknown = (await ledger.unknown(sent, Unknown("no answer"))).call
    given_up = await ledger.give_up(unknown)
    assert given_up is not None
    assert given_up.given_up
    assert await count_unknown(ledger.engine) == (0, 0.0)
    both = await asyncio.gather(ledger.retry(unknown), other.retry(unknown))
    assert sum(one is not None for one in both) == 1
    allowed = await ledger.find(call.call_id)
    assert allowed is not None
    assert (allowed.state, allowed.given_up, allowed.failures) == (State.REFUSED, False, 0)


async def test_a_call_that_is_given_up_is_not_sent(ledger: Ledger) -> None:
    (call,) = await ledger.plan(images())
    given_up = await ledger.give_up(call)
    assert given_up is not None
    assert await ledger.begin(given_up, estimate_usd=0.1, lease_seconds=60, budget=DAY) is None


async def test_a_late_refusal_of_an_older_attempt_leaves_the_newer_one_alone(ledger: Ledger) -> None:
    (call,) = await ledger.plan(images())
    first = await begun(ledger, call)
    unknown = (await ledger.unknown(first, Unknown("no answer"))).call
    allowed = await ledger.retry(unknown)
    assert allowed is not None
    second = await begun(ledger, allowed)
    after, made = await ledger.refused(first, Refused("overloaded", again=True))
    assert made
    assert (after.state, after.attempt, after.owner, after.unknown_usd) == (State.SENT, 2, second.owner, 0.0)


async def test_what_was_read_before_another_attempt_begins_nothing(ledger: Ledger) -> None:
    (call,) = await ledger.plan(images())
    await ledger.refused(await begun(ledger, call), Refused("overloaded", again=True))
    assert await ledger.begin(call, estimate_usd=0.1, lease_seconds=60, budget=DAY) is None


async def test_an_answer_stays_an_answer(ledger: Ledger) -> None:
    (call,) = await ledger.plan(images())
    sent = await begun(ledger, call)
    received = (await ledger.received(sent, picture(sent), 0.07)).call
    assert await ledger.unknown(sent, Unknown("no answer")) == (received, False)
    assert await ledger.refused(sent, Refused("no")) == (received, False)
    assert [one.state for one in await ledger.attempts(call.call_id)] == [State.RECEIVED]
