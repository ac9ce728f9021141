"""A limiter of one process. It forgets everything at the process's end."""

import time
from collections import defaultdict
from collections.abc import Callable

from libs.limits.answers import check, wait
from libs.limits.days import day_of
from libs.limits.limiter import Cost, Grant, Quota, Scope, Wait
from libs.limits.metrics import GRANTS
from libs.limits.state import State
from libs.limits.window import MICROSECONDS, Window


class ProcessLimiter:
    """A Limiter in memory.

    `clock`: seconds that never go back. `epoch`: the Unix time at which `clock` is 0; it only decides when days turn.
    """

    def __init__(
        self,
        window: Window = Window(),  # noqa: B008 - a frozen value
        *,
        day_shift: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        epoch: float | None = None,
    ) -> None:
        self._window = window
        self._day_shift = day_shift
        self._clock = clock
        self._epoch = time.time() - clock() if epoch is None else epoch
        self._states: dict[Scope, State] = defaultdict(State)

    async def acquire(self, scope: Scope, quota: Quota, cost: Cost) -> Grant | Wait:
        check(scope, quota, cost)
        seconds, state = self._clock(), self._states[scope]
        now = self._now(seconds)
        day = day_of(scope.provider, now, self._day_shift)
        moment, limit = state.earliest(now, day, quota, cost, self._window)
        if moment > now:
            return wait(scope, quota, moment - now, limit, state.reason)
        state.add(now, day, cost, self._window)
        GRANTS.inc()
        return Grant(scope, cost, now, seconds + self._window.slack)

    async def settle(self, grant: Grant, tokens: int) -> None:
        self._states[grant.scope].settle(grant.at, tokens - grant.cost.tokens)

    async def block(self, scope: Scope, seconds: float, reason: str) -> None:
        self._states[scope].block(self._now(self._clock()) + round(seconds * MICROSECONDS), reason)

    async def block_until_next_day(self, scope: Scope, reason: str) -> None:
        day = day_of(scope.provider, self._now(self._clock()), self._day_shift)
        self._states[scope].block(day.end, reason)

    def _now(self, seconds: float) -> int:
        return round((self._epoch + seconds) * MICROSECONDS)
