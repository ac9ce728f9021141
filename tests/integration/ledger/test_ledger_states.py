"""Whatever two processes do in whatever order, and however late: the promises hold. On SQLite in memory."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy import StaticPool, event, select
from sqlalchemy.ext.asyncio import create_async_engine

from libs.database import reading, writing
from libs.database.engine import _begin_sqlite, _prepare_sqlite
from libs.database.tables import metadata, provider_attempts, provider_calls, provider_days
from libs.ledger.budget import Budget, Spent
from libs.ledger.call import Attempt, Call, State
from libs.ledger.errors import Blocked, Refused, Unknown
from libs.ledger.ledger import Ledger
from tests.support.ledger import TurnedClock, images, picture

T = TypeVar("T")

ESTIMATE = 0.1
BUDGET = Budget("test", day_usd=0.5, job_usd=0.4)
CALLS = 2
SIDES = st.integers(0, 1)


class Objects:
    """A store in memory."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}

    def uri(self, key: str) -> str:
        return f"memory:///{key}"

    async def put(self, uri: str, body: Any, **_: Any) -> None:
        self.content[uri] = body


class Calls(RuleBasedStateMachine):
    """Two calls of one job, two ledgers on the same tables, and every request that left."""

    sent = Bundle("sent")

    @initialize()
    def start(self) -> None:
        self.runner = asyncio.Runner()
        self.engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
        event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        self.clock, self.objects = TurnedClock(), Objects()
        self.ledgers = [Ledger(self.engine, self.objects, clock=self.clock) for _ in range(2)]  # type: ignore[arg-type]
        self.left: dict[str, list[int]] = defaultdict(list)
        self.answered: dict[str, set[int]] = defaultdict(set)
        self.do(self.create())
        self.ids = [call.call_id for call in self.do(self.ledgers[0].plan(images(count=CALLS)))]
        self.stale = [self.find(one) for one in self.ids]

    async def create(self) -> None:
        async with writing(self.engine) as connection:
            await connection.run_sync(
                partial(metadata.create_all, tables=[provider_calls, provider_attempts, provider_days])
            )

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.do(self.engine.dispose())
            self.runner.close()

    def find(self, call_id: str) -> Call:
        found = self.do(self.ledgers[0].find(call_id))
        assert found is not None
        return found

    @rule(target=sent, side=SIDES, number=st.integers(0, CALLS - 1), stale=st.booleans())
    def begin(self, side: int, number: int, stale: bool) -> Any:
        """Send it; also by what was read some time ago."""
        call = self.stale[number] if stale else self.find(self.ids[number])
        before = self.find(call.call_id) if stale else call
        found = self.do(self.ledgers[side].begin(call, estimate_usd=ESTIMATE, lease_seconds=60, budget=BUDGET))
        if not isinstance(found, Call):
            if isinstance(found, Spent):
                _, attempts_of, spent = self.seen()
                of_job = sum(one.counted_usd for each in attempts_of.values() for one in each)
                assert spent > 0.5 - ESTIMATE or of_job > 0.4 - ESTIMATE
            return multiple()
        assert before.attempt == call.attempt
        assert before.state in (State.PLANNED, State.REFUSED)
        assert not before.given_up
        self.left[call.call_id].append(found.attempt)
        _, attempts_of, spent = self.seen()
        of_job = sum(one.counted_usd for each in attempts_of.values() for one in each)
        assert spent <= 0.5 + 1e-9
        assert of_job <= 0.4 + 1e-9
        return found

    @rule(number=st.integers(0, CALLS - 1))
    def read(self, number: int) -> None:
        self.stale[number] = self.find(self.ids[number])

    @rule(call=sent, side=SIDES, cost=st.sampled_from([0.0, 0.05, ESTIMATE]))
    def receive(self, call: Call, side: int, cost: float) -> None:
        """The answer comes: in time, late, or twice."""
        after, made = self.do(self.ledgers[side].received(call, picture(call), cost))
        if made:
            self.answered[call.call_id].add(call.attempt)
            assert after.has_result

    @rule(call=sent, side=SIDES, again=st.booleans(), counts=st.booleans())
    def refuse(self, call: Call, side: int, again: bool, counts: bool) -> None:
        self.do(self.ledgers[side].refused(call, Refused("no", again=again), counts=counts))

    @rule(call=sent, side=SIDES)
    def block(self, call: Call, side: int) -> None:
        self.do(self.ledgers[side].blocked(call, Blocked("unsafe"), 0.02))

    @rule(call=sent, side=SIDES, resent=st.booleans())
    def lose(self, call: Call, side: int, resent: bool) -> None:
        """No answer comes; a person may allow another attempt at once."""
        after = self.do(self.ledgers[side].unknown(call, Unknown("no answer"))).call
        if resent:
            self.do(self.ledgers[side].retry(after))

    @rule(seconds=st.sampled_from([30, 61, 86_400]), side=SIDES)
    def expire(self, seconds: int, side: int) -> None:
        self.clock.advance(seconds)
        for call in self.do(self.ledgers[side].expire()):
            assert call.has_result or call.state in (State.UNKNOWN, State.BLOCKED, State.REFUSED)

    @rule(number=st.integers(0, CALLS - 1), side=SIDES, how=st.sampled_from(["retry", "give_up", "reopen"]))
    def decide(self, number: int, side: int, how: str) -> None:
        before = self.find(self.ids[number])
        after = self.do(getattr(self.ledgers[side], how)(before))
        if before.state in (State.SENT, State.BLOCKED, State.RECEIVED, State.SETTLED):
            assert after is None

    @rule(side=SIDES)
    def settle(self, side: int) -> None:
        async def settled() -> None:
            async with writing(self.engine) as connection:
                await self.ledgers[side].settle(connection, self.ids)

        self.do(settled())

    def seen(self) -> tuple[list[Call], dict[str, list[Attempt]], float]:
        """The calls, their attempts, and what is spent today."""

        async def rows() -> tuple[list[Call], list[Attempt], float]:
            async with reading(self.engine) as connection:
                calls = [Call.of(row) for row in await connection.execute(select(provider_calls))]
                tried = select(provider_attempts).order_by(provider_attempts.c.attempt)
                attempts = [Attempt.of(row) for row in await connection.execute(tried)]
                query = select(provider_days.c.usd).where(provider_days.c.day == self.clock().date())
                return calls, attempts, (await connection.execute(query)).scalar_one_or_none() or 0.0

        calls, attempts, spent = self.do(rows())
        return calls, {call.call_id: [one for one in attempts if one.call_id == call.call_id] for call in calls}, spent

    @invariant()
    def the_promises_hold(self) -> None:
        if not hasattr(self, "runner"):
            return
        calls, attempts_of, spent = self.seen()
        today = 0.0
        for call in calls:
            attempts = attempts_of[call.call_id]
            assert self.left[call.call_id] == [one.attempt for one in attempts] == list(range(1, call.attempt + 1))
            live = [one.attempt for one in attempts if one.state is State.SENT]
            assert live in ([], [call.attempt])
            assert (call.state is State.SENT) == (bool(live) and not call.has_result)
            assert (call.state is State.SENT) == (call.owner is not None) == (call.lease_until is not None)
            answered = {one.attempt for one in attempts if one.state is State.RECEIVED}
            assert answered == self.answered[call.call_id]
            assert call.has_result == bool(answered)
            if call.has_result:
                assert call.uri is not None
                assert sha256(self.objects.content[call.uri]).hexdigest() == call.sha256
            assert abs(call.cost_usd - sum(one.cost_usd or 0.0 for one in attempts)) < 1e-9
            unknown = sum(one.estimate_usd for one in attempts if one.state is State.UNKNOWN)
            assert abs(call.unknown_usd - unknown) < 1e-9
            today += sum(one.counted_usd for one in attempts if one.day == self.clock().date())
        assert abs(spent - today) < 1e-9


def bounded(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


class TestCalls(Calls.TestCase):
    settings = bounded(20, 10)


@pytest.mark.long
class TestCallsAtLength(Calls.TestCase):
    settings = bounded(100, 25)
