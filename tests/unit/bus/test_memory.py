"""What the double refuses as Kafka does; the worker's promises on it stand in tests/contract."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, MessageSizeTooLargeError, UnknownTopicOrPartitionError

from libs.bus import MemoryBus, SetupError
from libs.bus.failure import Outgoing
from libs.bus.memory import MemoryConsumer

ZERO, ONE = TopicPartition("asked", 0), TopicPartition("asked", 1)


class Seen:
    """The callbacks that a group member got."""

    def __init__(self) -> None:
        self.revoked: list[set[TopicPartition]] = []
        self.assigned: list[set[TopicPartition]] = []

    async def on_revoked(self, partitions: Collection[TopicPartition]) -> None:
        self.revoked.append(set(partitions))

    async def on_assigned(self, partitions: Collection[TopicPartition]) -> None:
        self.assigned.append(set(partitions))


@pytest.fixture
def bus() -> MemoryBus:
    bus = MemoryBus(max_message_bytes=100)
    bus.create("asked", partitions=2)
    return bus


async def got(consumer: MemoryConsumer, **given: Any) -> dict[TopicPartition, Sequence[ConsumerRecord]]:
    """The records of a fetch."""
    return {tp: part.records for tp, part in (await consumer.fetch(**given)).items()}


async def join(bus: MemoryBus, seen: Seen | None = None) -> MemoryConsumer:
    seen = seen or Seen()
    return await bus.consumer("g", ["asked"], on_revoked=seen.on_revoked, on_assigned=seen.on_assigned, drain=0)


def out(value: bytes = b"v", topic: str = "asked") -> Outgoing:
    return Outgoing(topic, b"k", value, (("h", b"1"),))


async def test_topics_are_not_made_by_themselves(bus: MemoryBus) -> None:
    await bus.check(["asked"])
    with pytest.raises(SetupError, match="topic elsewhere does not exist"):
        await bus.check(["asked", "elsewhere"])
    producer = await bus.batch_producer()
    assert await producer.partitions("elsewhere") == []
    with pytest.raises(UnknownTopicOrPartitionError):
        await producer.deliver(TopicPartition("elsewhere", 0), [out(topic="elsewhere")])


async def test_making_a_topic_again_keeps_what_is_in_it(bus: MemoryBus) -> None:
    bus.append(ZERO, out())
    bus.create("asked", partitions=2)
    (record,) = bus.records("asked")
    assert (record.key, record.value, record.headers, record.offset) == (b"k", b"v", (("h", b"1"),), 0)


async def test_a_record_that_is_too_large_is_refused(bus: MemoryBus) -> None:
    bus.append(ZERO, out(b"v" * 100))
    with pytest.raises(MessageSizeTooLargeError):
        await (await bus.batch_producer()).deliver(ZERO, [out(b"v" * 101)])
    assert len(bus.records("asked")) == 1


async def test_only_the_owner_commits(bus: MemoryBus) -> None:
    first = await join(bus)
    second = await join(bus)
    (mine,), (other,) = first.assignment(), second.assignment()
    await first.commit({mine: 1})
    with pytest.raises(CommitFailedError):
        await first.commit({mine: 2, other: 1})
    assert (await first.committed(mine), await second.committed(other)) == (1, None)
    await second.stop()
    await first.commit({other: 1})
    with pytest.raises(CommitFailedError):
        await second.commit({other: 2})


async def test_everything_is_revoked_before_anything_is_assigned(bus: MemoryBus) -> None:
    one, two = Seen(), Seen()
    first = await join(bus, one)
    assert (one.revoked, one.assigned) == ([set()], [{ZERO, ONE}])
    await join(bus, two)
    assert one.revoked[1:] == [{ZERO, ONE}]
    assert len(one.assigned[1]) == len(two.assigned[0]) == 1
    assert one.assigned[1] | two.assigned[0] == {ZERO, ONE}
    await first.stop()
    assert two.assigned[1:] == [{ZERO, ONE}]


async def test_nothing_is_fetched_from_revocation_to_assignment(bus: MemoryBus) -> None:
    """What a worker let go must not be followed by later records of the same partition."""
    bus.append(ZERO, out())
    fetched = []

    class Curious(Seen):
        async def on_revoked(self, partitions: Collection[TopicPartition]) -> None:
            if partitions:
                fetched.append(await got(first))

    first = await join(bus, Curious())
    second = await join(bus)
    assert fetched == [{}]
    assert [set(await got(member)) for member in (first, second)] == [{ZERO}, set()]


async def test_a_new_owner_begins_at_the_committed_offset(bus: MemoryBus) -> None:
    for number in range(5):
        bus.append(ZERO, out(b"%d" % number))
    first = await join(bus)
    assert len((await got(first))[ZERO]) == 5
    await first.commit({ZERO: 3})
    await first.stop()
    second = await join(bus)
    assert [record.value for record in (await got(second))[ZERO]] == [b"3", b"4"]
    assert await got(second) == {}


async def test_a_fetch_takes_no_more_than_asked_for_and_goes_on_behind_it(bus: MemoryBus) -> None:
    for number in range(3):
        bus.append(ZERO, out(b"%d" % number))
        bus.append(ONE, out(b"%d" % number))
    consumer = await join(bus)
    sizes = []
    while batch := await got(consumer, max_records=4):
        sizes.append({tp.partition: len(records) for tp, records in batch.items()})
    assert sizes == [{0: 3, 1: 1}, {1: 2}]


async def test_what_is_paused_is_not_fetched(bus: MemoryBus) -> None:
    bus.append(ZERO, out())
    bus.append(ONE, out())
    consumer = await join(bus)
    consumer.pause(ZERO)
    assert consumer.paused() == {ZERO}
    assert set(await got(consumer)) == {ONE}
    assert consumer.highwater(ZERO) == 1
    consumer.resume(ZERO)
    assert set(await got(consumer)) == {ZERO}


async def test_a_fetch_wakes_for_a_new_record_and_for_a_resume(bus: MemoryBus) -> None:
    consumer = await join(bus)
    waiting = asyncio.create_task(got(consumer, wait=60))
    await asyncio.sleep(0)
    bus.append(ZERO, out())
    assert set(await asyncio.wait_for(waiting, 10)) == {ZERO}
    consumer.pause(ONE)
    bus.append(ONE, out())
    waiting = asyncio.create_task(got(consumer, wait=60))
    await asyncio.sleep(0)
    consumer.resume(ONE)
    assert set(await asyncio.wait_for(waiting, 10)) == {ONE}


async def test_groups_do_not_disturb_each_other(bus: MemoryBus) -> None:
    bus.append(ZERO, out())
    first = await join(bus)
    seen = Seen()
    other = await bus.consumer("other", ["asked"], on_revoked=seen.on_revoked, on_assigned=seen.on_assigned, drain=0)
    assert first.assignment() == other.assignment() == {ZERO, ONE}
    await first.commit({ZERO: 1})
    assert await other.committed(ZERO) is None
