"""Sends calls by the ledger: within limits and budgets, each attempt once, and recorded even if nobody waits for it."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterable

from libs.bus.errors import NotBefore
from libs.ledger.budget import Spent
from libs.ledger.call import Call
from libs.ledger.errors import CallError, NotServed, RateLimited, Refused
from libs.ledger.ledger import Ledger
from libs.ledger.prices import Prices
from libs.ledger.sending.attempt import NotSent, Sending, give_back, send_once
from libs.ledger.sending.outage import TRIAL_SECONDS, Outage
from libs.ledger.sending.route import Route, Send
from libs.ledger.sending.steps import Step, next_step
from libs.ledger.settings import LedgerSettings
from libs.limits import CostAboveLimit, Grant, Limiter, LimiterError, Wait, wait_for_grant
from libs.retry import Retry

log = logging.getLogger(__name__)

SHORT_WAIT = 10.0
"""Seconds that `run` waits itself for a limit, or before another attempt. For longer ones the message waits."""
STOP_SECONDS = 1.0
"""Until another process may take the message of one that stops."""
LONGEST_WAIT = 3600.0
"""Seconds: a provider that asks for more is asked again after that."""
LIMITER_PAUSE = 30.0
"""Seconds until the next message while the limiter gives no decision."""
POLL_SECONDS = 1.0
"""Between two looks at a call that another process sends."""
MOST_LIMITED = 3
"""Answers "too many requests" in a row after which the message waits, whatever the limiter says."""
BACKOFF = Retry(base=2.0, cap=8.0)


class PaidCalls:
    """Runs calls, at most `at_a_time`. One for each process: it knows the attempts that are under way in it."""

    def __init__(
        self, ledger: Ledger, limiter: Limiter, prices: Prices, settings: LedgerSettings, *, at_a_time: int = 100,
        jitter: Callable[[], float] = random.random, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._ledger = ledger
        self._limiter = limiter
        self._prices = prices
        self._settings = settings
        self._jitter = jitter
        self._sleep = sleep
        self._monotonic = monotonic
        self._slots = asyncio.Semaphore(at_a_time)
        self._stopping = False
        self._under_way: dict[str, Sending] = {}
        self._outages: dict[tuple[str, str], Outage] = {}

    async def run(self, call: Call, route: Route, send: Send) -> Call:
        """Bring a planned call to its end, and return it as it is then: received, settled, blocked, refused or unknown;
        or planned, with cause `budget`, if its job's budget is used up.

        An attempt that was sent goes on if this is cancelled, and is recorded. Raises NotBefore if no call of the model
        may be sent for some time, or the provider asks for a longer wait; DatabaseError, StorageError. After these,
        `run` again.
        """
        async with self._slots:
            return await self._run(call, route, send)

    async def _run(self, call: Call, route: Route, send: Send) -> Call:
        limited = 0
        while True:
            if (sending := self._under_way.get(call.call_id)) is not None:
                await asyncio.wait([sending.task])
            call = await self._next(call)
            if self._step(call) is not Step.SEND:
                return call
            if self._stopping:
                raise self._not_before(STOP_SECONDS, "this process stops")
            outage = self._outage(call)
            await self._let_others_first(outage, call)
            self._check(outage)
            grant = await self._grant(route)
            if call.call_id in self._under_way or outage.wait:
                await give_back(self._limiter, grant)
                continue
            ended = await self._start(call, route, send, outage, grant).ended()
            if isinstance(ended, Spent):
                if ended.until is not None:
                    raise NotBefore(ended.until.timestamp(), ended.reason)
                return await self._found(call)
            if ended is None:
                continue
            call, error = ended
            if isinstance(error, RateLimited):
                limited += 1
                await self._limited(route, error, limited)
            elif error is not None and not isinstance(error, NotServed | NotSent):
                await self._back_off(call, error)

    async def run_all(self, calls: Iterable[Call], route: Route, send: Send) -> list[Call]:
        """`run` all of them at once, and return them in this order. All end before an error of one is raised.

        Of several errors the first that is not NotBefore counts, else the latest NotBefore.
        """
        ended = await asyncio.gather(*(self.run(call, route, send) for call in calls), return_exceptions=True)
        errors = [one for one in ended if isinstance(one, BaseException)]
        if errors:
            raise min(errors, key=urgency)
        return [one for one in ended if isinstance(one, Call)]

    def ended(self, call: Call) -> bool:
        """Whether `run` would return the call as it is."""
        return self._step(call) is Step.RETURN

    @property
    def under_way(self) -> int:
        """Attempts under way in this process."""
        return len(self._under_way)

    def stop(self) -> None:
        """Send nothing more: what is under way goes on. For a process that stops."""
        self._stopping = True

    async def drained(self, seconds: float) -> int:
        """Wait up to `seconds` for the attempts that are under way. Returns how many still are."""
        tasks = [sending.task for sending in self._under_way.values()]
        if not tasks:
            return 0
        log.info("waiting up to %.0f s for %d calls that were sent", seconds, len(tasks))
        _, pending = await asyncio.wait(tasks, timeout=seconds)
        if pending:
            log.warning("%d calls are still under way: their outcome will be unknown", len(pending))
        return len(pending)

    async def _next(self, call: Call) -> Call:
        """The call once no other process sends it."""
        while True:
            call = await self._found(call)
            match self._step(call):
                case Step.WAIT:
                    await self._sleep(POLL_SECONDS)
                case Step.EXPIRE:
                    await self._ledger.expire(call_id=call.call_id)
                case Step.REOPEN:
                    await self._ledger.reopen(call)
                case _:
                    return call

    def _step(self, call: Call) -> Step:
        return next_step(
            call, attempts=self._settings.attempts, resend_unknown=self._settings.unknown == "retry",
            now=self._ledger.clock(),
        )  # fmt: skip

    async def _found(self, call: Call) -> Call:
        found = await self._ledger.find(call.call_id)
        if found is None:
            raise LookupError(f"call {call.call_id} was never planned")
        return found

    def _outage(self, call: Call) -> Outage:
        key = (call.provider, call.model)
        return self._outages.setdefault(key, Outage(*key, clock=self._monotonic))

    async def _let_others_first(self, outage: Outage, call: Call) -> None:
        waited = 0.0
        while outage.lets_others_first(call.call_id) and waited < TRIAL_SECONDS:
            await self._sleep(POLL_SECONDS)
            waited += POLL_SECONDS

    def _check(self, outage: Outage) -> None:
        if wait := outage.wait:
            raise self._not_before(wait, outage.reason)

    def _not_before(self, seconds: float, reason: str) -> NotBefore:
        return NotBefore(self._ledger.clock().timestamp() + seconds, reason)

    async def _grant(self, route: Route) -> Grant:
        try:
            answer = await wait_for_grant(self._limiter, route.scope, route.quota, route.cost, SHORT_WAIT)
        except CostAboveLimit:
            raise
        except LimiterError as error:
            raise self._not_before(error.retry_after or LIMITER_PAUSE, str(error)) from error
        if isinstance(answer, Wait):
            raise self._not_before(answer.seconds, answer.reason)
        return answer

    async def _limited(self, route: Route, error: RateLimited, times: int) -> None:
        """Let all replicas wait as the provider asks. Then the limiter knows how long."""
        seconds = min(error.retry_after or 60.0, LONGEST_WAIT)
        try:
            if error.daily:
                await self._limiter.block_until_next_day(route.scope, str(error))
            else:
                await self._limiter.block(route.scope, seconds, str(error))
        except LimiterError as failure:
            raise self._not_before(seconds, str(error)) from failure
        if times >= MOST_LIMITED:
            raise self._not_before(seconds, str(error))

    async def _back_off(self, call: Call, error: CallError) -> None:
        """Wait before another attempt, if there is one. A longer wait is the retry topic's: other messages go on."""
        if self._step(call) not in (Step.SEND, Step.REOPEN):
            return
        failed = error if error.transient else Refused(str(error), again=True)
        retry = Retry(self._settings.attempts + 1, BACKOFF.base, BACKOFF.cap)
        delay = retry.delay(max(1, call.failures), failed, SHORT_WAIT, self._jitter())
        if delay is None:
            # Not a retry topic: the attempts of its message are too few for those of all calls of a job.
            raise self._not_before(min(error.retry_after or SHORT_WAIT, LONGEST_WAIT), str(error))
        await self._sleep(delay)

    def _start(self, call: Call, route: Route, send: Send, outage: Outage, grant: Grant) -> Sending:
        """Start an attempt as a task of its own."""
        outage.enter(call.call_id)
        sending = Sending(call, route, send, grant)
        work = send_once(
            sending, ledger=self._ledger, limiter=self._limiter, prices=self._prices, outage=outage,
            lease_seconds=self._settings.lease_seconds,
        )  # fmt: skip
        sending.task = asyncio.create_task(work, name=f"call {call.call_id}")
        self._under_way[call.call_id] = sending
        sending.task.add_done_callback(lambda _: self._ended(sending))
        return sending

    def _ended(self, sending: Sending) -> None:
        del self._under_way[sending.call.call_id]
        task = sending.task
        if not task.cancelled() and (error := task.exception()) is not None and sending.abandoned:
            log.error(
                "call %s: its end could not be recorded: %s", sending.call.call_id, error,
                extra={"call_id": sending.call.call_id, "job": sending.call.job},
            )  # fmt: skip


def urgency(error: BaseException) -> tuple[int, float]:
    """The order of errors by which `run_all` chooses one, the least first."""
    return (1, -error.time) if isinstance(error, NotBefore) else (0, 0.0)
