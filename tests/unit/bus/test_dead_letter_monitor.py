"""How many dead letters are unresolved: each is read once, by one replica."""

import time
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import TopicAuthorizationFailedError
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from libs.bus import MemoryBus
from libs.bus.dead_letters.letter import Selection, UnresolvedLetters, letter_of, marker
from libs.bus.errors import Unreachable
from libs.bus.failure import Outgoing
from libs.bus.observing.letters import DeadLetterMonitor, LetterCount
from libs.bus.worker.fetch_loop import FetchLoop
from libs.events.topics import dead_letter_topic
from tests.unit.bus.records import record


class Held:
    """What the monitor asks of `FetchLoop`."""

    def __init__(self, *topics: str) -> None:
        self.partitions = {TopicPartition(topic, 0): None for topic in topics}


class Rig:
    """A monitor of the group's dead letters in memory."""

    def __init__(self, group: str) -> None:
        self.group, self.bus, self.held = group, MemoryBus(), Held("asked")
        self.letters = dead_letter_topic("asked", group)
        self.bus.create(self.letters, dead_letter_topic("other", group), partitions=1)
        self.monitor = DeadLetterMonitor(group, ["asked", "other"], self.bus, cast(FetchLoop, cast(Any, self.held)))

    def put(self, count: int) -> None:
        for _ in range(count):
            self.bus.append(TopicPartition(self.letters, 0), Outgoing(self.letters, b"k", b"v", ()))

    def resolve(self, offset: int) -> None:
        (letter,) = [letter_of(each) for each in self.bus.records(self.letters) if each.offset == offset]
        headers = marker(letter, "discarded", time.time())
        self.bus.append(TopicPartition(self.letters, 0), Outgoing(self.letters, b"k", None, headers))

    async def unresolved(self, topic: str = "asked") -> float | None:
        await self.monitor.look()
        labels = {"group": self.group, "topic": topic}
        return REGISTRY.get_sample_value("reelbus_dead_letters_unresolved", labels)


@pytest.fixture
def rig(request: pytest.FixtureRequest) -> Rig:
    return Rig(request.node.name)


async def test_letters_count_until_they_are_resolved(rig: Rig) -> None:
    assert await rig.unresolved() == 0
    rig.put(5)
    assert await rig.unresolved() == 5
    rig.resolve(1)
    rig.resolve(3)
    rig.resolve(3)
    assert await rig.unresolved() == 3
    rig.put(1)
    assert await rig.unresolved() == 4


async def test_each_record_is_read_once(rig: Rig) -> None:
    rig.put(5)
    assert await rig.unresolved() == 5
    # Who read them again would find them gone.
    rig.bus.log[TopicPartition(rig.letters, 0)].clear()
    assert await rig.unresolved() == 5


async def test_what_retention_took_counts_no_longer(rig: Rig) -> None:
    rig.put(5)
    rig.resolve(4)
    assert await rig.unresolved() == 4
    rig.bus.expire(TopicPartition(rig.letters, 0), 3)
    assert await rig.unresolved() == 1


async def test_one_replica_counts(rig: Rig) -> None:
    """The one that has partition 0 of the topic: the sum over replicas and the largest of them are the same."""
    rig.put(2)
    assert await rig.unresolved("other") is None
    assert await rig.unresolved() == 2
    rig.held.partitions.clear()
    assert await rig.unresolved() is None


async def test_a_dead_letter_topic_made_again_is_counted_anew(rig: Rig) -> None:
    rig.put(5)
    assert await rig.unresolved() == 5
    rig.bus.recreate(rig.letters)
    rig.put(7)
    assert await rig.unresolved() == 7


async def test_without_an_answer_the_count_stays(rig: Rig) -> None:
    rig.put(5)
    assert await rig.unresolved() == 5

    class Away:
        async def look(self, topics: object) -> None:
            raise Unreachable("no broker")

    rig.monitor._observer = cast(Any, Away())
    assert await rig.unresolved() == 5


async def test_no_permission_to_read_them_is_said_once(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    async def refuse(*_: object) -> AsyncIterator[None]:
        raise TopicAuthorizationFailedError(rig.letters)
        yield

    rig.put(1)
    rig.bus.read = refuse  # type: ignore[assignment]
    assert [await rig.unresolved() for _ in range(3)] == [None] * 3
    (line,) = caplog.records
    assert line.getMessage() == f"unresolved dead letters are not counted: no permission to read {rig.letters}"


@given(st.lists(st.one_of(st.none(), st.integers(-3, 12)), max_size=12), st.integers(0, 12))
def test_it_counts_what_the_command_lists(records: list[int | None], first: int) -> None:
    """None is a letter, a number the marker of an offset; `first` is where retention has come to."""
    count, letters = LetterCount(0), UnresolvedLetters()
    for offset, resolves in enumerate(records):
        headers = () if resolves is None else (("reelbus-resolves", str(resolves).encode()),)
        each = record(topic="asked.g.dlq", offset=offset, headers=headers)
        count.read(each)
        letters.read(each)
    assert count.unresolved == len(letters.select(Selection(), 0))
    count.begin_at(first)
    assert count.unresolved == len([one for one in letters.select(Selection(), 0) if one.offset >= first])
