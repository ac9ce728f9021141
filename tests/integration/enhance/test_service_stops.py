"""Calls that run while the service is stopped, suspended, or loses its partitions: each is sent once, and used."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from fixtures.waiting import until
from libs.bus import Announcer
from libs.epoch import utc_now
from libs.ledger.call import State
from libs.ledger.ledger import Ledger
from services.enhance.jobs import Jobs
from services.enhance.upkeep import GRACE, upkeep
from tests.integration.enhance.service import Rig, rig_on
from tests.support.accounts import check_costs, check_requests, read_books

JOBS = [f"job-{number}" for number in range(6)]
BUSY = {"WORKER_CONCURRENCY": "6", "PAID_CALL_LEASE_SECONDS": "2", "WORKER_REBALANCE_DRAIN_SECONDS": "0.5"}


@pytest.fixture
async def rig(own_broker: str, tmp_path: Path) -> AsyncIterator[Rig]:
    async with rig_on(own_broker, tmp_path) as rig:
        rig.provider.held = asyncio.Event()
        await rig.ask(*JOBS)
        yield rig


async def test_calls_outlive_a_rebalance_and_a_stop_waits_for_them(rig: Rig) -> None:
    assert rig.provider.held is not None
    async with rig.member(**BUSY) as first:
        await until(lambda: rig.provider.asked == len(JOBS), "all calls have arrived")
        async with rig.member(**BUSY) as second:
            await first.says("messages still unfinished after 0.5 s of draining")
            await second.ready()
            first.process.send_signal(signal.SIGTERM)
            await first.says("draining; a second signal exits at once")
            rig.provider.held.set()
            assert await first.ended() == 0, first.stderr
            await until(partial(rig.have_ended, len(JOBS)), "a result of each")
            assert await second.end(signal.SIGTERM) == 0, second.stderr
    assert {one.status for one in (await rig.results()).values()} == {"generated"}
    books = await read_books(rig.engine)
    assert books.states == {State.SETTLED: len(JOBS)}
    assert {one.state for one in books.attempts} == {State.RECEIVED}
    assert rig.provider.asked == len(books.attempts) == len(JOBS), "no second request"
    check_requests(books, rig.provider.record.entries)
    check_costs(books)


@pytest.mark.long
async def test_an_answer_that_comes_after_its_call_counted_as_unknown_is_used(rig: Rig) -> None:
    """A process is suspended for longer than the lease of its calls, and than the group waits for it."""
    assert rig.provider.held is not None
    async with rig.member(**BUSY) as first:
        await until(lambda: rig.provider.asked == len(JOBS), "all calls have arrived")
        first.process.send_signal(signal.SIGSTOP)
        async with rig.member(**BUSY) as second:
            await until(partial(rig.have_ended, len(JOBS)), "a result of each")
            assert {one.status for one in (await rig.results()).values()} == {"needs_attention"}
            assert (await read_books(rig.engine)).states == {State.UNKNOWN: len(JOBS)}
            rig.provider.held.set()
            first.process.send_signal(signal.SIGCONT)

            async def received() -> bool:
                return (await read_books(rig.engine)).states == {State.RECEIVED: len(JOBS)}

            await until(received, "the answers came after all")
            async with Announcer(rig.bus, "test") as announcer:
                later = partial(upkeep, jobs=Jobs(rig.engine), ledger=Ledger(rig.engine))
                keeping = asyncio.create_task(later(announcer, clock=lambda: utc_now() + GRACE + timedelta(seconds=60)))

                async def generated() -> bool:
                    return {one.status for one in (await rig.results()).values()} == {"generated"}

                await until(generated, "the jobs went on to their end")
                keeping.cancel()
            for member in (first, second):
                assert await member.end(signal.SIGTERM) == 0, member.stderr
    books = await read_books(rig.engine)
    assert books.states == {State.SETTLED: len(JOBS)}
    assert rig.provider.asked == len(JOBS), "no second request"
    contents: dict[str | None, str] = {}
    for event_id, result in await rig.events():
        assert contents.setdefault(event_id, result.model_dump_json()) == result.model_dump_json(), "one id, one result"
    assert len(contents) == 2 * len(JOBS)
    check_requests(books, rig.provider.record.entries)
    check_costs(books)
