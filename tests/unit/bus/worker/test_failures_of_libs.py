"""Handlers let the failures of libs pass: the worker makes a retry or a dead letter of each."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from fixtures.waiting import until
from libs.bus import Event, MemoryBus, Worker, WorkerSettings
from libs.bus.failure import Outgoing
from libs.database import DatabaseError
from libs.events import Payload, Topic
from libs.events.envelope import header
from libs.events.topics import derived_topics
from libs.fetch import Busy, FetchError, Gone
from libs.retry import Failure
from libs.storage import Denied

DELAYS = (0.01, 0.02, 0.03)
DLQ = "wished.g.dlq"


class Wished(Payload):
    """What is consumed here."""

    name: str


WISHED = Topic("wished", "name", "test", Wished)


async def failing(failure: Failure, *, times: int = 1_000, streams: bool = False) -> tuple[MemoryBus, int]:
    """A bus where a handler raised `failure` so many times, and how often it was asked."""
    bus, asked = MemoryBus(), 0
    bus.create("wished", *derived_topics("wished", "g", len(DELAYS)), partitions=1)
    bus.append(next(tp for tp in bus.log if tp.topic == "wished"), Outgoing("wished", b"k", b'{"name": "a"}', ()))
    done = asyncio.Event()

    async def none() -> AsyncIterator[Payload]:
        raise failure
        yield

    async def handle(event: Event[Wished]) -> AsyncIterator[Payload] | None:
        nonlocal asked
        asked += 1
        if asked > times:
            done.set()
            return None
        if streams:
            return none()
        raise failure

    worker = Worker(bus, "g", {WISHED: handle}, WorkerSettings(retry_delays=DELAYS), routes={})
    running = asyncio.create_task(worker.run())
    await until(lambda: done.is_set() or bool(bus.records(DLQ)), "done, or a dead letter")
    worker.stop()
    await running
    return bus, asked


def retried_on(bus: MemoryBus) -> list[int]:
    return [tier for tier in (1, 2, 3) if bus.records(f"wished.g.retry.{tier}")]


@pytest.mark.parametrize("streams", [False, True])
async def test_a_transient_one_is_retried_when_the_other_side_asked_for_it(streams: bool) -> None:
    bus, asked = await failing(Busy("host: too many requests", retry_after=0.02), times=1, streams=streams)
    assert (asked, retried_on(bus), bus.records(DLQ)) == (2, [2], [])
    (parked,) = bus.records("wished.g.retry.2")
    notes = [header(parked.headers, f"reelbus-{name}") for name in ("error-class", "error", "attempts")]
    assert notes == ["Retryable", "host: too many requests", "1"]


async def test_a_transient_one_without_a_delay_takes_the_first_tier() -> None:
    bus, asked = await failing(Busy("host: away"), times=1)
    assert (asked, retried_on(bus), bus.records(DLQ)) == (2, [1], [])


@pytest.mark.parametrize("streams", [False, True])
async def test_a_permanent_one_is_a_dead_letter_at_once(streams: bool, caplog: pytest.LogCaptureFixture) -> None:
    bus, asked = await failing(Gone("host/video: there is nothing"), streams=streams)
    assert (asked, retried_on(bus)) == (1, [])
    (letter,) = bus.records(DLQ)
    notes = [header(letter.headers, f"reelbus-{name}") for name in ("error-class", "error", "attempts")]
    assert notes == ["Rejected", "host/video: there is nothing", "1"]
    (line,) = [line for line in caplog.records if line.name == "libs.bus.worker.outcome"]
    assert (line.levelname, line.exc_info) == ("WARNING", None)


async def test_one_that_people_put_right_is_retried_as_often_as_any() -> None:
    bus, asked = await failing(Denied("s3://shop: access denied"))
    assert (asked, retried_on(bus)) == (4, [1, 2, 3])
    (letter,) = bus.records(DLQ)
    assert header(letter.headers, "reelbus-error-class") == "Retryable"


async def test_one_of_our_own_is_a_bug(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bus, asked = await failing(DatabaseError("no such column"))
    assert (asked, retried_on(bus)) == (4, [1, 2, 3])
    (letter,) = bus.records(DLQ)
    assert header(letter.headers, "reelbus-error-class") == "DatabaseError"
    lines = [line for line in caplog.records if line.name == "libs.bus.worker.outcome"]
    assert [line.exc_info is not None for line in lines] == [True] * 4


async def test_the_base_itself_is_of_the_input() -> None:
    bus, asked = await failing(FetchError("no"))
    assert (asked, len(bus.records(DLQ))) == (1, 1)
