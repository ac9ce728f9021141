"""Waiting for a grant: in line, no longer than the patience, and through an outage of Redis."""

import asyncio
from collections.abc import Iterable

import pytest

from libs.limits import (
    Cost,
    CostAboveLimit,
    Grant,
    LimiterError,
    LimiterUnavailable,
    Quota,
    Scope,
    Wait,
    wait_for_grant,
)
from libs.limits.process import ProcessLimiter
from libs.limits.window import Window

SCOPE, QUOTA, CALL = Scope("gemini", "m", "p"), Quota(requests_per_minute=1), Cost()
LONG = Wait(1000.0, "GEMINI_RPM=1 is used up", "requests")
SHORT = Wait(0.001, "GEMINI_RPM=1 is used up", "requests")
NEVER = float("inf")


def grant(valid_until: float = NEVER, cost: Cost = CALL) -> Grant:
    return Grant(SCOPE, cost, 0, valid_until)


class Answers(ProcessLimiter):
    """A limiter with given answers."""

    def __init__(self, answers: Iterable[Grant | Wait | LimiterError]) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[Cost] = []

    async def acquire(self, scope: Scope, quota: Quota, cost: Cost) -> Grant | Wait:
        self.asked.append(cost)
        answer = self.answers.pop(0)
        if isinstance(answer, LimiterError):
            raise answer
        return answer


async def test_it_waits_as_long_as_told_and_asks_again() -> None:
    limiter = Answers([SHORT, SHORT, grant()])
    assert await wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=60) == grant()


async def test_a_wait_beyond_the_patience_is_returned_at_once() -> None:
    assert await wait_for_grant(Answers([LONG]), SCOPE, QUOTA, CALL, patience=60) == LONG


async def test_no_patience_is_one_question() -> None:
    assert await wait_for_grant(Answers([SHORT]), SCOPE, QUOTA, CALL, patience=0) == SHORT
    assert await wait_for_grant(Answers([grant()]), SCOPE, QUOTA, CALL, patience=0) == grant()


async def test_a_grant_that_came_too_late_is_asked_for_again() -> None:
    limiter = Answers([grant(valid_until=99.0), grant(valid_until=101.0)])
    assert (await wait_for_grant(limiter, SCOPE, QUOTA, CALL, 60, clock=lambda: 100.0)) == grant(101.0)


async def test_it_waits_while_redis_is_away() -> None:
    limiter = Answers([LimiterUnavailable("away"), grant()])
    assert await wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=60) == grant()


async def test_it_waits_no_longer_than_its_patience_while_redis_is_away() -> None:
    with pytest.raises(LimiterUnavailable):
        await wait_for_grant(Answers([LimiterUnavailable("away")]), SCOPE, QUOTA, CALL, patience=0.1)


async def test_an_error_that_does_not_pass_is_raised_and_the_line_goes_on() -> None:
    limiter = Answers([CostAboveLimit("too much"), grant()])
    with pytest.raises(CostAboveLimit):
        await wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=60)
    assert await wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=60) == grant()


async def test_only_the_first_in_line_asks_and_all_are_served_in_order() -> None:
    limiter = Answers([SHORT, SHORT, *(grant() for _ in range(20))])
    costs = [Cost(tokens=number) for number in range(20)]
    await asyncio.gather(*(wait_for_grant(limiter, SCOPE, QUOTA, cost, patience=60) for cost in costs))
    assert limiter.asked == [costs[0], costs[0], *costs]


async def test_one_behind_a_patient_one_does_not_wait_longer_than_its_own_patience() -> None:
    """The first in line sleeps for a window of ten minutes."""
    limiter = ProcessLimiter(Window(600))
    assert isinstance(await wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=0), Grant)
    patient = asyncio.create_task(wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=10_000))
    await asyncio.sleep(0)
    answer = await wait_for_grant(limiter, SCOPE, QUOTA, CALL, patience=0.01)
    assert isinstance(answer, Wait)
    assert not patient.done()
    patient.cancel()
    await asyncio.gather(patient, return_exceptions=True)
    other = await wait_for_grant(limiter, Scope("gemini", "other", "p"), QUOTA, CALL, patience=0)
    assert isinstance(other, Grant)
