"""What tests of paid calls share: a clock that they turn, a limiter, a provider, and calls."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from libs.ledger.budget import Budget
from libs.ledger.call import Call, NewCall, State, call_id
from libs.ledger.errors import CallError
from libs.ledger.sending.route import Route
from libs.ledger.usage import Answer, Usage
from libs.limits import Cost, Grant, LimiterError, Quota, Scope, Wait

START = datetime(2026, 11, 28, 12, tzinfo=UTC)
MODEL = "gemini-3.1-flash-image"
USAGE = Usage(input_tokens=300, input_image_tokens=1120, image_tokens=1120)
"""0.06791 USD."""
COST = (1420 * 0.5 + 1120 * 60) / 1_000_000


class TurnedClock:
    """A time that only the test moves."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(eq=False)
class FakeLimiter:
    """Grants all, unless `answers` holds something else to say first."""

    answers: list[Wait | LimiterError] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    blocked: list[float | str] = field(default_factory=list)
    valid_until: float = math.inf

    async def acquire(self, scope: Scope, quota: Quota, cost: Cost) -> Grant | Wait:
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, LimiterError):
                raise answer
            return answer
        return Grant(scope, cost, 0, self.valid_until)

    async def settle(self, grant: Grant, tokens: int) -> None:
        self.settled.append(tokens)

    async def block(self, scope: Scope, seconds: float, reason: str) -> None:
        self.blocked.append(seconds)
        self.answers.append(Wait(seconds, reason, "blocked"))

    async def block_until_next_day(self, scope: Scope, reason: str) -> None:
        self.blocked.append("day")
        self.answers.append(Wait(3600.0, reason, "blocked"))


@dataclass
class FakeProvider:
    """Answers with `results` in turn, then always with a picture. Counts what left, by call and attempt."""

    results: list[Answer | BaseException | Callable[[Call], Awaitable[Answer]]] = field(default_factory=list)
    sent: list[tuple[str, int]] = field(default_factory=list)

    async def __call__(self, call: Call) -> Answer:
        self.sent.append((call.call_id, call.attempt))
        result = self.results.pop(0) if self.results else picture(call)
        if isinstance(result, BaseException):
            raise result
        return result if isinstance(result, Answer) else await result(call)


@dataclass
class Gate:
    """A provider's answer that waits until the test opens it."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    error: CallError | None = None

    async def __call__(self, call: Call) -> Answer:
        self.reached.set()
        await self.opened.wait()
        if self.error is not None:
            raise self.error
        return picture(call)


def picture(call: Call, usage: Usage = USAGE) -> Answer:
    """A picture that says which attempt it answers."""
    return Answer(f"{call.call_id}/{call.attempt}".encode(), "image/png", usage, f"r-{call.attempt}", f"{MODEL}-001")


def images(job: str = "product/p/1", count: int = 1, *, paid: bool = True) -> Sequence[NewCall]:
    """Image calls of a job."""
    return [
        NewCall(job, "image", ordinal, "gemini" if paid else "local", MODEL, {"prompt": f"{ordinal}"}, paid)
        for ordinal in range(1, count + 1)
    ]


def route(budget: Budget | None = None, *, deadline: float = 60.0) -> Route:
    """Of the images of `images`, which are expected to cost what they do."""
    return Route(Scope("gemini", MODEL, "test"), USAGE, deadline, budget=budget or Budget())


def planned_call(**changes: Any) -> Call:
    """A call's row; a planned one, apart from `changes`."""
    given = {
        "call_id": call_id("product/p/1", "image", 1), "job": "product/p/1", "kind": "image", "ordinal": 1,
        "provider": "gemini", "model": MODEL, "paid": True, "request": {"prompt": "1"}, "state": State.PLANNED, "attempt": 0,
        "failures": 0, "again": True, "owner": None, "lease_until": None, "cause": None, "reason": None, "cost_usd": 0.0,
        "unknown_usd": 0.0, "usage": None, "response_id": None, "answered_by": None, "uri": None, "sha256": None,
        "bytes": None, "media_type": None, "flags": None, "created_at": START, "sent_at": None, "received_at": None,
        "settled_at": None, "given_up_at": None, "updated_at": START,
    }  # fmt: skip
    return Call(**(given | changes))
