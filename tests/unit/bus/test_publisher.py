"""Publishing against brokers that refuse, break and answer late."""

import asyncio
import logging
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    UnknownTopicOrPartitionError,
)
from hypothesis import given
from hypothesis import strategies as st

from libs.bus import SetupError
from libs.bus.bus import Consumer, Producer, Rebalance
from libs.bus.failure import TRUNCATED, Outgoing
from libs.bus.publisher import (
    FIRST_PAUSE,
    MAX_PAUSE,
    MAX_WAITING,
    MAX_WAITING_BYTES,
    REPLACE_AFTER,
    Done,
    Publisher,
    RecordTooLarge,
)
from libs.events.envelope import header
from libs.telemetry.dependencies import Dependency

LARGE = 200
"""Bytes; more than the small brokers below take."""


class Unheard(KafkaTimeoutError):
    """The brokers have it, and their answer was lost."""


class Brokers:
    """A bus whose producers do what `script` says: one entry a delivery, an error to raise; at its end all is well."""

    def __init__(self, script: Sequence[Exception | None] = (), *, largest: int = 1000, batch: int = 10_000) -> None:
        self.script = deque(script)
        self.metadata_script: deque[Exception] = deque()
        self.connect_script: deque[Exception] = deque()
        self.largest = largest
        self.batch = batch
        self.log: dict[TopicPartition, list[Outgoing]] = defaultdict(list)
        self.deliveries: list[tuple[TopicPartition, int]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.waiting = asyncio.Event()
        self.producers: list[Client] = []
        self.partitions = 1

    async def check(self, topics: Collection[str]) -> None: ...

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float
    ) -> Consumer:
        raise NotImplementedError

    async def batch_producer(self) -> Producer:
        if self.connect_script:
            raise self.connect_script.popleft()
        self.producers.append(Client(self))
        return self.producers[-1]


class Client:
    """One producer of `Brokers`."""

    def __init__(self, brokers: Brokers) -> None:
        self._brokers = brokers
        self.stopped = False

    async def partitions(self, topic: str) -> Collection[int]:
        if self._brokers.metadata_script:
            raise self._brokers.metadata_script.popleft()
        return range(self._brokers.partitions)

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        brokers = self._brokers
        assert records
        assert not self.stopped, "a producer that was closed is not used again"
        brokers.waiting.set()
        await asyncio.sleep(0)
        await brokers.open.wait()
        records = records[: brokers.batch]
        if partition.partition >= brokers.partitions:
            raise UnknownTopicOrPartitionError
        brokers.deliveries.append((partition, len(records)))
        error = brokers.script.popleft() if brokers.script else None
        if error is not None and not isinstance(error, Unheard):
            raise error
        if sum(size(each) for each in records) > brokers.largest:
            raise MessageSizeTooLargeError()
        brokers.log[partition].extend(records)
        if error is not None:
            raise error
        return len(records)

    async def stop(self) -> None:
        self.stopped = True


class Outcomes:
    """What became of each send, by its name."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.errors: dict[str, Exception] = {}
        self._changed = asyncio.Condition()
        self._wanted: list[tuple[int, asyncio.Event]] = []

    def of(self, name: str) -> Done:
        def done(error: Exception | None) -> None:
            self.calls[name] += 1
            if error is not None:
                self.errors[name] = error
            for count, event in self._wanted:
                if len(self.calls) >= count:
                    event.set()

        return done

    async def come(self, count: int) -> None:
        """Wait until `count` different sends are done."""
        event = asyncio.Event()
        self._wanted.append((count, event))
        if len(self.calls) < count:
            await asyncio.wait_for(event.wait(), 10)


class Pauses:
    """Takes the place of asyncio.sleep: remembers, and does not wait."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


def size(of: Outgoing) -> int:
    return len(of.value or b"") + sum(len(name) + len(value) for name, value in of.headers)


def out(name: str, *, topic: str = "answered", key: bytes | None = b"k", extra: int = 0) -> Outgoing:
    return Outgoing(topic, key, name.encode() + b"x" * extra, ())


@asynccontextmanager
async def publishing(brokers: Brokers, pauses: Pauses | None = None) -> AsyncIterator[Publisher]:
    publisher = Publisher(brokers, sleep=pauses or Pauses())
    await publisher.start()
    try:
        yield publisher
    finally:
        await publisher.stop()


def names(brokers: Brokers) -> list[str]:
    return [(each.value or b"").decode() for log in brokers.log.values() for each in log]


async def test_a_send_is_done_when_the_brokers_have_it_and_not_before() -> None:
    brokers, outcomes = Brokers(), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        await publisher.send([out("a")], outcomes.of("a"))
        await brokers.waiting.wait()
        assert not outcomes.calls
        brokers.open.set()
        await outcomes.come(1)
    assert (outcomes.calls, outcomes.errors, names(brokers)) == ({"a": 1}, {}, ["a"])


async def test_batches_gather_while_one_is_on_its_way_and_order_is_kept() -> None:
    brokers, outcomes = Brokers(), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        await publisher.send([out("n00")], outcomes.of("n00"))
        await brokers.waiting.wait()
        for number in range(1, 50):
            await publisher.send([out(f"n{number:02}")], outcomes.of(f"n{number:02}"))
        brokers.open.set()
        await outcomes.come(50)
    assert [count for _, count in brokers.deliveries] == [1, 49]
    assert names(brokers) == [f"n{number:02}" for number in range(50)]


async def test_a_batch_that_takes_only_its_head_is_followed_by_the_rest() -> None:
    brokers, outcomes = Brokers(batch=3), Outcomes()
    async with publishing(brokers) as publisher:
        for number in range(10):
            await publisher.send([out(str(number))], outcomes.of(str(number)))
        await outcomes.come(10)
    assert names(brokers) == list("0123456789")
    assert set(outcomes.calls.values()) == {1}


async def test_one_slow_partition_does_not_hold_up_another() -> None:
    brokers, outcomes = Brokers(), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        await publisher.send([out("slow", topic="one")], outcomes.of("slow"))
        await brokers.waiting.wait()
        brokers.waiting.clear()
        await publisher.send([out("other", topic="two")], outcomes.of("other"))
        await asyncio.wait_for(brokers.waiting.wait(), 10)
        assert not outcomes.calls
        brokers.open.set()
        await outcomes.come(2)


async def test_records_of_one_key_share_a_partition() -> None:
    brokers, outcomes = Brokers(), Outcomes()
    brokers.partitions = 12
    async with publishing(brokers) as publisher:
        for number in range(40):
            await publisher.send([out(str(number), key=b"%d" % (number % 4))], outcomes.of(str(number)))
        await outcomes.come(40)
    places = defaultdict(set)
    for tp, log in brokers.log.items():
        for each in log:
            places[each.key].add(tp)
    assert all(len(where) == 1 for where in places.values())
    assert len(set.union(*places.values())) > 1


@pytest.mark.parametrize(
    "error",
    [
        KafkaConnectionError("away"),
        KafkaTimeoutError(),
        OutOfOrderSequenceNumber(),
        RuntimeError("closed"),
        AssertionError("a bug in a client"),
    ],
)
async def test_a_failure_is_tried_again_with_rising_pauses_until_it_works(error: Exception) -> None:
    brokers, outcomes, pauses = Brokers([error] * 12), Outcomes(), Pauses()
    async with publishing(brokers, pauses) as publisher:
        await publisher.send([out("a")], outcomes.of("a"))
        await outcomes.come(1)
    assert (outcomes.calls, outcomes.errors, names(brokers)) == ({"a": 1}, {}, ["a"])
    assert len(pauses.taken) == 12
    assert pauses.taken[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert pauses.taken[-1] == MAX_PAUSE
    assert pauses.taken == sorted(pauses.taken)


async def test_a_producer_that_keeps_failing_is_replaced_and_closed() -> None:
    brokers, outcomes = Brokers([OutOfOrderSequenceNumber()] * REPLACE_AFTER), Outcomes()
    async with publishing(brokers) as publisher:
        await publisher.send([out("a")], outcomes.of("a"))
        await outcomes.come(1)
    assert len(brokers.producers) == 2
    assert all(producer.stopped for producer in brokers.producers)


async def test_what_waits_for_a_partition_that_is_gone_goes_to_the_others() -> None:
    """A topic made again with fewer partitions: without a second look its records would wait for ever."""
    brokers, outcomes = Brokers(), Outcomes()
    brokers.partitions = 12
    sent = [str(number) for number in range(24)]
    async with publishing(brokers) as publisher:
        brokers.open.clear()
        for name in sent:
            await publisher.send([out(name, key=name.encode())], outcomes.of(name))
        await brokers.waiting.wait()
        brokers.partitions = 2
        brokers.open.set()
        await outcomes.come(len(sent))
    assert (set(outcomes.calls.values()), outcomes.errors) == ({1}, {})
    assert sorted(names(brokers)) == sorted(sent)
    assert {tp.partition for tp in brokers.log} == {0, 1}


async def test_brokers_that_fail_are_one_warning_and_one_when_they_are_back(caplog: pytest.LogCaptureFixture) -> None:
    brokers, outcomes, broker = Brokers([KafkaConnectionError("away")] * 9), Outcomes(), Dependency("publishers-broker")
    brokers.partitions = 6
    caplog.set_level(logging.INFO)
    publisher = Publisher(brokers, sleep=Pauses(), broker=broker)
    await publisher.start()
    for number in range(12):
        await publisher.send([out(str(number), key=b"%d" % number)], outcomes.of(str(number)))
    await outcomes.come(12)
    await publisher.stop()
    assert broker.available
    assert [(line.levelname, line.getMessage().split(" after")[0].split(":")[0]) for line in caplog.records] == [
        ("WARNING", "publishers-broker is unavailable"),
        ("WARNING", "publishers-broker is available again"),
    ]


async def test_fewer_failures_replace_nothing() -> None:
    brokers, outcomes = Brokers([KafkaConnectionError()] * (REPLACE_AFTER - 1)), Outcomes()
    async with publishing(brokers) as publisher:
        await publisher.send([out("a")], outcomes.of("a"))
        await outcomes.come(1)
    assert len(brokers.producers) == 1


async def test_partitions_that_fail_together_share_one_new_producer() -> None:
    brokers, outcomes = Brokers([KafkaConnectionError()] * (REPLACE_AFTER * 5)), Outcomes()
    async with publishing(brokers) as publisher:
        for topic in "abcde":
            await publisher.send([out(topic, topic=topic)], outcomes.of(topic))
        await outcomes.come(5)
    assert len(brokers.producers) == 2


async def test_the_old_producer_stays_while_there_is_no_new_one() -> None:
    brokers, outcomes = Brokers([KafkaConnectionError()] * (REPLACE_AFTER * 2)), Outcomes()
    async with publishing(brokers) as publisher:
        brokers.connect_script.append(SetupError("no broker answers"))
        await publisher.send([out("a")], outcomes.of("a"))
        await outcomes.come(1)
    assert (len(brokers.producers), names(brokers)) == (2, ["a"])


async def test_metadata_that_does_not_come_is_asked_for_again() -> None:
    brokers, outcomes, pauses = Brokers(), Outcomes(), Pauses()
    brokers.metadata_script.extend([UnknownTopicOrPartitionError(), KafkaConnectionError()])
    async with publishing(brokers, pauses) as publisher:
        await publisher.send([out("a")], outcomes.of("a"))
        await outcomes.come(1)
    assert (names(brokers), pauses.taken) == (["a"], [FIRST_PAUSE, FIRST_PAUSE * 2])


# ---- too large ----------------------------------------------------------------------------------


async def test_a_result_that_is_too_large_is_reported_and_its_batch_goes_through() -> None:
    brokers, outcomes = Brokers(largest=100), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        for name, extra in (("first", 0), ("a", 20), ("big", 200), ("b", 20), ("bigger", 300)):
            await publisher.send([out(name, extra=extra)], outcomes.of(name))
        brokers.open.set()
        await outcomes.come(5)
    assert [name.rstrip("x") for name in names(brokers)] == ["first", "a", "b"]
    assert outcomes.calls == dict.fromkeys(("first", "a", "big", "b", "bigger"), 1)
    assert outcomes.errors.keys() == {"big", "bigger"}
    assert isinstance(outcomes.errors["big"], RecordTooLarge)
    assert str(outcomes.errors["big"]) == "the brokers rejected a value of 203 bytes on answered"


async def test_a_batch_that_is_too_large_only_as_a_whole_goes_through() -> None:
    brokers, outcomes = Brokers(largest=100), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        for number in range(5):
            await publisher.send([out(str(number), extra=59)], outcomes.of(str(number)))
        brokers.open.set()
        await outcomes.come(5)
    assert [name.rstrip("x") for name in names(brokers)] == list("01234")
    assert not outcomes.errors


async def test_a_dead_letter_that_is_too_large_is_cut_to_its_notes_and_counts_as_sent() -> None:
    brokers, outcomes = Brokers(largest=100), Outcomes()
    letter = Outgoing("asked.g.dlq", b"k", b"v" * 500, (("mine", b"x" * 99), ("reelbus-topic", b"asked")))
    async with publishing(brokers) as publisher:
        await publisher.send([letter], outcomes.of("letter"))
        await outcomes.come(1)
    ((sent,),) = brokers.log.values()
    assert (outcomes.calls, outcomes.errors) == ({"letter": 1}, {})
    assert (sent.key, sent.value) == (b"k", None)
    assert (header(sent.headers, TRUNCATED), header(sent.headers, "reelbus-topic")) == ("500", "asked")
    assert header(sent.headers, "mine") is None


async def test_a_dead_letter_that_is_too_large_even_so_is_reported() -> None:
    brokers, outcomes = Brokers(largest=10), Outcomes()
    async with publishing(brokers) as publisher:
        await publisher.send([out("letter", topic="asked.g.dlq", extra=50)], outcomes.of("letter"))
        await outcomes.come(1)
    assert outcomes.calls == {"letter": 1}
    assert isinstance(outcomes.errors["letter"], RecordTooLarge)


# ---- several results, and how many may wait -----------------------------------------------------


async def test_several_results_are_done_together_and_once() -> None:
    brokers, outcomes = Brokers(largest=100), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        await publisher.send([out("a", topic="one"), out("b", topic="two"), out("c", topic="two")], outcomes.of("abc"))
        await publisher.send([out("d", topic="one"), out("e", topic="two", extra=500)], outcomes.of("de"))
        await brokers.waiting.wait()
        assert not outcomes.calls
        brokers.open.set()
        await outcomes.come(2)
    assert outcomes.calls == {"abc": 1, "de": 1}
    assert outcomes.errors.keys() == {"de"}
    assert sorted(names(brokers)) == ["a", "b", "c", "d"]


MEBI = 1024 * 1024


@pytest.mark.parametrize(("extra", "most"), [(0, MAX_WAITING), (MEBI - 2, MAX_WAITING_BYTES // MEBI)])
async def test_senders_wait_while_too_much_is_on_its_way(extra: int, most: int) -> None:
    brokers, outcomes = Brokers(largest=10**9), Outcomes()
    brokers.open.clear()
    sent = 0
    async with publishing(brokers) as publisher:

        async def flood() -> None:
            nonlocal sent
            for number in range(most + 100):
                await publisher.send([out(str(number), extra=extra)], outcomes.of(str(number)))
                sent += 1

        flooding = asyncio.create_task(flood())
        await brokers.waiting.wait()
        for _ in range(100):
            await asyncio.sleep(0)
        assert not flooding.done()
        assert sent == most + 1
        brokers.open.set()
        await outcomes.come(most + 100)
        await flooding
    assert names(brokers) == [f"{number}{'x' * extra}" for number in range(most + 100)]


async def test_what_was_not_acknowledged_at_the_stop_is_never_done() -> None:
    brokers, outcomes = Brokers(), Outcomes()
    brokers.open.clear()
    async with publishing(brokers) as publisher:
        await publisher.send([out("a")], outcomes.of("a"))
        await brokers.waiting.wait()
    assert not outcomes.calls
    assert brokers.producers[0].stopped


sends = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["one", "two", "asked.g.dlq"]), st.sampled_from([0, 40, LARGE])),
        min_size=1,
        max_size=3,
    ),
    max_size=12,
)
errors = st.sampled_from([None, None, KafkaConnectionError(), Unheard()])


@given(sends, st.lists(errors, max_size=20), st.integers(1, 5))
def test_whatever_fails_each_send_ends_once_and_nothing_is_lost(
    given: list[list[tuple[str, int]]], script: list[Exception | None], batch: int
) -> None:
    async def run() -> None:
        brokers, outcomes = Brokers(script, largest=150, batch=batch), Outcomes()
        async with publishing(brokers) as publisher:
            for index, records in enumerate(given):
                parts = [out(f"{index}.{n}.", topic=topic, extra=extra) for n, (topic, extra) in enumerate(records)]
                await publisher.send(parts, outcomes.of(str(index)))
            await outcomes.come(len(given))
        assert outcomes.calls == {str(index): 1 for index in range(len(given))}
        for topic in ("one", "two", "asked.g.dlq"):
            log = [(each.value or b"").decode() for each in brokers.log[TopicPartition(topic, 0)]]
            order = list(dict.fromkeys(name.rstrip("x") for name in log if name))
            assert order == [
                f"{index}.{n}."
                for index, records in enumerate(given)
                for n, (where, extra) in enumerate(records)
                if where == topic and extra < LARGE
            ], "once each, repeats after a lost answer aside, in the order of sending"
        cut = sum(each == ("asked.g.dlq", LARGE) for records in given for each in records)
        assert sum(each.value is None for each in brokers.log[TopicPartition("asked.g.dlq", 0)]) >= cut
        refused = [records for records in given if any(w != "asked.g.dlq" and x == LARGE for w, x in records)]
        assert outcomes.errors.keys() == {str(index) for index, records in enumerate(given) if records in refused}

    asyncio.run(run())
