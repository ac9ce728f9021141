"""Lag as the brokers see it: of partitions that nothing was fetched of, and while nobody answers."""

import logging
from collections.abc import Collection
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError
from prometheus_client import REGISTRY

from libs.bus.bus import Bus
from libs.bus.observing.monitor import LagMonitor
from libs.bus.observing.view import View
from libs.bus.worker.fetch_loop import FetchLoop
from libs.bus.worker.partition import Buffer, Partition
from libs.telemetry.dependencies import Dependency
from tests.unit.bus.records import record

A, B, RETRY = TopicPartition("asked", 0), TopicPartition("asked", 1), TopicPartition("asked.g.retry.1", 0)
TOPICS = ("asked", "asked.g.retry.1", "asked.g.retry.2")


class Brokers:
    """An observer, and the bus that gives it."""

    def __init__(self) -> None:
        self.bounds = {A: (0, 10), B: (4, 9), RETRY: (0, 3), TopicPartition("asked", 2): (0, 77)}
        self.ids: dict[str, bytes | None] = dict.fromkeys(TOPICS, b"1")
        self.error: Exception | None = None
        self.problem: str | None = None

    def observer(self) -> "Brokers":
        return self

    async def look(self, topics: Collection[str]) -> View:
        assert set(topics) == set(TOPICS)
        if self.error is not None:
            raise self.error
        return View(self.ids, {tp: b for tp, b in self.bounds.items() if tp.topic in self.ids}, self.problem)

    async def stop(self) -> None: ...


class Held:
    """What the monitor asks of `FetchLoop`."""

    def __init__(self) -> None:
        self.partitions = {tp: Partition(tp, "asked", Buffer()) for tp in (A, B, RETRY)}
        self.committed_ones: dict[TopicPartition, int] = {}
        self.unanswered: set[TopicPartition] = set()
        self.questions: list[set[TopicPartition]] = []
        self.reread_ones: list[str] = []

    async def committed(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        self.questions.append(set(partitions))
        return {tp: self.committed_ones.get(tp) for tp in partitions if tp not in self.unanswered}

    def reread(self, topic: str) -> None:
        self.reread_ones.append(topic)

    def fetch(self, tp: TopicPartition, *offsets: int) -> None:
        for offset in offsets:
            self.partitions[tp].add(record(topic=tp.topic, partition=tp.partition, offset=offset))

    def finish(self, tp: TopicPartition) -> None:
        taken = self.partitions[tp].take()
        assert taken is not None
        self.partitions[tp].tracker.finish(taken.record.offset)


class Rig:
    """A monitor between the two."""

    def __init__(self, group: str) -> None:
        self.group = group
        self.brokers, self.held, self.broker = Brokers(), Held(), Dependency(f"broker-{group}")
        fetch_loop, bus = cast(FetchLoop, cast(Any, self.held)), cast(Bus, cast(Any, self.brokers))
        self.monitor = LagMonitor(group, TOPICS, bus, fetch_loop, broker=self.broker)

    def metric(self, topic: str = "asked") -> float | None:
        return REGISTRY.get_sample_value("reelbus_consumer_lag", {"group": self.group, "topic": topic})


@pytest.fixture
def rig(request: pytest.FixtureRequest) -> Rig:
    return Rig(request.node.name)


async def test_what_was_never_fetched_is_lag(rig: Rig) -> None:
    """From the committed offset, else from where the log begins: retention took what is below."""
    rig.held.committed_ones = {A: 6}
    await rig.monitor.look()
    assert rig.monitor.by_partition() == {A: 4, B: 5, RETRY: 3}, "not of partitions that are another's"
    assert (rig.metric(), rig.metric("asked.g.retry.1"), rig.metric("asked.g.retry.2")) == (9, 3, 0)


async def test_what_is_done_is_no_lag_and_what_waits_is(rig: Rig) -> None:
    rig.held.fetch(A, 6, 7, 8, 9)
    rig.held.fetch(RETRY, 2)
    rig.held.finish(A)
    await rig.monitor.look()
    assert rig.monitor.by_partition() == {A: 3, B: 5, RETRY: 1}
    rig.brokers.bounds[RETRY] = (0, 50)
    await rig.monitor.look()
    assert rig.metric("asked.g.retry.1") == 48, "also of a retry topic whose partitions are paused"


async def test_a_partition_that_has_just_come_is_not_counted_from_where_its_log_begins(rig: Rig) -> None:
    rig.held.committed_ones = {A: 6, B: 9}
    await rig.monitor.look()
    assert rig.metric() == 4
    rig.held.partitions[B] = Partition(B, "asked", Buffer())
    rig.held.unanswered = {B}
    await rig.monitor.look()
    assert (rig.metric(), rig.monitor.by_partition().get(B)) == (4, None), "as before, until its offset is known"
    rig.held.unanswered = set()
    await rig.monitor.look()
    assert rig.metric() == 4


async def test_while_the_brokers_are_away_lag_stays(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.held.fetch(A, 6, 7, 8, 9)
    await rig.monitor.look()
    assert (rig.metric(), rig.broker.available) == (9, True)
    rig.brokers.error = KafkaConnectionError("no broker")
    rig.held.finish(A)
    for _ in range(3):
        await rig.monitor.look()
    assert (rig.metric(), rig.broker.available) == (8, False), "less what was done since"
    rig.brokers.error = None
    await rig.monitor.look()
    assert (rig.metric(), rig.broker.available) == (8, True)
    assert [line.levelname for line in caplog.records] == ["WARNING", "WARNING"]


async def test_before_anybody_answered_lag_is_not_claimed_to_be_0(rig: Rig) -> None:
    rig.brokers.error = TimeoutError()
    await rig.monitor.look()
    assert rig.metric() is None
    assert rig.monitor.lag() == {}


async def test_a_partition_without_a_leader_keeps_its_lag(rig: Rig) -> None:
    await rig.monitor.look()
    del rig.brokers.bounds[B]
    rig.brokers.bounds[A] = (0, 11)
    rig.brokers.problem = "asked/1 has no leader"
    await rig.monitor.look()
    assert (rig.monitor.by_partition(), rig.broker.available) == ({A: 11, B: 5, RETRY: 3}, False)


async def test_a_topic_made_again_is_read_from_its_beginning(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await rig.monitor.look()
    await rig.monitor.look()
    assert rig.held.reread_ones == []
    rig.brokers.ids = rig.brokers.ids | {"asked": b"2"}
    await rig.monitor.look()
    await rig.monitor.look()
    assert rig.held.reread_ones == ["asked"]
    assert [line.getMessage() for line in caplog.records] == [
        "topic asked was deleted and created again: reading it from its beginning"
    ]


async def test_a_topic_that_is_gone_is_said_once(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await rig.monitor.look()
    rig.brokers.ids = {name: b"1" for name in TOPICS if name != "asked"}
    await rig.monitor.look()
    assert caplog.records == [], "a broker that has just started may not know all topics yet"
    for _ in range(3):
        await rig.monitor.look()
    assert [line.levelno for line in caplog.records] == [logging.ERROR]
    assert "topic asked no longer exists" in caplog.text
    assert A not in rig.monitor.by_partition()
    rig.brokers.ids["asked"] = b"2"
    await rig.monitor.look()
    assert rig.held.reread_ones == ["asked"], "what came back is another topic"


async def test_brokers_without_topic_ids_are_taken_as_they_are(rig: Rig) -> None:
    rig.brokers.ids = dict.fromkeys(TOPICS)
    await rig.monitor.look()
    await rig.monitor.look()
    assert (rig.held.reread_ones, rig.metric()) == ([], 15)


async def test_what_was_learned_wrong_once_is_learned_anew_at_each_look(rig: Rig) -> None:
    await rig.monitor.look()
    assert rig.metric() == 15, "nothing is committed, says a coordinator"
    rig.held.committed_ones = {A: 10, B: 9}
    await rig.monitor.look()
    assert (rig.metric(), rig.held.questions) == (0, [{A, B, RETRY}] * 2), "one question for all partitions"
    rig.held.unanswered = {A, B, RETRY}
    await rig.monitor.look()
    assert rig.metric() == 0, "what was learned counts on without an answer"
    rig.held.fetch(A, 9)
    await rig.monitor.look()
    assert rig.held.questions[-1] == {B, RETRY}, "what was fetched tells its position itself"


async def test_a_broker_that_is_silent_is_told_in_words(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.brokers.error = TimeoutError("no answer from broker 1 at kafka:9092")
    await rig.monitor.look()
    name = rig.broker.name
    assert caplog.messages == [f"{name} is unavailable: no answer from broker 1 at kafka:9092"]
    rig.brokers.error = None
    await rig.monitor.look()
    rig.brokers.error = TimeoutError("no answer from broker 1 at kafka:9092")
    await rig.monitor.look()
    assert caplog.messages[-1].startswith(
        f"{name} is unavailable: no answer from broker 1 at kafka:9092; the last one was "
    )
