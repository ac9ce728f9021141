"""A worker process: `sender.py LIMIT CALLS`, with REDIS_URL and LIMITS_WINDOW_SECONDS. Prints the time of each call.

The calls wait all at the same time, as those of handlers do. A call that comes after its grant has ended is not sent.
"""

import asyncio
import sys
import time

from libs.limits import Cost, Grant, Limiter, LimitSettings, Quota, configured_limiter, scope_of, wait_for_grant

PATIENCE = 1000.0


async def send(limiter: Limiter, quota: Quota) -> None:
    scope, cost = scope_of("gemini", "model", None, "a key"), Cost(tokens=100, images=1)
    while True:
        grant = await wait_for_grant(limiter, scope, quota, cost, PATIENCE)
        assert isinstance(grant, Grant), grant
        now = time.monotonic()
        if now <= grant.valid_until:
            print(now, flush=True)
            return


async def main(limit: int, calls: int) -> None:
    quota = Quota(requests_per_minute=limit, tokens_per_minute=limit * 1000)
    async with configured_limiter(LimitSettings()) as (limiter, _):
        await asyncio.gather(*(send(limiter, quota) for _ in range(calls)))


asyncio.run(main(*map(int, sys.argv[1:])))
