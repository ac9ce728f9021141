"""One suite for all limiters: in process, and on Redis. Both have a clock that the tests move."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from libs.limits import Cost, CostAboveLimit, Grant, Limiter, Quota, Scope, Wait
from libs.limits.days import day_of
from libs.limits.process import ProcessLimiter
from libs.limits.shared import SCRIPT, SharedLimiter
from libs.limits.window import MICROSECONDS, Window
from tests.support.redis import server_url

NOON = 1_795_809_600.0
"""Unix time: 2026-11-27 12:00 in Los Angeles."""
MINUTE = Window()
CALL = Cost()
SCOPE = Scope("gemini", "some-model:latest/é", "project")
USED = 1 / 1.03


@dataclass
class Rig:
    """A limiter and its clock."""

    limiter: Limiter = field(init=False)
    now: float = NOON

    def later(self, seconds: float) -> None:
        """Move the clock, which shows whole microseconds."""
        self.now = round(self.now + seconds, 6)

    async def grants(self, quota: Quota, cost: Cost = CALL, scope: Scope = SCOPE) -> int:
        """How many calls are granted now."""
        count = 0
        while isinstance(await self.limiter.acquire(scope, quota, cost), Grant):
            count += 1
        return count

    async def granted(self, quota: Quota, cost: Cost = CALL) -> Grant:
        answer = await self.limiter.acquire(SCOPE, quota, cost)
        assert isinstance(answer, Grant), answer
        return answer

    async def waits(self, quota: Quota, cost: Cost = CALL, scope: Scope = SCOPE) -> Wait:
        answer = await self.limiter.acquire(scope, quota, cost)
        assert isinstance(answer, Wait), answer
        return answer


@asynccontextmanager
async def process_rig(day_shift: float = 0.0) -> AsyncIterator[Rig]:
    rig = Rig()
    rig.limiter = ProcessLimiter(day_shift=day_shift, clock=lambda: rig.now, epoch=0.0)
    yield rig


class MovedClock(SharedLimiter):
    """The script with the time of a rig instead of Redis's: it stands behind the other arguments. All else is real."""

    def __init__(self, rig: Rig, client: Redis, prefix: str, day_shift: float) -> None:
        script = SCRIPT.replace("redis.call('TIME')", "{ARGV[#ARGV - 1], ARGV[#ARGV]}")
        assert script != SCRIPT
        super().__init__(client, day_shift=day_shift, prefix=prefix, script=script)
        self._rig = rig

    async def _evaluate(self, *args: Any) -> Any:
        return await super()._evaluate(*args, *divmod(round(self._rig.now * MICROSECONDS), MICROSECONDS))


@asynccontextmanager
async def redis_rig(day_shift: float = 0.0) -> AsyncIterator[Rig]:
    """On a Redis where the closed window after the first use has passed."""
    async with Redis.from_url(server_url(), decode_responses=True) as client:
        prefix = f"test:{uuid.uuid4().hex}"
        rig = Rig(now=NOON - 100)
        rig.limiter = limiter = MovedClock(rig, client, prefix, day_shift)
        await limiter.probe()
        rig.now = NOON
        try:
            yield rig
        finally:
            await client.delete(*[key async for key in client.scan_iter(f"{{{prefix}}}*")])


RIGS = {"process": process_rig, "redis": redis_rig}


@pytest.fixture(params=RIGS)
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with RIGS[request.param]() as rig:
        yield rig


async def test_a_limit_is_used_up_and_free_again_a_window_later(rig: Rig) -> None:
    quota = Quota(requests_per_minute=60)
    assert await rig.grants(quota) == 60
    wait = await rig.waits(quota)
    assert (wait.limit, wait.reason) == ("requests", "GEMINI_RPM=60 is used up")
    assert 60 < wait.seconds <= 60 / USED
    rig.later(wait.seconds - 0.000_01)
    assert await rig.grants(quota) == 0
    rig.later(0.000_01)
    assert await rig.grants(quota) == 60


async def test_the_wait_is_exact_for_what_is_asked(rig: Rig) -> None:
    """Tokens leave the window in the order in which they came; a call waits only for as many as it takes."""
    quota = Quota(tokens_per_minute=1000)
    for _ in range(5):
        await rig.granted(quota, Cost(tokens=200))
        rig.later(10)
    few, many = await rig.waits(quota, Cost(tokens=150)), await rig.waits(quota, Cost(tokens=500))
    assert few.limit == many.limit == "tokens"
    assert few.seconds == pytest.approx(MINUTE.kept / MICROSECONDS - 50, abs=1e-5)
    assert many.seconds == pytest.approx(few.seconds + 20, abs=1e-5)
    rig.later(many.seconds)
    await rig.granted(quota, Cost(tokens=500))
    assert (await rig.waits(quota, Cost(tokens=200))).seconds == pytest.approx(10, abs=1e-5)


async def test_all_is_granted_or_nothing(rig: Rig) -> None:
    """What one limit refuses is not counted by the others."""
    quota = Quota(requests_per_minute=10, tokens_per_minute=1000, images_per_minute=4, requests_per_day=100)
    assert await rig.grants(quota, Cost(tokens=100, images=2)) == 2
    assert (await rig.waits(quota, Cost(images=1))).reason == "GEMINI_IPM=4 is used up"
    assert await rig.grants(quota, Cost(tokens=400)) == 2
    assert (await rig.waits(quota, Cost(tokens=1))).reason == "GEMINI_TPM=1000 is used up"
    assert await rig.grants(quota, Cost()) == 6
    assert (await rig.waits(quota, Cost(tokens=1, images=1))).limit in ("requests", "tokens", "images")


async def test_without_a_limit_all_is_granted(rig: Rig) -> None:
    for _ in range(200):
        await rig.granted(Quota(), Cost(tokens=10**9, images=1000))


async def test_scopes_do_not_share_their_limits(rig: Rig) -> None:
    quota = Quota(requests_per_minute=3)
    assert await rig.grants(quota) == 3
    for other in (Scope("gemini", "b", "project"), Scope("gemini", SCOPE.model, "q"), Scope("openai", "b", "project")):
        assert await rig.grants(quota, scope=other) == 3


async def test_the_window_slides(rig: Rig) -> None:
    """At the end of one clock minute and the start of the next: never twice the limit."""
    quota = Quota(requests_per_minute=60)
    rig.now = NOON + 59
    assert await rig.grants(quota) == 60
    rig.now = NOON + 61
    assert await rig.grants(quota) == 0


async def test_tokens_are_corrected_in_their_own_window(rig: Rig) -> None:
    quota = Quota(tokens_per_minute=1000)
    early = await rig.granted(quota, Cost(tokens=600))
    rig.later(30)
    late = await rig.granted(quota, Cost(tokens=400))
    await rig.limiter.settle(early, 100)
    assert await rig.grants(quota, Cost(tokens=500)) == 1
    await rig.limiter.settle(late, 900)
    wait = await rig.waits(quota, Cost(tokens=100))
    assert wait.seconds == pytest.approx(MINUTE.kept / MICROSECONDS, abs=1e-5)
    rig.later(61.5)
    assert await rig.grants(quota, Cost(tokens=1000)) == 1


async def test_a_correction_that_comes_after_the_window_changes_nothing(rig: Rig) -> None:
    quota = Quota(tokens_per_minute=1000)
    grant = await rig.granted(quota, Cost(tokens=600))
    rig.later(100)
    assert await rig.grants(quota, Cost(tokens=250)) == 4
    await rig.limiter.settle(grant, 0)
    await rig.limiter.settle(grant, 5000)
    assert await rig.grants(quota, Cost(tokens=1)) == 0
    rig.later(100)
    assert await rig.grants(quota, Cost(tokens=250)) == 4


async def test_a_block_holds_for_all_calls_of_the_scope(rig: Rig) -> None:
    quota = Quota(requests_per_minute=60)
    await rig.limiter.block(SCOPE, 53, "429: retry in 53 s")
    await rig.limiter.block(SCOPE, 5, "a shorter one")
    wait = await rig.waits(quota)
    assert (wait.seconds, wait.reason, wait.limit) == (53, "429: retry in 53 s", "blocked")
    assert await rig.grants(quota, scope=Scope("gemini", "other", "project")) == 60
    rig.later(53)
    assert await rig.grants(quota) == 60


@pytest.mark.parametrize(("provider", "seconds"), [("gemini", 12 * 3600), ("openai", 4 * 3600)])
async def test_the_day_turns_where_the_provider_is(rig: Rig, provider: str, seconds: int) -> None:
    quota, scope = Quota(requests_per_day=5), Scope(provider, "m", "p")
    assert await rig.grants(quota, scope=scope) == 5
    wait = await rig.waits(quota, scope=scope)
    assert (wait.seconds, wait.reason, wait.limit) == (seconds, f"{provider.upper()}_RPD=5 is used up", "day")
    rig.later(seconds - 1)
    assert await rig.grants(quota, scope=scope) == 0
    rig.later(1)
    assert await rig.grants(quota, scope=scope) == 5


async def test_a_block_until_the_next_day(rig: Rig) -> None:
    await rig.limiter.block_until_next_day(SCOPE, "429: the day's quota is used up")
    wait = await rig.waits(Quota())
    assert (wait.seconds, wait.reason) == (12 * 3600, "429: the day's quota is used up")
    rig.later(12 * 3600)
    await rig.granted(Quota())
    await rig.limiter.block_until_next_day(SCOPE, "again")
    assert (await rig.waits(Quota())).seconds == 24 * 3600


@pytest.mark.parametrize("kind", RIGS)
async def test_the_turn_of_the_day_is_a_setting_for_tests(kind: str) -> None:
    async with RIGS[kind](day_shift=5 - 12 * 3600) as rig:
        await rig.granted(Quota(requests_per_day=1))
        assert (await rig.waits(Quota(requests_per_day=1))).seconds == 5
        rig.later(5)
        await rig.granted(Quota(requests_per_day=1))


async def test_a_clock_of_redis_that_is_set_back() -> None:
    """By little: calls wait for the difference. By more than a window: for one, since earlier times say nothing."""
    quota = Quota(requests_per_minute=5)
    async with redis_rig() as rig:
        assert await rig.grants(quota) == 5
        rig.later(-20)
        assert (await rig.waits(quota)).limit == "requests"
        rig.later(20 + 62)
        assert await rig.grants(quota) == 5
        rig.later(-3 * 86_400)
        wait = await rig.waits(quota)
        assert (wait.limit, wait.seconds) == ("unknown", MINUTE.kept / MICROSECONDS)
        rig.later(wait.seconds)
        assert await rig.grants(quota) == 5


async def test_a_call_above_a_limit_is_an_error_and_does_not_wait_for_ever(rig: Rig) -> None:
    with pytest.raises(CostAboveLimit, match="takes 1001 tokens, GEMINI_TPM=1000 is less: raise it"):
        await rig.limiter.acquire(SCOPE, Quota(tokens_per_minute=1000), Cost(tokens=1001))


async def test_a_limit_that_is_lowered_holds_at_once(rig: Rig) -> None:
    assert await rig.grants(Quota(requests_per_minute=60)) == 60
    rig.later(30)
    assert await rig.grants(Quota(requests_per_minute=70)) == 10
    assert (await rig.waits(Quota(requests_per_minute=5))).seconds > 60


STEPS = st.lists(
    st.tuples(
        st.one_of(st.floats(0, 0.4), st.floats(0, 40), st.just(0.0)),
        st.builds(Cost, st.integers(1, 3), st.integers(0, 40), st.integers(0, 3)),
        st.integers(-40, 0),
        st.booleans(),
    ),
    max_size=60,
)
LIMITS = Quota(requests_per_minute=12, tokens_per_minute=100, images_per_minute=6, requests_per_day=60)


@pytest.mark.parametrize("kind", RIGS)
@settings(max_examples=60)
@given(steps=STEPS)
async def test_no_window_has_more_than_the_limit(kind: str, steps: list[tuple[float, Cost, int, bool]]) -> None:
    """Random calls at random times, some of which wait as long as told; tokens are corrected to fewer.

    A call leaves at any moment of its slack. So no 60 s have more than the limit if no 61.5 s of grants have.
    """
    async with RIGS[kind]() as rig:
        granted: list[tuple[int, Cost, int]] = []
        days: dict[int, int] = {}
        for pause, cost, less, patient in steps:
            rig.later(pause)
            answer = await rig.limiter.acquire(SCOPE, LIMITS, cost)
            if isinstance(answer, Wait) and patient:
                rig.later(answer.seconds)
                answer = await rig.limiter.acquire(SCOPE, LIMITS, cost)
                assert isinstance(answer, Grant)
            if isinstance(answer, Grant):
                now, used = round(rig.now * MICROSECONDS), max(0, cost.tokens + less)
                day = day_of("gemini", now).start
                days[day] = days.get(day, 0) + cost.requests
                await rig.limiter.settle(answer, used)
                granted.append((now, cost, used))
        assert all(count <= 60 for count in days.values())
        for start, _, _ in granted:
            within = [one for one in granted if start <= one[0] < start + MINUTE.kept]
            assert sum(cost.requests for _, cost, _ in within) <= 12
            assert sum(tokens for _, _, tokens in within) <= 100
            assert sum(cost.images for _, cost, _ in within) <= 6


async def test_calls_of_one_entry_leave_the_window_with_the_last(rig: Rig) -> None:
    """Entries are rounded so that a call is never forgotten too early."""
    quota, kept = Quota(requests_per_minute=2), MINUTE.kept / MICROSECONDS
    await rig.granted(quota)
    rig.later(0.2)
    await rig.granted(quota)
    rig.later(kept - 0.1)
    assert (await rig.waits(quota)).seconds == pytest.approx(0.1, abs=1e-5)
    rig.later(0.1)
    assert await rig.grants(quota) == 2


async def test_both_decide_the_same() -> None:
    """The rules are written twice. Seeds and not Hypothesis: long runs that come near the limits, and need no shrinking."""
    for seed in range(15):
        random = Random(seed)
        async with process_rig() as one, redis_rig() as other:
            grants: list[tuple[Grant, Grant]] = []
            for _ in range(60):
                pause = random.choice([0.0, 0.1, 0.1, 0.2, 0.25, 5, 13, 20, 61.3])
                one.later(pause)
                other.later(pause)
                first, second, kind = one.limiter, other.limiter, random.random()
                if kind < 0.75:
                    cost = Cost(random.randint(0, 2), random.randint(0, 30), random.randint(0, 2))
                    answers = await first.acquire(SCOPE, LIMITS, cost), await second.acquire(SCOPE, LIMITS, cost)
                    if isinstance(answers[0], Grant) and isinstance(answers[1], Grant):
                        grants.append((answers[0], answers[1]))
                        assert answers[0].at == answers[1].at
                    else:
                        assert answers[0] == answers[1], f"seed {seed}"
                elif kind < 0.9 and grants:
                    pair, tokens = random.choice(grants[-4:]), random.choice([0, 0, 1, 5, 70])
                    await first.settle(pair[0], tokens)
                    await second.settle(pair[1], tokens)
                elif kind < 0.99:
                    seconds = random.choice([3.0, 10.0])
                    await first.block(SCOPE, seconds, "429")
                    await second.block(SCOPE, seconds, "429")
                else:
                    await first.block_until_next_day(SCOPE, "429 by day")
                    await second.block_until_next_day(SCOPE, "429 by day")


@pytest.mark.parametrize("kind", RIGS)
@settings(max_examples=15)
@given(pauses=st.lists(st.floats(0, 20), max_size=15), costs=st.lists(st.integers(1, 100), min_size=1, max_size=8))
async def test_who_waits_as_long_as_told_is_granted(kind: str, pauses: list[float], costs: list[int]) -> None:
    """The wait is the earliest time: a call alone never asks twice for one limit."""
    async with RIGS[kind]() as rig:
        for pause, tokens in zip(pauses, costs * 20, strict=False):
            rig.later(pause)
            answer = await rig.limiter.acquire(SCOPE, LIMITS, Cost(tokens=tokens))
            if isinstance(answer, Wait):
                rig.later(answer.seconds)
                await rig.granted(LIMITS, Cost(tokens=tokens))


@pytest.mark.parametrize("kind", RIGS)
@settings(max_examples=5)
@given(pauses=st.lists(st.floats(0, 0.9), min_size=1, max_size=30))
async def test_under_load_at_least_95_percent_are_used(kind: str, pauses: list[float]) -> None:
    """Calls that come faster than the limit allows, at any pace: five windows hold nearly five times the limit."""
    async with RIGS[kind]() as rig:
        quota, count, turn = Quota(requests_per_minute=60), 0, 0
        while rig.now < NOON + 300:
            answer = await rig.limiter.acquire(SCOPE, quota, Cost())
            if isinstance(answer, Grant):
                count, turn = count + 1, turn + 1
                rig.later(pauses[turn % len(pauses)])
            else:
                rig.later(answer.seconds)
        assert count >= 0.95 * 300
