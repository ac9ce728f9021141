"""Fetching across rebalances: what comes at an awkward moment is neither lost nor handled past a gap."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from fixtures.waiting import until
from libs.bus import NotBefore, WorkerSettings
from libs.bus.bus import Consumer, Producer, Rebalance
from libs.bus.kafka.fetching.fetched import Fetched, Gap, UnreadableRecord
from libs.bus.message import Message
from libs.bus.worker import metrics
from libs.bus.worker.executor import Executor
from libs.bus.worker.fetch_loop import FetchLoop
from libs.bus.worker.gate import Gate
from libs.bus.worker.partition import Partition
from tests.unit.bus.records import record

P0, P1 = TopicPartition("asked", 0), TopicPartition("asked", 1)


class Group:
    """A bus with one consumer whose group does as the test says."""

    def __init__(self) -> None:
        self.on_revoked: Rebalance
        self.on_assigned: Rebalance
        self.member = Member()
        self.is_compacted: bool | None = False

    async def check(self, topics: Collection[str]) -> None: ...

    async def compacted(self, topic: str) -> bool | None:
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
        """Assign partitions at once, and call the worker's callback."""
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

    async def committed_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        return {tp: await self.committed(tp) for tp in partitions}

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


class FakeExecutor:
    """An executor that takes all offered messages, and finishes them when the test calls `finish`."""

    def __init__(self) -> None:
        self.taken: list[tuple[Partition, Message]] = []
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
        return [(each.record.partition, each.record.offset) for _, each in self.taken]


@pytest.fixture
def group() -> Group:
    return Group()


@pytest.fixture
def fake_executor() -> FakeExecutor:
    return FakeExecutor()


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate("g")
    yield gate
    gate.stop()


@pytest.fixture
async def fetch_loop(group: Group, fake_executor: FakeExecutor, gate: Gate) -> AsyncIterator[FetchLoop]:
    settings = WorkerSettings(rebalance_drain_seconds=0, commit_interval_seconds=3600)  # type: ignore[call-arg]
    executor = cast(Executor, cast(Any, fake_executor))
    fetch_loop = FetchLoop(group, "g", {"asked": "asked"}, settings, executor, gate=gate, order_by_key=False)
    await fetch_loop.start()
    running = asyncio.create_task(fetch_loop.run())
    yield fetch_loop
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
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
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
    assert fake_executor.places == [(0, 0), (1, 0), (1, 1)]


async def test_what_a_partition_gives_while_it_is_found_to_be_moved_on_is_kept(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
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
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets[P0] == 7


async def test_what_came_before_the_next_rebalance_is_not_handed_out_after_it(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
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
    assert fake_executor.places == [(0, 0)]
    await group.gives(P0)
    await comes(group, P0, 0, 1, 2)
    assert fake_executor.places == [(0, 0), (0, 1), (0, 2)]
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets[P0] == 3


async def test_a_partition_that_comes_straight_back_keeps_its_running_handler(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await comes(group, P0, 0, 1)
    (partition, _), _ = fake_executor.taken
    await group.on_revoked([P0])
    assert not partition.owned.is_set(), "its results wait"
    await group.gives(P0)
    assert partition.owned.is_set()
    await comes(group, P0, 0, 1, 2)
    assert fake_executor.places == [(0, 0), (0, 1), (0, 2)]
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 3}


async def test_a_partition_that_somebody_moved_on_meanwhile_is_begun_anew(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await comes(group, P0, 0)
    ((partition, _),) = fake_executor.taken
    await group.on_revoked([P0])
    group.member.offsets[P0] = 1
    await group.gives(P0)
    assert (partition.lost, partition.owned.is_set()) == (True, True), "its result is dropped, and waits for nothing"
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 1}


async def test_a_partition_that_goes_is_lost(group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop) -> None:
    await comes(group, P0, 0)
    ((partition, _),) = fake_executor.taken
    await group.on_revoked([P0])
    await group.gives(P1)
    assert (partition.lost, partition.owned.is_set()) == (True, True)
    assert set(fetch_loop.partitions) == {P1}
    await comes(group, P1, 0)
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P1: 1}, "the late result of a lost partition is not committed"


async def test_a_commit_that_is_refused_is_said_again(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await comes(group, P0, 0)
    fake_executor.finish()
    group.member.refuse = KafkaConnectionError("away")
    await fetch_loop.settled()
    assert group.member.offsets == {}
    group.member.refuse = None
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 1}


async def test_draining_commits_what_is_done_and_leaves_the_rest(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await comes(group, P0, 0)
    fake_executor.finish()
    await comes(group, P0, 1)
    await fetch_loop.drain(0)
    assert group.member.offsets == {P0: 1}


# ---- logs that go back, gaps, fetches that fail --------------------------------------------------------


async def test_a_fetch_that_fails_goes_back_to_what_was_not_begun(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    """Whatever the error: records of healthy partitions may have been fetched with it, and are fetched again."""
    await group.gives(P0, P1)
    await comes(group, P0, 0, 1)
    await comes(group, P1, 5)
    await gives(group, P0, ValueError("a parser's own"))
    assert sorted(group.member.sought) == [(P0, 2), (P1, 6)]


async def test_offsets_below_the_last_commit_are_a_new_log(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, caplog: pytest.LogCaptureFixture
) -> None:
    await comes(group, P0, *range(20))
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 20}
    await comes(group, P0, *range(8))
    assert "the log went back from offset 20 to 0" in caplog.text
    assert [offset for _, offset in fake_executor.places] == list(range(8))
    await fetch_loop.settled(0)
    assert group.member.offsets == {P0: 0}, "a crash now must not skip them"
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 8}


async def test_offsets_between_the_last_commit_and_the_position_are_repeats(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await comes(group, P0, 0, 1)
    fake_executor.finish()
    await fetch_loop.settled()
    await comes(group, P0, 2, 3)
    await comes(group, P0, 2, 3, 4)
    assert [offset for _, offset in fake_executor.places] == [2, 3, 4]


async def test_a_log_that_the_brokers_say_has_gone_back_has_no_repeats(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    """Truncated to 3 with 0 committed and 5 begun: what comes at 1 to 4 may be other messages."""
    await comes(group, P0, 0)
    fake_executor.finish()
    await fetch_loop.settled()
    await comes(group, P0, 1, 2, 3, 4)
    old = list(fake_executor.taken)
    records = [record(partition=0, offset=offset) for offset in range(3)]
    await gives(group, P0, Fetched(0, 3, records, reset_from=5))
    assert [offset for _, offset in fake_executor.places] == [1, 2, 3, 4, 0, 1, 2]
    for partition, each in old:
        partition.finished(each)
        partition.done(each)
    await fetch_loop.settled(0)
    assert group.member.offsets == {P0: 0}, "what ended belongs to the former log"
    del fake_executor.taken[: len(old)]
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 3}


async def test_an_empty_log_that_went_back_is_committed_lower(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await comes(group, P0, *range(5))
    fake_executor.finish()
    await fetch_loop.settled()
    await gives(group, P0, Fetched(0, 0, reset_from=5))
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 0}


async def test_what_expired_before_it_was_read_is_an_error(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, caplog: pytest.LogCaptureFixture
) -> None:
    before = metrics.SKIPPED.labels("g", "asked", "expired")._value.get()
    await comes(group, P0, 0)
    await gives(group, P0, Fetched(10, 11, [record(partition=0, offset=10)], reset_from=1))
    assert "asked/0: offsets 1 to 9 were deleted from the topic before they were read" in caplog.text
    assert metrics.SKIPPED.labels("g", "asked", "expired")._value.get() == before + 9
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 11}


@pytest.mark.parametrize("compacted", [True, False, None])
async def test_a_gap_is_an_error_unless_the_topic_is_compacted(
    group: Group,
    fake_executor: FakeExecutor,
    fetch_loop: FetchLoop,
    caplog: pytest.LogCaptureFixture,
    compacted: bool | None,
) -> None:
    group.is_compacted = compacted
    before = metrics.SKIPPED.labels("g", "asked", "unannounced")._value.get()
    await gives(group, P0, Fetched(0, 9, [record(partition=0, offset=8)], [Gap(0, 5), Gap(7, 8)]))
    missed = metrics.SKIPPED.labels("g", "asked", "unannounced")._value.get() - before
    assert missed == (0 if compacted else 6)
    assert ("asked/0: the log has no offsets 0 to 4" in caplog.text) is not compacted
    assert ("it is unknown whether the topic is compacted" in caplog.text) is (compacted is None)
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 9}, "and it goes on"


async def _back_again(group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, start: int) -> None:
    """Offsets up to 2 are committed, the group rebalances, and the partition goes on at `start`."""
    await comes(group, P0, 0, 1, 2)
    fake_executor.finish()
    await fetch_loop.settled()
    await group.on_revoked([P0])
    await group.gives(P0)
    await comes(group, P0, *range(start, 4))


@pytest.mark.parametrize("start", [0, 2])
async def test_a_step_back_below_what_we_committed_is_an_error(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, caplog: pytest.LogCaptureFixture, start: int
) -> None:
    await _back_again(group, fake_executor, fetch_loop, start)
    assert f"asked/0: offsets {start} to 2 are read again, although this process has committed them" in caplog.text
    assert [line.levelname for line in caplog.records if "read again" in line.message] == ["ERROR"]
    assert [offset for _, offset in fake_executor.places] == list(range(start, 4)), "nothing is lost for it"
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 4}
    await group.on_revoked([P0])
    await group.gives(P0)
    await comes(group, P0, 4)
    assert caplog.text.count("read again") == 1


async def test_going_on_at_what_we_committed_is_no_error(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, caplog: pytest.LogCaptureFixture
) -> None:
    await _back_again(group, fake_executor, fetch_loop, 3)
    assert "read again" not in caplog.text


async def test_a_topic_that_was_made_again_is_no_step_back(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, caplog: pytest.LogCaptureFixture
) -> None:
    await comes(group, P0, 0, 1, 2)
    fake_executor.finish()
    await fetch_loop.settled()
    fetch_loop.reread("asked")
    await group.on_revoked([P0])
    await group.gives(P0)
    await comes(group, P0, 0)
    assert "read again" not in caplog.text


async def test_control_records_at_the_end_are_committed(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop
) -> None:
    await gives(group, P0, Fetched(0, 3, [record(partition=0, offset=0), record(partition=0, offset=1)]))
    fake_executor.finish()
    await gives(group, P0, Fetched(3, 5))
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 5}
    assert fetch_loop.progress() == {P0: 5}


async def test_what_cannot_be_read_is_an_error_and_counted(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, caplog: pytest.LogCaptureFixture
) -> None:
    before = metrics.UNREADABLE.labels("g", "asked")._value.get()
    bad = UnreadableRecord.of_batch(P0, range(3), b"raw", "its checksum is wrong")
    await gives(group, P0, Fetched(0, 4, [bad, record(partition=0, offset=3)]))
    assert metrics.UNREADABLE.labels("g", "asked")._value.get() == before + 1
    assert "asked/0: offsets 0 to 2 cannot be read" in caplog.text
    assert [offset for _, offset in fake_executor.places] == [0, 3], (
        "it is handed out: its letter is published like any"
    )
    fake_executor.finish()
    await fetch_loop.settled()
    assert group.member.offsets == {P0: 4}


@pytest.mark.parametrize("before", [True, False])
async def test_what_was_put_back_below_a_running_one_is_offered_once_after_a_rebalance(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, before: bool
) -> None:
    await comes(group, P0, 0, 1)
    partition, first = fake_executor.taken.pop(0)
    if before:
        partition.put_back(first)
    await group.on_revoked([P0])
    if not before:
        partition.put_back(first)
    await group.gives(P0)
    assert fake_executor.places == [(0, 1), (0, 0)]
    await comes(group, P0, 0, 1, 2)
    assert fake_executor.places == [(0, 1), (0, 0), (0, 2)]


async def test_a_closed_gate_pauses_everything(
    group: Group, fake_executor: FakeExecutor, fetch_loop: FetchLoop, gate: Gate
) -> None:
    await comes(group, P0, 0)
    gate.close(NotBefore(time.time() + 3600, "a limit"))
    await comes(group, P0, 1)
    assert fake_executor.places == [(0, 0), (0, 1)], "the fetch that was under way is kept"
    await until(lambda: P0 in group.member.paused(), "a pause")
