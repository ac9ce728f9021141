"""A limiter of all processes that share a Redis: one script decides, by Redis's own clock."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    ClusterDownError,
    NoPermissionError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TryAgainError,
)

from libs.limits.answers import check, wait
from libs.limits.days import Day, day_of
from libs.limits.errors import LimiterRefused, LimiterUnavailable
from libs.limits.limiter import Cost, Grant, Quota, Scope, Wait
from libs.limits.metrics import GRANTS
from libs.limits.window import MICROSECONDS, Window

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).with_name("limits.lua").read_text(encoding="utf-8")
TIMEOUT_SECONDS = 2.0
"""Longest wait for a connection, and for an answer."""
CONNECTIONS = 8
PREFIX = "reelbus:limits"
PASSING = (ReadOnlyError, OutOfMemoryError, ClusterDownError, TryAgainError)
PASSING_WORDS = ("BUSY", "MISCONF", "NOREPLICAS", "UNBLOCKED")
"""Errors, and first words of others, of a Redis that works again later. A Redis that loads is a ConnectionError."""


@asynccontextmanager
async def shared_limiter(
    url: str, window: Window = Window(), *, day_shift: float = 0.0, prefix: str = PREFIX  # noqa: B008 - a frozen value
) -> AsyncIterator["SharedLimiter"]:  # fmt: skip
    """A limiter on the Redis at `url`. It connects at the first use, and keeps a few connections until the end."""
    # No attempts by the client: a decision that is repeated counts twice, and an outage must be known at once.
    pool = BlockingConnectionPool.from_url(
        url, max_connections=CONNECTIONS, timeout=TIMEOUT_SECONDS, protocol=2, retry=Retry(NoBackoff(), 0),
        socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS, decode_responses=True,
        client_name="reelbus-limits",
    )  # fmt: skip
    client = Redis.from_pool(pool)
    try:
        yield SharedLimiter(client, window, day_shift=day_shift, prefix=prefix)
    finally:
        await client.aclose()


class SharedLimiter:
    """A Limiter on Redis. `client` makes no second attempts and decodes answers.

    All keys are in one slot of a cluster, so that one script may use them: a decision takes 0.1 to 0.2 ms there.
    `script` is replaced by property tests, which have a clock of their own.
    """

    def __init__(
        self,
        client: Redis,
        window: Window = Window(),  # noqa: B008 - a frozen value
        *,
        day_shift: float = 0.0,
        prefix: str = PREFIX,
        script: str = SCRIPT,
    ) -> None:
        self._client = client
        self._window = window
        self._day_shift = day_shift
        self._prefix = f"{{{prefix}}}"
        self._script = script
        self._digest = ""
        self._probed = False
        self._days: dict[str, Day] = {}

    async def acquire(self, scope: Scope, quota: Quota, cost: Cost) -> Grant | Wait:
        check(scope, quota, cost)
        limits = (quota.requests_per_minute, quota.tokens_per_minute, quota.images_per_minute, quota.requests_per_day)
        args = ["" if limit is None else limit for limit in limits]
        started = time.monotonic()
        answer, *rest = await self._of_day(scope, "acquire", *args, cost.requests, cost.tokens, cost.images)
        if answer == "wait":
            microseconds, limit, reason = rest
            return wait(scope, quota, microseconds, limit, reason)
        GRANTS.inc()
        # The grant was made after `started`: so the slack is counted from there.
        return Grant(scope, cost, rest[0], started + self._window.slack)

    async def settle(self, grant: Grant, tokens: int) -> None:
        if tokens != grant.cost.tokens:
            await self._run(grant.scope, "settle", grant.at, tokens - grant.cost.tokens)

    async def block(self, scope: Scope, seconds: float, reason: str) -> None:
        await self._run(scope, "block", round(seconds * MICROSECONDS), reason)

    async def block_until_next_day(self, scope: Scope, reason: str) -> None:
        await self._of_day(scope, "block-day", reason)

    async def probe(self) -> None:
        """Run the script without a decision; on a Redis without memory this starts the closed window."""
        await self._run(Scope("", "", ""), "probe")
        if not self._probed:
            memory = await _answer(self._client.info("memory"))
            if int(memory.get("maxmemory", 0)) and memory.get("maxmemory_policy") != "noeviction":
                log.warning(
                    "Redis may delete the counts of limits when its memory is full (maxmemory-policy %s), and more "
                    "calls than a limit would be sent: set it to noeviction",
                    memory.get("maxmemory_policy"),
                )
            self._probed = True

    async def _of_day(self, scope: Scope, operation: str, *args: object) -> list[Any]:
        """Run an operation that needs the provider's day, which Redis cannot compute and whose time we do not know."""
        day = self._days.get(scope.provider) or day_of(scope.provider, time.time_ns() // 1000, self._day_shift)
        while True:
            answer = await self._run(scope, operation, day.start, day.end, *args)
            if answer[0] != "day":
                self._days[scope.provider] = day
                return answer
            day = day_of(scope.provider, answer[1], self._day_shift)

    async def _run(self, scope: Scope, operation: str, *args: object) -> list[Any]:
        name = "/".join(quote(part, safe="") for part in (scope.provider, scope.model, scope.project))
        keys = (f"{self._prefix}:server", f"{self._prefix}:{name}:sums", f"{self._prefix}:{name}:spans")
        given = [str(one) for one in (operation, self._window.kept, self._window.span, *args)]
        answer: list[Any] = await _answer(self._evaluate(len(keys), *keys, *given))
        return answer

    async def _evaluate(self, *args: Any) -> Any:
        """EVALSHA; the first time, and after Redis has lost its scripts, SCRIPT LOAD before it."""
        if not self._digest:
            self._digest = await self._client.script_load(self._script)
        try:
            return await self._client.evalsha(self._digest, *args)
        except NoScriptError:
            self._digest = await self._client.script_load(self._script)
            return await self._client.evalsha(self._digest, *args)


async def _answer(request: Awaitable[Any]) -> Any:
    """The answer of Redis, within some seconds. Raises LimiterError."""
    try:
        async with asyncio.timeout(2 * TIMEOUT_SECONDS):
            return await request
    except (RedisError, OSError, TimeoutError) as error:
        raise _failure(error) from error


def _failure(error: Exception) -> LimiterUnavailable | LimiterRefused:
    text = str(error) or type(error).__name__
    if isinstance(error, AuthenticationError | AuthorizationError | NoPermissionError):
        return LimiterRefused(f"Redis refuses us: {text}: check the user and password in REDIS_URL")
    if isinstance(error, ResponseError) and not isinstance(error, PASSING) and not text.startswith(PASSING_WORDS):
        return LimiterRefused(f"Redis refuses the limiter's script: {text}")
    if isinstance(error, TimeoutError) and not str(error):
        text = f"no answer within {2 * TIMEOUT_SECONDS:g} s"
    return LimiterUnavailable(f"Redis does not decide: {text} (REDIS_URL)")
