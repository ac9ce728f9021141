"""Fetching across rebalances: what comes at an awkward moment is neither lost nor handled past a gap."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any, cast

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaConnectionError

from libs.bus import WorkerSettings
from libs.bus.bus import Consumer, Producer, Rebalance
from libs.bus.fetching.fetched import Fetched
from libs.bus.intake import Intake
from libs.bus.lanes import Lanes
from libs.bus.partition import Partition
from tests.unit.bus.records import record

P0, P1 = TopicPartition("asked", 0), TopicPartition("asked", 1)


class Group:
    """A bus with one consumer whose group does as the test says."""

    def __init__(self) -> None:
        self.on_revoked: Rebalance
        self.on_assigned: Rebalance
        self.member = Member()
        self.is_compacted = False

    async def check(self, topics: Collection[str]) -> None: ...

    async def compacted(self, topic: str) -> bool:
        return self.is_compacted

    async def batch_producer(self) -> Producer:
        raise NotImplementedError

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float,
        max_batch_bytes: int,
    ) -> Consumer:  # fmt: skip
        self.on_revoked, self.on_assigned = on_revoked, on_assigned
        await self.gives(P0)
        return self.member

    async def gives(self, *partitions: TopicPartition) -> None:
        """The group's answer: the assignment is there at once, and the worker is told."""
        self.member.assigned = frozenset(partitions)
        await self.on_assigned(partitions)


class Member:
    """A consumer that gives what `fetched` holds, and answers `committed` when `answer` is set."""

    def __init__(self) -> None:
        self.assigned: frozenset[TopicPartition] = frozenset()
        self.fetched: asyncio.Queue[Mapping[TopicPartition, Fetched] | Exception] = asyncio.Queue()
        self.sought: list[tuple[TopicPartition, int]] = []
        self.offsets: dict[TopicPartition, int] = {}
        self.answer = asyncio.Event()
        self.answer.set()
        self.asked = asyncio.Event()
        self.refuse: Exception | None = None
        self._paused: set[TopicPartition] = set()

    async def fetch(
        self, *, wait: float = 0, max_records: int = 500, max_bytes: int = 0
    ) -> Mapping[TopicPartition, Fetched]:
        if not wait:
            await asyncio.sleep(0)
            return {}
        given = await self.fetched.get()
        if isinstance(given, Exception):
            raise given
        return given

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.sought.append((partition, offset))

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.offsets |= offsets

    async def committed(self, partition: TopicPartition) -> int | None:
        self.asked.set()
        await self.answer.wait()
        return self.offsets.get(partition)

    def pause(self, *partitions: TopicPartition) -> None:
        self._paused.update(partitions)

    def resume(self, *partitions: TopicPartition) -> None:
        self._paused.difference_update(partitions)

    def paused(self) -> set[TopicPartition]:
        return set(self._paused)

    def assignment(self) -> frozenset[TopicPartition]:
        return self.assigned

    def highwater(self, partition: TopicPartition) -> int | None:
        return None

    async def stop(self) -> None: ...


class Hands:
    """In the place of the lanes: takes what is offered, and finishes it when told."""

    def __init__(self) -> None:
        self.taken: list[tuple[Partition, ConsumerRecord]] = []
        self.changed = asyncio.Condition()
        self.on_progress = lambda: None

    def offer(self, partition: Partition) -> None:
        while (each := partition.take()) is not None:
            self.taken.append((partition, each))

    def finish(self) -> None:
        """All that was taken is handled, and its results are acknowledged."""
        for partition, each in self.taken:
            partition.finished(each)
            partition.done(each)
        self.taken.clear()
        self.on_progress()

    @property
    def places(self) -> list[tuple[int, int]]:
        return [(each.partition, each.offset) for _, each in self.taken]


@pytest.fixture
def group() -> Group:
    return Group()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def intake(group: Group, hands: Hands) -> AsyncIterator[Intake]:
    settings = WorkerSettings(rebalance_drain_seconds=0, commit_interval_seconds=3600)  # type: ignore[call-arg]
    lanes = cast(Lanes, cast(Any, hands))
    intake = Intake(group, "g", {"asked": "asked"}, settings, lanes, order_by_key=False)
    await intake.start()
    running = asyncio.create_task(intake.run())
    yield intake
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def comes(group: Group, tp: TopicPartition, *offsets: int) -> None:
    """A fetch gives these; returns when the worker has done with it what it can."""
    records = [record(partition=tp.partition, offset=offset) for offset in offsets]
    await gives(group, tp, Fetched(offsets[0], offsets[-1] + 1, records))


async def gives(group: Group, tp: TopicPartition, part: Fetched | Exception) -> None:
    """What a fetch gives, with all that it says; or how it fails."""
    group.member.fetched.put_nowait(part if isinstance(part, Exception) else {tp: part})
    await turns()


async def turns() -> None:
    """Let every task run until it waits for something."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_what_a_new_partition_gives_while_others_are_still_looked_at_is_kept(
    group: Group, hands: Hands, intake: Intake
) -> None:
    await comes(group, P0, 0)
    await group.on_revoked([P0])
    group.member.answer.clear()
    assigning = asyncio.create_task(group.gives(P0, P1))
    await group.member.asked.wait()
    await comes(group, P1, 0, 1)
    group.member.answer.set()
    await assigning
    await turns()
    assert hands.places == [(0, 0), (1, 0), (1, 1)]


async def test_what_a_partition_gives_while_it_is_found_to_be_moved_on_is_kept(
    group: Group, hands: Hands, intake: Intake
) -> None:
    await comes(group, P0, 0)
    await group.on_revoked([P0])
    group.member.answer.clear()
    group.member.offsets[P0] = 5
    assigning = asyncio.create_task(group.gives(P0))
    await group.member.asked.wait()
    await comes(group, P0, 5, 6)
    group.member.answer.set()
    await assigning
    await turns()
    hands.finish()
    await intake.settled()
    assert group.member.offsets[P0] == 7


async def test_what_came_before_the_next_rebalance_is_not_handed_out_after_it(
    group: Group, hands: Hands, intake: Intake
) -> None:
    """It may be somebody else's by now; if it is ours again, it is fetched again."""
    await comes(group, P0, 0)
    await group.on_revoked([P0])
    group.member.answer.clear()

    async def rebalance_twice() -> None:
        await group.gives(P0)
        await group.on_revoked([P0])

    rebalancing = asyncio.create_task(rebalance_twice())
    await group.member.asked.wait()
    await comes(group, P0, 0, 1, 2)
    group.member.answer.set()
    await rebalancing
    await turns()
    assert hands.places == [(0, 0)]
    await group.gives(P0)
    await comes(group, P0, 0, 1, 2)
    assert hands.places == [(0, 0), (0, 1), (0, 2)]
    hands.finish()
    await intake.settled()
    assert group.member.offsets[P0] == 3


async def test_a_partition_that_comes_straight_back_keeps_its_running_handler(
    group: Group, hands: Hands, intake: Intake
) -> None:
    await comes(group, P0, 0, 1)
    (partition, _), _ = hands.taken
    await group.on_revoked([P0])
    assert not partition.owned.is_set(), "its results wait"
    await group.gives(P0)
    assert partition.owned.is_set()
    await comes(group, P0, 0, 1, 2)
    assert hands.places == [(0, 0), (0, 1), (0, 2)]
    hands.finish()
    await intake.settled()
    assert group.member.offsets == {P0: 3}


async def test_a_partition_that_somebody_moved_on_meanwhile_is_begun_anew(
    group: Group, hands: Hands, intake: Intake
) -> None:
    await comes(group, P0, 0)
    ((partition, _),) = hands.taken
    await group.on_revoked([P0])
    group.member.offsets[P0] = 1
    await group.gives(P0)
    assert (partition.lost, partition.owned.is_set()) == (True, True), "its result is dropped, and waits for nothing"
    hands.finish()
    await intake.settled()
    assert group.member.offsets == {P0: 1}


async def test_a_partition_that_goes_is_lost(group: Group, hands: Hands, intake: Intake) -> None:
    await comes(group, P0, 0)
    ((partition, _),) = hands.taken
    await group.on_revoked([P0])
    await group.gives(P1)
    assert (partition.lost, partition.owned.is_set()) == (True, True)
    assert set(intake.partitions) == {P1}
    await comes(group, P1, 0)
    hands.finish()
    await intake.settled()
    assert group.member.offsets == {P1: 1}, "the late result of a lost partition is not committed"


async def test_a_commit_that_is_refused_is_said_again(group: Group, hands: Hands, intake: Intake) -> None:
    await comes(group, P0, 0)
    hands.finish()
    group.member.refuse = KafkaConnectionError("away")
    await intake.settled()
    assert group.member.offsets == {}
    group.member.refuse = None
    await intake.settled()
    assert group.member.offsets == {P0: 1}


async def test_draining_commits_what_is_done_and_leaves_the_rest(group: Group, hands: Hands, intake: Intake) -> None:
    await comes(group, P0, 0)
    hands.finish()
    await comes(group, P0, 1)
    await intake.drain(0)
    assert group.member.offsets == {P0: 1}
