"""The worker's promises."""

import asyncio
from collections import Counter
from collections.abc import Awaitable

import pytest
from prometheus_client import REGISTRY

from fixtures.loop_time import loop_held_under
from fixtures.waiting import until
from libs.bus import Event, Rejected, Retryable, SetupError
from libs.events.envelope import header
from tests.contract.conftest import Answered, Asked, Rig, Rigs


async def answer(event: Event[Asked]) -> Answered:
    return Answered(name=event.payload.name)


async def test_a_result_is_published_and_the_offset_committed(rig: Rig) -> None:
    await rig.ask("a", "b", "c")
    worker = await rig.start(answer)
    await until(lambda: _is(rig.answers(), ["a", "b", "c"]), "three answers")
    await rig.stop(worker)
    assert await rig.committed() == 3


async def test_what_is_done_is_not_handled_again_by_the_next_worker(rig: Rig) -> None:
    calls: list[str] = []

    async def note(event: Event[Asked]) -> None:
        calls.append(event.payload.name)

    await rig.ask("a", "b")
    first = await rig.start(note)
    await until(lambda: len(calls) == 2, "both handled")
    await rig.stop(first)
    await rig.start(note)
    await rig.ask("c")
    await until(lambda: len(calls) == 3, "the third handled")
    assert sorted(calls) == ["a", "b", "c"]


async def test_concurrency_does_not_depend_on_partitions(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    all_started = asyncio.Barrier(8)

    async def meet(event: Event[Asked]) -> Answered:
        await all_started.wait()
        return Answered(name=event.payload.name)

    await rig.ask(*"abcdefgh")
    await rig.start(meet, concurrency=8)
    await until(lambda: _is(rig.answers(), list("abcdefgh")), "eight that waited for each other")


async def test_no_offset_is_committed_past_a_message_in_flight(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    seen: Counter[str] = Counter()
    never = asyncio.Event()

    async def stuck_on_first(event: Event[Asked]) -> Answered:
        seen[event.payload.name] += 1
        if event.payload.name == "a" and seen["a"] == 1:
            await never.wait()
        return Answered(name=event.payload.name)

    await rig.ask("a", "b", "c")
    worker = await rig.start(stuck_on_first)
    await until(lambda: _is(rig.answers(), ["b", "c"]), "the two behind it")
    await rig.kill(worker)
    assert await rig.committed() == 0
    await rig.start(stuck_on_first)
    await until(lambda: _holds(rig.answers(), "a"), "the first, handed out again")


async def test_a_retryable_error_waits_aside_and_never_blocks_the_topic(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    attempts: list[tuple[str, int]] = []

    async def fails_once(event: Event[Asked]) -> Answered:
        attempts.append((event.payload.name, event.attempt))
        if event.payload.name == "a" and event.attempt == 1:
            raise Retryable("the other side is busy")
        return Answered(name=event.payload.name)

    await rig.ask("a", "b", "c")
    await rig.start(fails_once, concurrency=1)
    await until(lambda: _is(rig.answers(), ["a", "b", "c"]), "all three answers")
    assert attempts == [("a", 1), ("b", 1), ("c", 1), ("a", 2)]


async def test_a_longer_wait_that_was_asked_for_takes_a_later_tier(rig: Rig) -> None:
    async def limited(event: Event[Asked]) -> Answered:
        if event.attempt == 1:
            raise Retryable("429", delay=0.5)
        return Answered(name=event.payload.name)

    await rig.ask("a")
    await rig.start(limited)
    await until(lambda: _is(rig.answers(), ["a"]), "the answer after the wait")
    assert await rig.read(f"{rig.asked.name}.{rig.group}.retry.1") == []
    assert len(await rig.read(f"{rig.asked.name}.{rig.group}.retry.2")) == 1


async def test_rejected_input_is_a_dead_letter_with_all_that_came(rig: Rig) -> None:
    async def reject(event: Event[Asked]) -> Answered:
        raise Rejected("the video is private")

    value = b'{"name": "a",   "extra": [1]}'
    await rig.put(value, key=b"\xff\x00key", headers=[("ce_id", b"id-1"), ("mine", b"\x00\x01")])
    await rig.start(reject)
    await until(lambda: _count(rig.dead(), 1), "a dead letter")
    (letter,) = await rig.dead()
    assert (letter.value, letter.key) == (value, b"\xff\x00key")
    assert ("mine", b"\x00\x01") in tuple(letter.headers)
    assert header(letter.headers, "ce_id") == "id-1"
    assert header(letter.headers, "reelbus-error-class") == "Rejected"
    assert header(letter.headers, "reelbus-error") == "the video is private"
    assert header(letter.headers, "reelbus-attempts") == "1"
    assert header(letter.headers, "reelbus-topic") == rig.asked.name
    assert header(letter.headers, "reelbus-offset") == "0"
    assert (header(letter.headers, "reelbus-first-time") or "") <= (header(letter.headers, "reelbus-last-time") or "")


async def test_a_bug_is_retried_through_all_tiers_and_then_dead_lettered(rig: Rig) -> None:
    attempts: list[int] = []

    async def broken(event: Event[Asked]) -> Answered:
        attempts.append(event.attempt)
        raise KeyError("oops")

    await rig.ask("a")
    await rig.start(broken)
    await until(lambda: _count(rig.dead(), 1), "a dead letter")
    (letter,) = await rig.dead()
    assert attempts == [1, 2, 3]
    assert header(letter.headers, "reelbus-attempts") == "3"
    assert header(letter.headers, "reelbus-error-class") == "KeyError"
    assert header(letter.headers, "reelbus-topic") == rig.asked.name
    assert await rig.answers() == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (b"not json", "Invalid JSON"),
        (b'{"other": 1}', "name: Field required"),
        (b"[1, 2]", "Input should be an object"),
        (b'"text"', "Input should be an object"),
        (b'{"name": "\xff\xfe"}', "Invalid JSON"),
        (None, "no value"),
        (b'{"name": "' + b"x" * 3000 + b'"}', "WORKER_MAX_MESSAGE_BYTES"),
    ],
    ids=["not-json", "other-shape", "array", "string", "not-utf-8", "null", "too-large"],
)
async def test_bad_input_is_a_dead_letter_and_the_next_is_handled(rig_of: Rigs, value: bytes | None, says: str) -> None:
    rig = await rig_of(partitions=1)
    await rig.put(value, key=b"k")
    await rig.put(value)  # and without a key
    await rig.ask("good")
    await rig.start(answer, max_message_bytes=2000)
    await until(lambda: _is(rig.answers(), ["good"]), "the good one behind it")
    await until(lambda: _count(rig.dead(), 2), "the dead letters")
    for letter in await rig.dead():
        assert letter.value == value
        assert says in (header(letter.headers, "reelbus-error") or "")


async def test_many_costly_messages_leave_the_event_loop_free(rig_of: Rigs) -> None:
    """Each takes some milliseconds to parse, and all of them are handed out at once."""
    rig = await rig_of(partitions=1)
    await rig.put(*[b'{"name": [' + b"[]," * 24_900 + b"[]]}"] * 64)
    async with loop_held_under():
        await rig.start(answer, concurrency=64)
        await until(lambda: _count(rig.dead(), 64), "the dead letters")


async def test_ids_are_derived_and_the_trace_goes_on(rig: Rig) -> None:
    events: list[Event[Asked]] = []

    async def keep(event: Event[Asked]) -> Answered:
        events.append(event)
        if event.attempt == 1:
            raise Retryable("once")
        return Answered(name=event.payload.name)

    trace = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await rig.ask("bare")
    await rig.put(b'{"name": "full"}', key=b"k", headers=[("ce_id", b"given"), ("traceparent", trace)])
    await rig.start(keep)
    await until(lambda: _is(rig.answers(), ["bare", "full"]), "both answers")
    ids = {(e.payload.name, e.id) for e in events}
    assert len(ids) == 2, "a retry keeps its event's id"
    assert ("full", "given") in ids
    results = {r.key: r for r in await rig.read(rig.answered.name)}
    assert header(results[b"full"].headers, "traceparent") == trace.decode()
    assert header(results[b"full"].headers, "ce_type") == f"reelbus.{rig.answered.name}.v1"
    assert header(results[b"full"].headers, "ce_source") == "reelbus/testers"
    assert header(results[b"bare"].headers, "ce_id") not in {None, header(results[b"full"].headers, "ce_id")}


async def test_a_handler_that_takes_too_long_is_retried(rig: Rig) -> None:
    never = asyncio.Event()

    async def slow_once(event: Event[Asked]) -> Answered:
        if event.attempt == 1:
            await never.wait()
        return Answered(name=event.payload.name)

    await rig.ask("a")
    await rig.start(slow_once, handler_timeout_seconds=0.3)
    await until(lambda: _is(rig.answers(), ["a"]), "the answer of the second attempt")
    (retry,) = await rig.read(f"{rig.asked.name}.{rig.group}.retry.1")
    assert "WORKER_HANDLER_TIMEOUT_SECONDS" in (header(retry.headers, "reelbus-error") or "")


async def test_a_result_that_belongs_to_no_topic_is_a_bug_and_not_a_loss(rig: Rig) -> None:
    async def strange(event: Event[Asked]) -> Asked:
        return event.payload

    await rig.ask("a")
    await rig.start(strange)
    await until(lambda: _count(rig.dead(), 1), "a dead letter")
    (letter,) = await rig.dead()
    assert header(letter.headers, "reelbus-error") == "no topic has the payload Asked"


async def test_stop_drains_what_runs_and_leaves_the_rest(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    started, go = asyncio.Event(), asyncio.Event()

    async def wait(event: Event[Asked]) -> Answered:
        started.set()
        await go.wait()
        return Answered(name=event.payload.name)

    await rig.ask("a", "b", "c")
    worker = await rig.start(wait, concurrency=1)
    await started.wait()
    worker.stop()
    await until(lambda: not worker.ready, "not ready any more")
    go.set()
    await rig.stop(worker)
    assert await rig.answers() == ["a"]
    assert await rig.committed() == 1


async def test_a_handler_that_outlasts_the_drain_is_left_to_the_next_worker(rig: Rig) -> None:
    started, never = asyncio.Event(), asyncio.Event()

    async def endless(event: Event[Asked]) -> Answered:
        started.set()
        await never.wait()
        return Answered(name="never")

    await rig.ask("a")
    worker = await rig.start(endless, shutdown_drain_seconds=0.1)
    await started.wait()
    await rig.stop(worker)
    assert await rig.committed() == 0
    await rig.start(answer)
    await until(lambda: _is(rig.answers(), ["a"]), "the next worker's answer")


async def test_members_share_the_work_and_none_is_missing(rig: Rig) -> None:
    by: Counter[str] = Counter()

    def handler(name: str):  # type: ignore[no-untyped-def]
        async def handle(event: Event[Asked]) -> Answered:
            by[name] += 1
            return Answered(name=event.payload.name, by=name)

        return handle

    await rig.start(handler("one"))
    await rig.start(handler("two"))
    names = [f"n{number:03}" for number in range(60)]
    for name in names:
        await rig.ask(name, key=name.encode())
    await until(lambda: _is_set(rig.answers(), names), "all answers")
    await until(lambda: len(by) == 2, "both took part")


async def test_a_long_handler_survives_a_rebalance_of_its_partition(rig_of: Rigs) -> None:
    """Its partition comes straight back: the handler goes on, and its message is not handed out a second time."""
    rig = await rig_of(partitions=1)
    calls: list[str] = []
    started, go = asyncio.Event(), asyncio.Event()

    async def long(event: Event[Asked]) -> Answered:
        calls.append(event.payload.name)
        started.set()
        await go.wait()
        return Answered(name=event.payload.name)

    await rig.ask("a")
    first = await rig.start(long, rebalance_drain_seconds=0.2)
    await started.wait()
    second = await rig.start(long, rebalance_drain_seconds=0.2)
    await until(lambda: bool(first.partitions) != bool(second.partitions), "one of them has the partition")
    go.set()
    await until(lambda: _holds(rig.answers(), "a"), "the answer")
    await rig.stop(first)
    await rig.stop(second)
    assert await rig.committed() == 1
    assert set(await rig.answers()) == {"a"}


async def test_a_full_worker_holds_no_more_than_its_prefetch(rig: Rig) -> None:
    go = asyncio.Event()

    async def wait(event: Event[Asked]) -> Answered:
        await go.wait()
        return Answered(name=event.payload.name)

    names = [f"n{number:04}" for number in range(300)]
    await rig.ask(*names)
    worker = await rig.start(wait, concurrency=2, prefetch=10)
    await until(lambda: worker.pending == 10, "a full buffer")
    go.set()
    await until(lambda: _is_set(rig.answers(), names), "all of them")


async def test_order_per_key(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    order: list[str] = []
    gates = {"a1": asyncio.Event(), "b1": asyncio.Event()}

    async def handle(event: Event[Asked]) -> Answered:
        if gate := gates.get(event.payload.name):
            await gate.wait()
        order.append(event.payload.name)
        return Answered(name=event.payload.name)

    await rig.ask("a1", "a2", "a3", key=b"a")
    await rig.ask("b1", "b2", key=b"b")
    await rig.start(handle, order_by_key=True, concurrency=8)
    gates["b1"].set()
    await until(lambda: order == ["b1", "b2"], "the other key, while the first waits")
    gates["a1"].set()
    await until(lambda: _is(rig.answers(), ["a1", "a2", "a3", "b1", "b2"]), "all")
    assert order == ["b1", "b2", "a1", "a2", "a3"]
    assert [n for n in order if n.startswith("a")] == ["a1", "a2", "a3"]


async def test_a_missing_topic_is_one_clear_line(rig: Rig) -> None:
    with pytest.raises(SetupError, match=r"^topic nowhere-\S+ does not exist.*reelbus topics create") as raised:
        await rig.bus.check([rig.asked.name, "nowhere-at-all"])
    assert "\n" not in str(raised.value)


async def _is(coroutine, wanted: list[str]) -> bool:  # type: ignore[no-untyped-def]
    return bool(await coroutine == wanted)


async def _is_set(coroutine, wanted: list[str]) -> bool:  # type: ignore[no-untyped-def]
    return set(await coroutine) == set(wanted)


async def _holds(coroutine, wanted: str) -> bool:  # type: ignore[no-untyped-def]
    return wanted in await coroutine


async def _count(coroutine, wanted: int) -> bool:  # type: ignore[no-untyped-def]
    return len(await coroutine) == wanted


async def test_lag_counts_what_waits_in_retry_topics_and_what_nobody_has_begun(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    going_on = asyncio.Event()

    async def handle(event: Event[Asked]) -> None:
        if event.payload.name == "later":
            raise Retryable("not now")
        await going_on.wait()

    def lag(topic: str) -> float | None:
        labels = {"group": rig.group, "topic": topic}
        return REGISTRY.get_sample_value("reelbus_consumer_lag", labels)

    await rig.ask(*["later"] * 3)
    await rig.start(handle, concurrency=1, prefetch=1, retry_delays=(3600, 7200))
    waiting = f"{rig.asked.name}.{rig.group}.retry.1"
    await until(lambda: lag(waiting) == 3, "three that wait for an hour")
    assert lag(rig.asked.name) == 0
    await rig.ask(*"abcdefgh")
    await until(lambda: lag(rig.asked.name) == 8, "one runs, and seven wait, most of them on the broker")
    assert lag(waiting) == 3
    going_on.set()
    await until(lambda: lag(rig.asked.name) == 0, "all done")


async def test_a_topic_made_again_under_a_running_worker_is_read_from_its_beginning(rig_of: Rigs) -> None:
    rig = await rig_of(partitions=1)
    worker = await rig.start(answer)
    await rig.ask("a", "b", "c")
    await until(lambda: _is(rig.answers(), ["a", "b", "c"]), "three of the first topic")
    await worker.drained()
    await rig.recreate()
    await rig.ask(*"defghij")  # more than the first topic held: the old position is in their midst
    await until(lambda: _holds_all(rig.answers(), "defghij"), "all of the second topic, within half a minute", 30)
    await worker.drained()
    assert await rig.committed() == 7


async def _holds_all(answers: Awaitable[list[str]], names: str) -> bool:
    return set(names) <= set(await answers)
