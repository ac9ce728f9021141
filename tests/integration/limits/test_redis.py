"""The limiter on real Redis servers that come and go. Windows are short; what is asserted does not depend on the pace."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import redis

from libs.limits import (
    Cost,
    Grant,
    LimiterRefused,
    LimiterUnavailable,
    LimitSettings,
    Quota,
    Scope,
    Wait,
    configured_limiter,
    wait_for_grant,
)
from libs.limits.shared import SharedLimiter, shared_limiter
from libs.limits.window import Window
from tests.support.redis import OwnRedis

SCOPE = Scope("gemini", "model", "project")
QUOTA = Quota(requests_per_minute=5)
CALL = Cost()
SHORT = Window(0.5)
PATIENCE = 60.0
TLS = Path(__file__).parents[1] / "bus" / "tls"


@pytest.fixture
def server() -> Iterator[OwnRedis]:
    server = OwnRedis()
    server.start()
    try:
        yield server
    finally:
        server.close()


def limiter_on(server: OwnRedis, window: Window = SHORT) -> AbstractAsyncContextManager[SharedLimiter]:
    return shared_limiter(server.url, window)


@pytest.fixture
async def limiter(server: OwnRedis) -> AsyncIterator[SharedLimiter]:
    async with limiter_on(server) as limiter:
        yield limiter


async def granted(limiter: SharedLimiter, scope: Scope = SCOPE) -> Grant:
    answer = await wait_for_grant(limiter, scope, QUOTA, CALL, PATIENCE)
    assert isinstance(answer, Grant), answer
    return answer


async def closed(limiter: SharedLimiter, window: Window) -> None:
    answer = await limiter.acquire(SCOPE, QUOTA, CALL)
    assert isinstance(answer, Wait)
    assert answer.limit == "unknown"
    assert answer.seconds <= window.kept / 1e6


async def test_after_the_first_use_of_a_redis_a_window_is_closed(server: OwnRedis) -> None:
    minute = Window()
    async with limiter_on(server, minute) as first, limiter_on(server, minute) as second:
        await first.probe()
        await closed(first, minute)
        await closed(second, minute)


async def test_a_new_scope_or_process_waits_for_nothing(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    async with limiter_on(server, Window()) as another:
        assert isinstance(await another.acquire(Scope("gemini", "new", "project"), QUOTA, CALL), Grant)


@pytest.mark.parametrize("kept", [False, True], ids=["nothing", "a snapshot"])
async def test_a_redis_that_was_killed_is_closed_for_a_window(kept: bool) -> None:
    """What came after the snapshot is lost, too."""
    server = OwnRedis()
    server.start()
    try:
        async with limiter_on(server) as limiter:
            await granted(limiter)
            if kept:
                with redis.Redis.from_url(server.url) as client:
                    client.save()
            server.kill()
            with pytest.raises(LimiterUnavailable, match="Redis does not decide"):
                await limiter.acquire(SCOPE, QUOTA, CALL)
            server.start()
            with redis.Redis.from_url(server.url) as client:
                assert bool(client.keys()) is kept
            await closed(limiter, SHORT)
            await granted(limiter)  # its client and script are good for the new server
    finally:
        server.close()


async def test_an_emptied_redis_is_closed_for_a_window(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    with redis.Redis.from_url(server.url) as client:
        client.flushall()
    async with limiter_on(server, Window()) as other:
        await closed(other, Window())


async def test_replicas_share_limits_blocks_and_corrections(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    hour, scope, quota = Window(3600), Scope("gemini", "shared", "p"), Quota(tokens_per_minute=100)
    async with limiter_on(server, hour) as first, limiter_on(server, hour) as second:
        grant = await first.acquire(scope, quota, Cost(tokens=100))
        assert isinstance(grant, Grant)
        assert isinstance(await second.acquire(scope, quota, CALL), Grant)
        assert isinstance(await second.acquire(scope, quota, Cost(tokens=1)), Wait)
        await first.settle(grant, 40)
        assert isinstance(await second.acquire(scope, quota, Cost(tokens=60)), Grant)
        await second.block(scope, 1000, "429")
        answer = await first.acquire(scope, quota, CALL)
        assert isinstance(answer, Wait)
        assert (answer.limit, answer.reason) == ("blocked", "429")


async def test_a_lost_script_is_loaded_again(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    with redis.Redis.from_url(server.url) as client:
        client.script_flush()
    await granted(limiter)


async def test_all_keys_expire_and_are_in_one_slot(server: OwnRedis, limiter: SharedLimiter) -> None:
    grant = await granted(limiter)
    await limiter.settle(grant, 5)
    await limiter.block_until_next_day(Scope("openai", "m", "p"), "429")
    with redis.Redis.from_url(server.url, decode_responses=True) as client:
        keys = client.keys()
        assert len(keys) == 4
        assert all("{reelbus:limits}" in key and client.ttl(key) > 86400 for key in keys)


async def test_the_number_of_entries_does_not_grow_with_that_of_calls(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    async with limiter_on(server, Window(10_000)) as slow:
        for _ in range(300):
            answer = await slow.acquire(Scope("gemini", "many", "p"), Quota(), Cost(tokens=10_000))
            assert isinstance(answer, Grant)
    with redis.Redis.from_url(server.url) as client:
        assert client.llen("{reelbus:limits}:gemini/many/p:spans") <= 3


async def test_a_redis_that_hangs_is_unavailable(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    server.pause()
    try:
        with pytest.raises(LimiterUnavailable, match="Redis does not decide"):
            await limiter.acquire(SCOPE, QUOTA, CALL)
    finally:
        server.resume()
    await granted(limiter)


async def test_a_full_redis_is_unavailable(server: OwnRedis, limiter: SharedLimiter) -> None:
    await granted(limiter)
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", 1)
        with pytest.raises(LimiterUnavailable, match="maxmemory"):
            await limiter.acquire(SCOPE, QUOTA, CALL)
        client.config_set("maxmemory", 0)
    await granted(limiter)


async def test_a_redis_that_may_evict_counts_is_a_warning_once(
    server: OwnRedis, limiter: SharedLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", "100mb")
        client.config_set("maxmemory-policy", "allkeys-lru")
    await limiter.probe()
    await limiter.probe()
    assert [record.getMessage() for record in caplog.records if "maxmemory-policy allkeys-lru" in record.getMessage()]
    assert len(caplog.records) == 1


async def test_a_wrong_password_is_refused_at_the_probe_and_not_shown() -> None:
    server = OwnRedis("--requirepass", "right")
    settings = LimitSettings(redis_url=f"redis://:hunter2@127.0.0.1:{server.port}/0")  # type: ignore[arg-type]
    server.start(password="right")
    try:
        async with configured_limiter(settings) as (_, (requirement,)):
            with pytest.raises(LimiterRefused, match="check the user and password in REDIS_URL") as refused:
                await requirement.probe()
            assert "hunter2" not in f"{refused.value!r} {settings!r} {refused.value.__cause__!r}"
    finally:
        server.close()


async def test_a_redis_behind_tls() -> None:
    server = OwnRedis(tls=TLS)
    server.start()
    try:
        for authority, trusted in (("ca.pem", True), ("other-ca.pem", False)):
            settings = LimitSettings(redis_url=f"{server.url}?ssl_ca_certs={TLS / authority}")  # type: ignore[arg-type]
            async with configured_limiter(settings) as (_, (requirement,)):
                if trusted:
                    await requirement.probe()
                else:
                    with pytest.raises(LimiterUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
                        await requirement.probe()
    finally:
        server.close()


async def test_without_a_redis_the_limiter_is_of_the_process() -> None:
    async with configured_limiter(LimitSettings(redis_url=None)) as (limiter, requirements):
        assert requirements == ()
        assert isinstance(await limiter.acquire(SCOPE, QUOTA, CALL), Grant)
