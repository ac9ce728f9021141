"""Worker processes that share a Redis, which is killed in the midst and comes back empty."""

import asyncio
import os
import sys
from bisect import bisect_left
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from libs.limits.shared import shared_limiter
from libs.limits.window import Window
from tests.support.redis import OwnRedis

ROOT = Path(__file__).parents[3]
SENDER = Path(__file__).with_name("sender.py")
PROCESSES = 3
WINDOW = float(os.environ.get("CHAOS_LIMITS_WINDOW", "15"))
"""Seconds. `make test-chaos` has the minute of production."""


async def times_of_sending(limit: int, window: float, calls: int, kill_after: int, outage: float) -> list[float]:
    """When the calls were sent, by the clock that all processes of a machine share.

    Redis is killed when `kill_after` are sent, and started again `outage` seconds later.
    """
    server = OwnRedis()
    server.start()
    sent: list[float] = []
    killed = asyncio.Event()

    async def read(stream: asyncio.StreamReader) -> None:
        async for line in stream:
            sent.append(float(line))
            if len(sent) == kill_after:  # here and not in a task of its own: in the midst of a burst
                server.kill()
                killed.set()

    try:
        async with AsyncExitStack() as stack:
            async with shared_limiter(server.url, Window(0.01)) as first:
                await first.probe()  # so that this test does not wait a window for the first use
            env = os.environ | {"REDIS_URL": server.url, "LIMITS_WINDOW_SECONDS": str(window)}
            readers = []
            for _ in range(PROCESSES):
                process = await asyncio.create_subprocess_exec(
                    sys.executable, SENDER, str(limit), str(calls // PROCESSES), stdout=asyncio.subprocess.PIPE, env=env, cwd=ROOT
                )  # fmt: skip
                stack.push_async_callback(process.wait)
                stack.callback(lambda process=process: process.returncode is None and process.kill())
                assert process.stdout is not None
                readers.append(asyncio.create_task(read(process.stdout)))
            async with asyncio.timeout(20 * window):
                await killed.wait()
            await asyncio.sleep(outage)
            server.start()
            async with asyncio.timeout(20 * window):
                await asyncio.gather(*readers)
    finally:
        server.close()
    return sorted(sent)


def most_in_a_window(sent: list[float], window: float) -> int:
    return max(bisect_left(sent, start + window) - index for index, start in enumerate(sent))


async def test_never_more_than_the_limit_though_redis_is_lost() -> None:
    """60 in 6 s: the second window is interrupted, and a closed one follows."""
    sent = await times_of_sending(limit=60, window=6, calls=180, kill_after=90, outage=0.1)
    assert len(sent) == 180
    assert most_in_a_window(sent, 6) <= 60


@pytest.mark.long
@pytest.mark.measures
async def test_600_a_minute_of_three_processes() -> None:
    """Three windows' calls: never more than the limit in any window, and the limit is used outside of the outage.

    What is lost of it is a fixed part of a second in each window: of a minute at most 5 %.
    """
    limit = round(10 * WINDOW)
    calls = 3 * limit
    sent = await times_of_sending(limit, window=WINDOW, calls=calls, kill_after=calls // 2, outage=WINDOW / 6)
    assert len(sent) == calls
    most = most_in_a_window(sent, WINDOW)
    # The outage is the longest pause: longer than a window. Before and after it: how long `limit` calls took.
    last_before = max(range(calls - 1), key=lambda index: sent[index + 1] - sent[index])
    phases = sent[: last_before + 1], sent[last_before + 1 :]
    took = [one[index + limit] - one[index] for one in phases for index in range(len(one) - limit)]
    shares = sorted(WINDOW / seconds for seconds in took)
    pause = sent[last_before + 1] - sent[last_before]
    print(
        f"most in any {WINDOW:.0f} s: {most} of {limit}; used of the limit: mean {sum(shares) / len(shares):.1%}, "
        f"least {shares[0]:.1%}, over {len(shares)} windows; pause around the kill {pause:.1f} s; all {sent[-1] - sent[0]:.0f} s"
    )
    assert most <= limit
    assert pause > WINDOW
    assert shares[0] >= 1 - 0.05 * max(1, 60 / WINDOW)
