"""A provider that does not serve more for now, with a backlog: all messages wait, in the group, and go on by themselves."""

import json
import signal
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from fixtures.waiting import until
from libs.limits.days import day_of
from tests.integration.enhance.service import Rig, is_idle, rebalances, rig_on, says_waiting
from tests.support.accounts import check_requests, read_books
from tests.support.redis import OwnRedis

BACKLOG = [f"job-{number:03}" for number in range(500)]
GRANTED = 3
"""Of GEMINI_RPD."""
CONCURRENCY = 5


@pytest.fixture
async def rig(own_broker: str, tmp_path: Path) -> AsyncIterator[Rig]:
    async with rig_on(own_broker, tmp_path) as rig:
        yield rig


def turning_in(seconds: float) -> str:
    """LIMITS_DAY_SHIFT_SECONDS by which Gemini's day turns so many seconds from now."""
    now = time.time()
    midnights = (day_of("gemini", round(now * 1_000_000)).end / 1_000_000 + days * 86_400 for days in (0, -1))
    return f"{min((now + seconds - midnight for midnight in midnights), key=abs):.3f}"


@pytest.mark.long
async def test_a_backlog_waits_for_the_next_day_of_the_quota(rig: Rig) -> None:
    """The machine may stall past the turn: then the same is tried with a later one."""
    await rig.ask(*BACKLOG)
    for seconds in (30, 90, 300):
        turn, asked = time.time() + seconds, rig.provider.asked
        env = {"GEMINI_RPD": str(GRANTED), "LIMITS_DAY_SHIFT_SECONDS": turning_in(seconds)}
        async with rig.member(**env) as member:
            await until(lambda asked=asked: rig.provider.asked == asked + GRANTED, "what is granted")
            await until(partial(says_waiting, member), "its health says so")
            _, said = await member.get("/readyz")
            assigned = await rebalances(member)
            in_time = time.time() < turn - 2
            if in_time:
                assert await rig.set_aside() == 0
                assert f"{datetime.fromtimestamp(turn, UTC):%H:%M}" in said, said
                assert "GEMINI_RPD" in said or "day" in said, said
                await until(lambda asked=asked: rig.provider.asked > asked + GRANTED, "it goes on at the turn")
                await until(partial(rig.have_ended, rig.provider.asked), "results of those that were granted")
                await until(partial(says_waiting, member), "it waits for the day after")
                assert rig.provider.asked == asked + 2 * GRANTED
                assert await rebalances(member) == assigned
            assert await member.end(signal.SIGTERM) == 0, member.stderr
        if in_time:
            break
    assert in_time
    assert await rig.set_aside() == 0
    assert await rig.waiting() >= len(BACKLOG) - rig.provider.asked
    check_requests(await read_books(rig.engine), rig.provider.record.entries)


@pytest.mark.long
async def test_a_day_s_quota_that_only_the_provider_knows_is_waited_for_as_well(rig: Rig) -> None:
    await rig.ask(*BACKLOG)
    for seconds in (30, 90, 300):
        turn, asked, rig.provider.default = time.time() + seconds, rig.provider.asked, "day-limited"
        env = {
            "GEMINI_RPD": "20",
            "LIMITS_DAY_SHIFT_SECONDS": turning_in(seconds),
            "WORKER_CONCURRENCY": str(CONCURRENCY),
        }
        async with rig.member(**env) as member:
            await until(lambda asked=asked: rig.provider.asked > asked, "the provider refuses")
            await until(partial(says_waiting, member), "its health says so")
            await until(partial(is_idle, member), "no call is under way")
            refused = rig.provider.asked - asked
            in_time = time.time() < turn - 2
            if in_time:
                assert refused <= CONCURRENCY
                rig.provider.default = "good"
                await until(partial(rig.have_ended, 10), "it goes on at the turn")
            assert await member.end(signal.SIGTERM) == 0, member.stderr
        if in_time:
            break
    assert in_time
    assert await rig.set_aside() == 0
    check_requests(await read_books(rig.engine), rig.provider.record.entries)


@pytest.mark.long
async def test_a_provider_that_asks_for_a_pause_gets_one_from_all_replicas(rig: Rig) -> None:
    """Its `retryDelay` holds for all that share Redis: none sends anything before it is over."""
    seconds = 20
    redis = OwnRedis()
    redis.start()
    try:
        rig.provider.default = "limited"
        await rig.ask(*BACKLOG[:40], prompt=f"a boat [[delay:{seconds}]]")
        # A Redis that knows nothing of the last window lets one pass first.
        env = {"REDIS_URL": redis.url, "LIMITS_WINDOW_SECONDS": "1", "WORKER_CONCURRENCY": str(CONCURRENCY)}
        async with rig.member(**env) as first, rig.member(**env) as second:
            await until(lambda: rig.provider.asked > 0, "the provider has asked for a pause")
            await until(partial(says_waiting, first, second), "both wait")
            rig.provider.default = "good"
            await until(partial(rig.have_ended, 40), "all go on by themselves", 300)
            for member in (first, second):
                assert await member.end(signal.SIGTERM) == 0, member.stderr
    finally:
        redis.close()
    sent = [entry for entry in rig.provider.record.entries if entry.kind == "image"]
    for one in sent:
        if one.scenario == "limited":
            # What was under way when the answer came; then nothing.
            assert sum(one.at <= other.at < one.at + seconds for other in sent) <= 2 * CONCURRENCY
    assert 1 <= sum(one.scenario == "limited" for one in sent) <= len(sent) - 40
    assert await rig.set_aside() == 0
    check_requests(await read_books(rig.engine), rig.provider.record.entries)


@pytest.mark.long
async def test_a_retired_model_holds_a_backlog_until_the_setting_is_changed(rig: Rig) -> None:
    rig.provider.default = "retired"
    await rig.ask(*BACKLOG)
    async with rig.member(WORKER_CONCURRENCY=str(CONCURRENCY)) as member:
        await until(partial(says_waiting, member), "its health says so")
        await until(partial(is_idle, member), "no call is under way")
        _, said = await member.get("/readyz")
        assert "HTTP 404" in said, said
        assert rig.provider.asked <= CONCURRENCY
        errors = [line for line in member.lines if json.loads(line)["level"] == "error"]
        assert len(errors) == 1, errors
        assert "gemini-3.1-flash-image: no calls for 60 s, messages wait" in errors[0]
        assert await member.end(signal.SIGTERM) == 0, member.stderr
    assert await rig.set_aside() == 0
    refused = rig.provider.asked
    rig.provider.default = "good"
    async with rig.member(GEMINI_IMAGE_MODEL="gemini-4-image", GEMINI_RPD="12") as member:
        await until(partial(rig.have_ended, 12), "it goes on with another model")
        assert await member.end(signal.SIGTERM) == 0, member.stderr
    images = [entry for entry in rig.provider.record.entries if entry.kind == "image"]
    assert {entry.model for entry in images[refused:]} == {"gemini-4-image"}
    assert {one.status for one in (await rig.results()).values()} == {"generated"}
    assert await rig.set_aside() == 0
    check_requests(await read_books(rig.engine), rig.provider.record.entries)
