"""Waiting for a grant. Within a process the callers of a scope wait in line, so that only the first one asks."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from functools import partial
from weakref import WeakKeyDictionary, WeakValueDictionary

from libs.limits.errors import LimiterUnavailable
from libs.limits.limiter import Cost, Grant, Limiter, Quota, Scope, Wait

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
"""Time between two questions while Redis is away."""
_lines: WeakKeyDictionary[Limiter, WeakValueDictionary[Scope, asyncio.Lock]] = WeakKeyDictionary()


async def wait_for_grant(
    limiter: Limiter,
    scope: Scope,
    quota: Quota,
    cost: Cost,
    patience: float,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Grant | Wait:
    """A grant that may be used now; or the wait, as soon as it is longer than what is left of `patience` (seconds).

    Callers of a scope are served in the order in which they came, so that a call with many tokens is not overtaken by
    others of its process. A grant that came too late to be used is asked for again. While Redis is away, asks every
    half second; raises LimiterUnavailable when `patience` is used up, and other LimiterErrors at once.
    """
    deadline = clock() + patience
    ask = partial(limiter.acquire, scope, quota, cost)
    line = _lines.setdefault(limiter, WeakValueDictionary()).setdefault(scope, asyncio.Lock())
    try:
        async with asyncio.timeout(patience):
            await line.acquire()
    except TimeoutError:
        return await ask()
    try:
        return await _first_in_line(ask, deadline, clock)
    finally:
        line.release()


async def _first_in_line(
    ask: Callable[[], Awaitable[Grant | Wait]], deadline: float, clock: Callable[[], float]
) -> Grant | Wait:
    while True:
        try:
            answer = await ask()
        except LimiterUnavailable:
            if clock() + PAUSE_SECONDS > deadline:
                raise
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        if isinstance(answer, Wait):
            if clock() + answer.seconds > deadline:
                return answer
            await asyncio.sleep(answer.seconds)
        elif clock() <= answer.valid_until:
            return answer
        else:
            log.debug("a grant came too late to be used, asking again")
