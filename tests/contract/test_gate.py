"""A handler that says "not before": the worker waits, and no message is lost, repeated or uses up attempts."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from prometheus_client import REGISTRY

from fixtures.waiting import until
from libs.bus import Event, NotBefore, Retryable
from libs.events.envelope import header
from tests.contract.conftest import Answered, Asked, Rig, Rigs

HOUR = 3600.0


class Quota:
    """Grants some calls; the others wait until `turn`, and ask again every `wait` seconds before that."""

    def __init__(self, granted: int = 0, *, wait: float = 0.3) -> None:
        self.wait = wait
        self.refused: list[Event[Asked]] = []
        self.done: list[Event[Asked]] = []
        self._left = granted
        self._turned = False

    def turn(self) -> None:
        self._turned = True

    async def handle(self, event: Event[Asked]) -> Answered:
        if not self._turned and not self._left:
            self.refused.append(event)
            raise NotBefore(time.time() + self.wait, "the day's quota is used up")
        self._left -= not self._turned
        await asyncio.sleep(0)
        self.done.append(event)
        return Answered(name=event.payload.name)


async def test_a_backlog_waits_for_a_quota_and_goes_on_by_itself(rig: Rig) -> None:
    names = [f"n{number:03}" for number in range(500)]
    for key in range(20):
        await rig.ask(*names[key::20], key=b"%d" % key)
    quota = Quota(100)
    worker = await rig.start(quota.handle, order_by_key=True, concurrency=5)
    rebalances = _rebalances(rig)
    await until(lambda: len(quota.refused) >= 10 and len(quota.done) == 100, "it has asked again and again")
    await until(lambda: _answered(rig, 100), "the results of those that were granted")
    assert await _aside(rig) == 0
    quota.turn()
    await until(lambda: _answered(rig, 500), "all")
    assert await rig.answers() == names
    assert await _aside(rig) == 0
    assert {event.attempt for event in quota.refused + quota.done} == {1}
    assert {event.id for event in quota.refused} <= {event.id for event in quota.done}
    assert _rebalances(rig) == rebalances
    for key in range(20):
        assert [e.payload.name for e in quota.done if e.key == str(key)] == names[key::20]
    await rig.stop(worker)
    assert await rig.committed() == 500


async def test_no_handler_starts_before_the_time_and_running_ones_go_on(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    started: list[tuple[str, float]] = []
    times: list[float] = []
    go_on = asyncio.Event()

    async def handle(event: Event[Asked]) -> Answered:
        started.append((event.payload.name, time.time()))
        if event.payload.name == "running":
            await go_on.wait()
        elif len(times) < 3:
            times.append(time.time() + 0.4)
            raise NotBefore(times[-1], "a limit")
        return Answered(name=event.payload.name)

    await rig.ask("running", "a", "b")
    worker = await rig.start(handle, concurrency=2)
    await until(lambda: bool(times), "the gate is closed")
    go_on.set()
    await until(lambda: _answered(rig, 3), "all")
    begun = [(name, at) for name, at in started if name != "running"]
    assert begun[0][0] == "a"
    for at in times:
        assert all(begin >= at for _, begin in begun if begin > at - 0.2)
    assert worker.waiting is None


async def test_the_wait_is_shown_and_a_kill_repeats_nothing_that_was_done(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    quota = Quota(2, wait=365 * 24 * HOUR)
    await rig.ask(*"abcd")
    worker = await rig.start(quota.handle, concurrency=1)
    await until(lambda: worker.waiting is not None, "it waits for a year")
    waiting = worker.waiting or ""
    year = time.gmtime(time.time() + quota.wait).tm_year
    assert waiting.startswith(f"waiting until {year}-")
    assert waiting.endswith("Z: the day's quota is used up")
    assert _gauge(rig, "reelbus_worker_waiting") == 1
    assert (_gauge(rig, "reelbus_worker_waiting_until_seconds") or 0) > time.time() + quota.wait - HOUR
    assert (worker.ready, worker.alive) == (True, True)
    await until(lambda: _committed(rig, 2), "the commit of the first two")
    await rig.kill(worker)
    assert _gauge(rig, "reelbus_worker_waiting") == 0
    later = Quota(2)
    await rig.start(later.handle)
    await until(lambda: _answered(rig, 4), "the others")
    assert await rig.answers() == list("abcd")
    assert [event.id for event in quota.refused] == [event.id for event in later.done][:1]


async def test_a_stop_does_not_wait_for_the_time(rig: Rig) -> None:
    quota = Quota(wait=HOUR)
    await rig.ask(*"abc")
    worker = await rig.start(quota.handle, shutdown_drain_seconds=HOUR)
    await until(lambda: worker.waiting is not None, "the gate is closed")
    await rig.stop(worker)
    assert await rig.committed() == 0


async def test_what_must_wait_during_a_stop_is_left_to_the_next_worker(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    calls, refused = Counter[str](), 0
    may_end = {"short": asyncio.Event(), "long": asyncio.Event()}

    async def handle(event: Event[Asked]) -> Answered:
        nonlocal refused
        name = event.payload.name
        calls[name] += 1
        await may_end[name].wait()
        if name == "short":
            refused += 1
            raise NotBefore(time.time() + 0.1, "a limit")
        return Answered(name=name)

    await rig.ask(*may_end)
    worker = await rig.start(handle, concurrency=2)
    await until(lambda: calls.total() == 2, "both run")
    worker.stop()
    await until(lambda: not worker.ready, "it drains")
    may_end["short"].set()
    await until(lambda: refused == 1 and worker.waiting is None, "the time has come within the drain")
    may_end["long"].set()
    await rig.stop(worker)
    assert calls == {"short": 1, "long": 1}
    assert await rig.committed() == 0


async def test_what_waited_for_a_running_key_waits_for_the_time_too(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    started: list[str] = []
    go_on = asyncio.Event()

    async def handle(event: Event[Asked]) -> Answered:
        started.append(event.payload.name)
        if event.key == "other":
            raise NotBefore(time.time() + HOUR, "a limit")
        await go_on.wait()
        return Answered(name=event.payload.name)

    await rig.ask("first", "second", key=b"key")
    await rig.ask("third", key=b"other")
    worker = await rig.start(handle, order_by_key=True, concurrency=2, shutdown_drain_seconds=HOUR)
    await until(lambda: worker.waiting is not None, "the gate is closed")
    go_on.set()
    await until(lambda: _answered(rig, 1), "the first goes on")
    await rig.stop(worker)
    assert started == ["first", "third"]
    assert await rig.committed() == 1


async def test_members_come_and_go_while_all_of_them_wait(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    names = [f"n{number:02}" for number in range(60)]
    for name in names:
        await rig.ask(name, key=name.encode())
    quotas = [Quota(), Quota()]
    first = await rig.start(quotas[0].handle, rebalance_drain_seconds=10)
    await until(lambda: first.waiting is not None, "the first waits")
    second = await rig.start(quotas[1].handle, rebalance_drain_seconds=10)
    await until(lambda: bool(first.partitions) and bool(second.partitions), "both have partitions")
    await until(lambda: len(quotas[1].refused) > 3, "the second waits too")
    await rig.stop(first)
    quotas[1].turn()
    await until(lambda: _answered(rig, 60), "all")
    assert await rig.answers() == names
    assert await _aside(rig) == 0
    assert "still unfinished" not in caplog.text, "no drain waits for messages that wait"


async def test_a_handler_that_runs_while_the_group_rebalances_and_its_worker_waits(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    quota, go_on, calls = Quota(), asyncio.Event(), Counter[str]()

    async def handle(event: Event[Asked]) -> Answered:
        calls[event.payload.name] += 1
        if event.payload.name == "running":
            await go_on.wait()
            return Answered(name="running")
        return await quota.handle(event)

    await rig.ask("a", "running", "b")
    first = await rig.start(handle, concurrency=2, rebalance_drain_seconds=0.2)
    await until(lambda: len(quota.refused) > 1 and bool(calls["running"]), "one is put back, the next one runs")
    second = await rig.start(handle, concurrency=2, rebalance_drain_seconds=0.2)
    await until(lambda: bool(first.partitions) != bool(second.partitions), "one of them has the partition")
    moved = bool(second.partitions)
    go_on.set()
    quota.turn()
    await until(lambda: _all_of(rig, {"a", "running", "b"}), "all")
    await rig.stop(first)
    await rig.stop(second)
    assert await rig.committed() == 3
    assert moved or await rig.answers() == ["a", "b", "running"]
    assert await _aside(rig) == 0


async def test_messages_in_retry_topics_wait_too(rig: Rig) -> None:
    quota = Quota()

    async def handle(event: Event[Asked]) -> Answered:
        if event.attempt == 1:
            raise Retryable("busy")
        return await quota.handle(event)

    await rig.ask("a", "b")
    await rig.start(handle)
    await until(lambda: len(quota.refused) >= 4, "second attempts that wait")
    quota.turn()
    await until(lambda: _answered(rig, 2), "both")
    assert {event.attempt for event in quota.refused + quota.done} == {2}
    assert await _aside(rig) == 2


async def test_waiting_does_not_count_for_the_timeout_of_a_handler(rig: Rig) -> None:
    quota = Quota(wait=1)
    await rig.ask("a")
    await rig.start(quota.handle, handler_timeout_seconds=0.5)
    await until(lambda: len(quota.refused) == 2, "it has waited longer than a handler may take")
    quota.turn()
    await until(lambda: _answered(rig, 1), "the answer")
    assert await _aside(rig) == 0


async def test_a_time_in_the_past_is_asked_for_again_and_again(rig: Rig) -> None:
    quota = Quota(wait=-HOUR)
    await rig.ask("a")
    worker = await rig.start(quota.handle)
    await until(lambda: len(quota.refused) > 3, "again and again")
    await rig.stop(worker)
    assert await rig.committed() == 0
    assert await _aside(rig) == 0


async def test_a_time_that_is_none_is_a_bug_of_the_handler(rig: Rig) -> None:
    async def handle(event: Event[Asked]) -> Answered:
        raise NotBefore(float("nan"), "it divided by zero")

    await rig.ask("a")
    worker = await rig.start(handle)
    await until(lambda: _dead(rig, 1), "a dead letter")
    (letter,) = await rig.dead()
    assert header(letter.headers, "reelbus-error") == "NotBefore needs a time in Unix seconds, not nan"
    assert worker.waiting is None


async def test_a_stream_that_must_wait_begins_again_under_the_same_ids(rig: Rig) -> None:
    refused = False

    async def handle(event: Event[Asked]) -> AsyncIterator[Answered]:
        async def numbers() -> AsyncIterator[Answered]:
            nonlocal refused
            for number in range(5):
                yield Answered(name=str(number))
                if number == 2 and not refused:
                    refused = True
                    raise NotBefore(time.time() + 0.2, "a limit")

        return numbers()

    await rig.ask("a")
    worker = await rig.start(handle)
    await until(lambda: _answered(rig, 8), "three, and all five")
    await rig.stop(worker)
    ids = {header(record.headers, "ce_id") for record in await rig.read(rig.answered.name)}
    assert len(ids) == 5
    assert await rig.committed() == 1
    assert await _aside(rig) == 0


def _rebalances(rig: Rig) -> float | None:
    return _gauge(rig, "reelbus_rebalances_total")


def _gauge(rig: Rig, name: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"group": rig.group})


async def _answered(rig: Rig, count: int) -> bool:
    return len(await rig.answers()) == count


async def _all_of(rig: Rig, names: set[str]) -> bool:
    return set(await rig.answers()) == names


async def _committed(rig: Rig, offsets: int) -> bool:
    return await rig.committed() == offsets


async def _dead(rig: Rig, count: int) -> bool:
    return len(await rig.dead()) == count


async def _aside(rig: Rig) -> int:
    """Messages that went to retry topics or to the dead letters."""
    retries = [await rig.read(f"{rig.asked.name}.{rig.group}.retry.{tier}") for tier in (1, 2)]
    return sum(map(len, retries)) + len(await rig.dead())
