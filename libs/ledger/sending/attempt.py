"""One attempt of a call: recorded, sent, and its outcome recorded, in a task that nobody else's cancellation ends."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from libs.ledger import metrics
from libs.ledger.budget import Spent
from libs.ledger.call import Call, State
from libs.ledger.errors import Blocked, CallError, NotServed, Refused, Unknown
from libs.ledger.ledger import Ledger
from libs.ledger.notes import fields, noted
from libs.ledger.prices import Prices
from libs.ledger.sending.lease import extended
from libs.ledger.sending.outage import Outage
from libs.ledger.sending.route import Route, Send
from libs.ledger.usage import Answer
from libs.limits import Grant, Limiter, LimiterError, Wait
from libs.retry import Failure

log = logging.getLogger(__name__)
T = TypeVar("T")

RECORD_SECONDS = 600.0
"""How long an outcome is tried to be recorded while the database or the store is away. After the lease it is late: the
call is unknown meanwhile."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
STOPPED = "stopped"

End = tuple[Call, CallError | None]
"""The call after an attempt, and why it has no result."""


@dataclass(slots=True)
class Sending:
    """An attempt under way in this process."""

    call: Call
    route: Route
    send: Send
    grant: Grant
    task: "asyncio.Task[End | Spent | None]" = field(init=False)
    abandoned: bool = False
    """Nobody waits for it any more: it is not sent if it was not yet."""

    async def ended(self) -> End | Spent | None:
        """How it ended; None if another process changed the call first. Raises DatabaseError, StorageError.

        If this is cancelled, an attempt that was sent goes on.
        """
        try:
            return await asyncio.shield(self.task)
        except asyncio.CancelledError:
            self.abandoned = True
            raise


class NotSent(Refused):
    """The attempt was recorded, but did not leave."""

    cause = "not-sent"
    counts = False

    def __init__(self, message: str) -> None:
        super().__init__(message, again=True)


async def send_once(
    sending: Sending, *, ledger: Ledger, limiter: Limiter, prices: Prices, outage: Outage, lease_seconds: float
) -> End | Spent | None:
    """Record the attempt, send it, and record its outcome."""
    call, route = sending.call, sending.route
    failed: CallError | None = NotSent("it was not recorded")
    tokens = 0
    try:
        estimate = prices.cost(call.provider, call.model, route.expected) if call.paid else 0.0
        begun = await ledger.begin(call, estimate_usd=estimate, lease_seconds=lease_seconds, budget=route.budget)
        if not isinstance(begun, Call):
            return begun
        if (reason := await _too_late(sending, limiter)) is not None:
            failed = NotSent(reason)
            return (await _insist(begun, partial(ledger.refused, begun, failed, counts=False))).call, failed
        async with extended(begun, ledger, lease_seconds):
            with metrics.RUNNING.labels(call.provider).track_inprogress():
                answer = await _answer(begun, route, sending.send)
            if isinstance(answer, NotServed) and outage.is_own(call.call_id):
                # Others are served: it is this request that the provider does not take.
                answer = Refused(str(answer), cause=answer.cause, usage=answer.usage, response_id=answer.response_id)
            failed = answer if isinstance(answer, CallError) else None
            if answer.usage is not None:
                tokens = answer.usage.tokens
            elif isinstance(answer, Unknown):
                tokens = sending.grant.cost.tokens  # it may have used them
            return await _recorded(begun, answer, ledger, prices), failed
    finally:
        if isinstance(failed, NotSent):
            outage.abandoned()
        else:
            outage.ended(call.call_id, failed)
        await give_back(limiter, sending.grant, used=tokens)


async def _too_late(sending: Sending, limiter: Limiter) -> str | None:
    """Why it may not leave any more, now that it is recorded; None if it may."""
    if sending.abandoned:
        return "cancelled before it was sent"
    if time.monotonic() <= sending.grant.valid_until:
        return None
    try:
        again = await limiter.acquire(sending.route.scope, sending.route.quota, sending.route.cost)
    except LimiterError as error:
        return str(error)
    if isinstance(again, Wait):
        return again.reason
    late, sending.grant = sending.grant, again
    await give_back(limiter, late)
    return None


async def _answer(call: Call, route: Route, send: Send) -> Answer | CallError:
    """What came of sending it. Whatever is not a definitive answer is Unknown."""
    deadline = asyncio.timeout(route.deadline)
    try:
        async with deadline:
            return await send(call)
    except CallError as error:
        return error
    except asyncio.CancelledError:
        # The process stops without waiting for it. The row says so in time, if the database still answers.
        return Unknown("its process stopped before the answer came", cause=STOPPED)
    except Exception as error:  # the boundary: whatever happened, the attempt may have been paid
        if isinstance(error, TimeoutError) and deadline.expired():
            return Unknown(f"no answer within {route.deadline:g} s", cause="deadline")
        log.exception("call %s", call.call_id, extra=fields(call))
        return Unknown(f"{type(error).__name__}: {error}", cause="bug")


async def _recorded(call: Call, answer: Answer | CallError, ledger: Ledger, prices: Prices) -> Call:
    """Record the outcome. Raises DatabaseError or StorageError after RECORD_SECONDS."""
    cost: float | None = None
    if not call.paid:
        cost = 0.0
    elif answer.usage is not None:
        cost = prices.cost(call.provider, answer.model or call.model, answer.usage)
    if isinstance(answer, Answer):
        return await _received(call, answer, cost or 0.0, ledger)
    if isinstance(answer, Blocked):
        after = await _insist(call, partial(ledger.blocked, call, answer, cost or 0.0))
        return noted(after.call, call, State.BLOCKED, cost or 0.0)
    if not isinstance(answer, Refused) and not call.paid:
        answer = Refused(str(answer), again=True, cause=answer.cause)
    if isinstance(answer, Refused):
        after = await _insist(call, partial(ledger.refused, call, answer, cost or 0.0, counts=answer.counts))
        return noted(after.call, call, State.REFUSED, cost or 0.0)
    if answer.cause == STOPPED:
        after = await ledger.unknown(call, answer, cost)  # once: the process must not wait for the database now
    else:
        after = await _insist(call, partial(ledger.unknown, call, answer, cost))
    return noted(after.call, call, State.UNKNOWN, cost or 0.0)


async def _received(call: Call, answer: Answer, cost: float, ledger: Ledger) -> Call:
    try:
        after = await _insist(call, partial(ledger.received, call, answer, cost))
    except Failure as failure:
        lost = Unknown(f"its answer could not be stored: {failure}", cause="not-stored", usage=answer.usage)
        await ledger.unknown(call, lost, cost)
        raise
    return noted(after.call, call, State.RECEIVED, cost)


async def _insist(call: Call, end: Callable[[], Awaitable[T]]) -> T:
    """Repeat `end` while the database or the store does not answer."""
    clock = asyncio.get_running_loop().time
    until, pause = clock() + RECORD_SECONDS, FIRST_PAUSE
    while True:
        try:
            return await end()
        except Failure as failure:
            if clock() > until:
                raise
            if pause == FIRST_PAUSE:
                log.warning("call %s: its outcome waits to be recorded: %s", call.call_id, failure, extra=fields(call))
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)


async def give_back(limiter: Limiter, grant: Grant, *, used: int = 0) -> None:
    """Give back the tokens of `grant` that were not used."""
    try:
        await limiter.settle(grant, used)
    except LimiterError as failure:
        log.debug("the limiter keeps an estimate: %s", failure)
