"""The fetcher against brokers that answer with real bytes: positions, truncated logs, room, and refusals."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.subscription_state import SubscriptionState
from aiokafka.errors import CorruptRecordException, KafkaError, OffsetOutOfRangeError, TopicAuthorizationFailedError
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.offset import OffsetRequest

from libs.bus.kafka.fetching import fetcher as fetching
from libs.bus.kafka.fetching.epochs import OffsetForLeaderEpoch
from libs.bus.kafka.fetching.fetched import Fetched, UnreadableRecord
from libs.bus.kafka.fetching.fetcher import PackedFetcher
from tests.support.batches import good_batch, raw_batch

ZERO, ONE = TopicPartition("asked", 0), TopicPartition("asked", 1)
MB = 1024 * 1024


class Brokers:
    """In the place of aiokafka's client: one broker that leads all partitions."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._metadata_max_age_ms = 300_000
        self.cluster = SimpleNamespace(leader_for_partition=lambda tp: 0, broker_metadata=lambda node: node)
        self.logs: dict[TopicPartition, list[tuple[int, int, bytes]]] = {ZERO: [], ONE: []}
        """First and last offset, and the batch."""
        self.start = 0
        self.epoch = 0
        self.ends: dict[int, int] = {}
        """Where the log of an epoch ends."""
        self.refuse: dict[TopicPartition, int] = {}
        self.refused = 0
        """How often a partition was asked for that is refused."""
        self.asked: list[int] = []
        """The sizes of fetch requests."""
        self.whole_batch = True
        """Send the first batch whole, however large, as Kafka does."""

    def put(self, tp: TopicPartition, *values: bytes, raw: bytes | None = None, count: int = 0) -> None:
        base = self.end(tp)
        data = bytearray(good_batch(values) if raw is None else raw)
        data[:8] = base.to_bytes(8, "big")
        data[12:16] = self.epoch.to_bytes(4, "big")
        self.logs[tp].append((base, base + (count or len(values)) - 1, bytes(data)))

    def end(self, tp: TopicPartition) -> int:
        return self.logs[tp][-1][1] + 1 if self.logs[tp] else self.start

    def cut(self, tp: TopicPartition, end: int) -> None:
        """An unclean election: the log is cut off, and another leader goes on."""
        self.logs[tp] = [each for each in self.logs[tp] if each[1] < end]
        self.ends[self.epoch] = end
        self.epoch += 1

    def force_metadata_update(self) -> "asyncio.Future[None]":
        return self._loop.create_future()

    async def send(self, node: int, request: Any) -> Any:
        await asyncio.sleep(0.001)
        if isinstance(request, FetchRequest):
            self.asked.append(request._max_bytes)
            return SimpleNamespace(
                API_VERSION=11, topics=[(t, [self._fetch(t, *p) for p in ps]) for t, ps in request.topics]
            )
        if isinstance(request, OffsetRequest):
            topics = [(t, [(p, 0, -1, self.start) for p, _ in ps]) for t, ps in request._topics]
            return SimpleNamespace(API_VERSION=1, topics=topics)
        assert isinstance(request, OffsetForLeaderEpoch)
        end = self.ends.get(request._epoch, self.end(request._tp))
        return SimpleNamespace(topics=[(request._tp.topic, [(0, request._tp.partition, request._epoch, end)])])

    def _fetch(self, topic: str, partition: int, offset: int, limit: int) -> tuple[Any, ...]:
        tp = TopicPartition(topic, partition)
        end = self.end(tp)
        self.refused += tp in self.refuse
        code = self.refuse.get(tp, 0 if self.start <= offset <= end else OffsetOutOfRangeError.errno)
        data = b""
        for _, last, batch in self.logs[tp]:
            if not code and last >= offset and (not data or len(data) + len(batch) <= limit):
                data += batch
        if not self.whole_batch:
            data = data[:limit]
        return (partition, code, end, end, self.start, [], -1, data)


class Rig:
    """A fetcher of both partitions."""

    def __init__(self) -> None:
        self.brokers = Brokers()
        self.state = SubscriptionState()
        self.state.assign_from_user([ZERO, ONE])
        self.fetcher = PackedFetcher(
            self.brokers,
            self.state,
            batch_limit=32 * MB,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
        )
        for tp in (ZERO, ONE):
            self.fetcher.seek_to(tp, 0)

    async def take(self, **given: Any) -> dict[TopicPartition, Fetched]:
        return await self.fetcher.take(**({"wait": 30, "max_records": 500, "max_bytes": 32 * MB} | given))

    async def values(self, tp: TopicPartition, count: int) -> list[bytes | None]:
        """The next `count` values of a partition; others are read beside it."""
        found: list[bytes | None] = []
        async with asyncio.timeout(30):
            while len(found) < count:
                part = (await self.take()).get(tp)
                found += [each.value for each in part.records] if part else []
        return found


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    rig = Rig()
    yield rig
    await rig.fetcher.close()


async def test_partitions_are_read_to_their_ends_and_on(rig: Rig) -> None:
    rig.brokers.put(ZERO, b"0", b"1")
    assert await rig.values(ZERO, 2) == [b"0", b"1"]
    rig.brokers.put(ZERO, b"2")
    assert await rig.values(ZERO, 1) == [b"2"]
    assert rig.state.subscription.assignment.state_value(ZERO).position == 3


async def test_a_bad_batch_is_fetched_twice_and_the_other_partition_is_read_meanwhile(rig: Rig) -> None:
    rig.brokers.put(ZERO, raw=raw_batch(body=b"garbage", attributes=1, count=2), count=2)
    rig.brokers.put(ZERO, b"after")
    rig.brokers.put(ONE, b"beside")
    assert await rig.values(ONE, 1) == [b"beside"]
    rig.fetcher.seek_to(ZERO, 0)
    records: list[Any] = []
    while len(records) < 2:
        part = (await rig.take()).get(ZERO)
        records += part.records if part else []
    bad, good = records
    assert isinstance(bad, UnreadableRecord)
    assert (bad.offset, bad.last, good.value) == (0, 1, b"after")


async def test_what_is_paused_is_not_handed_out_and_takes_no_room_from_others(rig: Rig) -> None:
    rig.brokers.put(ZERO, *[b"x" * 100_000] * 9)
    for _ in range(20):
        rig.brokers.put(ONE, *[b"y" * 100_000] * 9)
    rig.state.pause(ONE)
    assert len((await rig.take(max_records=1))[ZERO].records) == 1
    rig.state.pause(ZERO)
    rig.state.resume(ONE)
    assert len(await rig.values(ONE, 180)) == 180
    rig.state.resume(ZERO)
    assert len(await rig.values(ZERO, 8)) == 8


async def test_only_so_much_is_held_packed(rig: Rig) -> None:
    for _ in range(60):
        rig.brokers.put(ZERO, *[b"x" * 90_000] * 10)
        rig.brokers.put(ONE, *[b"y" * 90_000] * 10)
    seen = {ZERO: 0, ONE: 0}
    async with asyncio.timeout(60):
        while sum(seen.values()) < 1200:
            for tp, part in (await rig.take(max_records=10)).items():
                seen[tp] += len(part.records)
            assert rig.fetcher._held() <= fetching.HELD_BYTES + fetching.RESPONSE_BYTES
    assert seen == {ZERO: 600, ONE: 600}


async def test_a_batch_that_is_larger_than_asked_for_comes_in_the_end(rig: Rig) -> None:
    """From a broker that cuts it off."""
    rig.brokers.whole_batch = False
    rig.brokers.put(ZERO, b"x" * (3 * MB))
    assert await rig.values(ZERO, 1) == [b"x" * (3 * MB)]


async def first_from(rig: Rig, tp: TopicPartition) -> Fetched:
    async with asyncio.timeout(30):
        while True:
            part = (await rig.take()).get(tp)
            if part is not None:
                return part


async def test_a_position_behind_the_end_is_told_and_the_log_read_anew(rig: Rig) -> None:
    rig.brokers.put(ZERO, *[b"old"] * 5)
    await rig.values(ZERO, 5)
    rig.brokers.logs[ZERO].clear()
    rig.brokers.put(ZERO, b"new", b"new too")
    part = await first_from(rig, ZERO)
    assert (part.reset_from, part.start, [each.value for each in part.records]) == (5, 0, [b"new", b"new too"])


async def test_a_log_that_is_empty_by_now_is_told_as_well(rig: Rig) -> None:
    rig.brokers.put(ZERO, *[b"old"] * 5)
    await rig.values(ZERO, 5)
    rig.brokers.logs[ZERO].clear()
    part = await first_from(rig, ZERO)
    assert (part.reset_from, part.start, part.next, list(part.records)) == (5, 0, 0, [])


async def test_a_log_that_was_cut_off_and_has_grown_past_our_position_is_read_from_the_cut(rig: Rig) -> None:
    """No offset is out of range; the epoch of the leader tells."""
    for number in range(5):
        rig.brokers.put(ZERO, b"old %d" % number)
    await rig.values(ZERO, 5)
    rig.brokers.cut(ZERO, 3)
    for number in range(3, 9):
        rig.brokers.put(ZERO, b"new %d" % number)
    part = await first_from(rig, ZERO)
    assert (part.reset_from, part.start) == (5, 3)
    assert [each.value for each in part.records] == [b"new %d" % number for number in range(3, 9)]


async def test_another_leader_with_all_records_is_no_new_log(rig: Rig) -> None:
    rig.brokers.put(ZERO, b"0")
    await rig.values(ZERO, 1)
    rig.brokers.cut(ZERO, 1)
    rig.brokers.put(ZERO, b"1")
    part = await first_from(rig, ZERO)
    assert (part.reset_from, part.start, [each.value for each in part.records]) == (None, 1, [b"1"])
    rig.fetcher.seek_to(ZERO, 0)
    part = await first_from(rig, ZERO)
    assert (part.reset_from, part.start) == (None, 0), "going back ourselves is nothing to be told"


async def test_a_topic_of_that_name_with_a_younger_leader_is_another_log(rig: Rig) -> None:
    rig.brokers.epoch = 4
    rig.brokers.put(ZERO, *[b"old"] * 2)
    await rig.values(ZERO, 2)
    rig.brokers.logs[ZERO].clear()
    rig.brokers.epoch = 0
    rig.brokers.put(ZERO, *[b"new"] * 3)
    part = await first_from(rig, ZERO)
    assert (part.reset_from, part.start, len(part.records)) == (2, 0, 3)


async def test_what_may_not_be_read_is_raised_and_the_rest_is_read(rig: Rig) -> None:
    rig.brokers.refuse[ZERO] = TopicAuthorizationFailedError.errno
    rig.brokers.put(ONE, b"1")

    async def some() -> None:
        for _ in range(3):
            await rig.take()

    with pytest.raises(TopicAuthorizationFailedError):
        await some()
    rig.brokers.refuse.clear()
    rig.brokers.put(ZERO, b"0")
    assert await rig.values(ZERO, 1) == [b"0"]


async def test_a_partition_that_the_broker_cannot_read_is_tried_again_and_holds_up_nobody(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.brokers.put(ZERO, b"0")
    rig.brokers.refuse[ZERO] = CorruptRecordException.errno
    for _ in range(30):
        rig.brokers.put(ONE, *[b"1" * 90_000] * 10)
    assert len(await rig.values(ONE, 300)) == 300
    assert rig.brokers.refused < len(rig.brokers.asked), "it is left alone for a second"
    assert caplog.text.count("asked/0 cannot be fetched, retrying: CorruptRecordException") == 1
    rig.brokers.refuse.clear()
    assert await rig.values(ZERO, 1) == [b"0"]


async def test_a_fetching_task_that_breaks_is_told_to_who_takes(rig: Rig) -> None:
    """Else the consumer would wait for ever for what nobody fetches."""

    async def broken(node: int, request: Any) -> Any:
        raise ZeroDivisionError

    rig.brokers.send = broken  # type: ignore[method-assign]
    with pytest.raises(KafkaError):
        await rig.take()
