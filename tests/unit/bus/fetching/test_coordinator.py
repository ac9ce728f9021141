"""Committed offsets as brokers answer them: an error is never "nothing committed"."""

import asyncio
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.subscription_state import SubscriptionState
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError
from aiokafka.protocol.commit import (
    OffsetFetchRequest,
    OffsetFetchResponse_v1,
    OffsetFetchResponse_v2,
    OffsetFetchResponse_v3,
)

from libs.bus.kafka.fetching.coordinator import CheckedCoordinator

ZERO, ONE = TopicPartition("asked", 0), TopicPartition("asked", 1)
UNKNOWN_TOPIC, LOADING, NOT_AVAILABLE, COORDINATOR_MOVED, FORBIDDEN, OTHER = 3, 14, 15, 16, 30, 42
Partitions = list[tuple[int, int, str, int]]


def v1(partitions: Partitions) -> Any:
    return _over_the_wire(OffsetFetchResponse_v1([("asked", partitions)]))


def v2(partitions: Partitions, error: int = 0) -> Any:
    return _over_the_wire(OffsetFetchResponse_v2([("asked", partitions)] if partitions else [], error))


def v3(partitions: Partitions, error: int = 0) -> Any:
    return _over_the_wire(OffsetFetchResponse_v3(0, [("asked", partitions)] if partitions else [], error))


def _over_the_wire(response: Any) -> Any:
    return type(response).decode(response.encode())


NONE: Partitions = [(0, -1, "", 0), (1, -1, "", 0)]
SEVEN: Partitions = [(0, 7, "", 0), (1, -1, "", 0)]


class Brokers:
    """In the place of aiokafka's client: node 1 coordinates the group, and answers as the test says."""

    def __init__(self) -> None:
        self.cluster = SimpleNamespace(add_listener=lambda listener: None, remove_listener=lambda listener: None)
        self.answers: list[Any] = []
        self.lookups = 0

    async def coordinator_lookup(self, kind: Any, group: str) -> int:
        self.lookups += 1
        return 1

    async def ready(self, node: int, group: Any) -> bool:
        return True

    async def send(self, node: int, request: Any, group: Any = None) -> Any:
        assert isinstance(request, OffsetFetchRequest)
        return self.answers.pop(0)


class Rig:
    """A coordinator of a reader of both partitions."""

    def __init__(self) -> None:
        self.brokers = Brokers()
        self.state = SubscriptionState()
        self.state.assign_from_user([ZERO, ONE])
        self.coordinator = CheckedCoordinator(
            self.brokers, self.state, group_id="g", enable_auto_commit=False, retry_backoff_ms=1
        )

    async def committed(self, *answers: Any) -> dict[TopicPartition, int | None]:
        self.brokers.answers += answers
        async with asyncio.timeout(30):
            return await self.coordinator.committed([ZERO, ONE])

    async def position_from(self, *answers: Any) -> int:
        """The committed offset of `ZERO` that the fetcher begins with; -1: it begins with the earliest."""
        self.brokers.answers += answers
        assignment = self.state.subscription.assignment
        known = assignment.state_value(ZERO).fetch_committed()
        self.coordinator.start_commit_offsets_refresh_task(assignment)
        async with asyncio.timeout(30):
            return int((await known).offset)


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    rig = Rig()
    yield rig
    await rig.coordinator.close()


@pytest.mark.parametrize("answer", [v1, v2, v3])
async def test_a_group_that_committed_nothing_begins_with_the_earliest(rig: Rig, answer: Callable[..., Any]) -> None:
    assert await rig.committed(answer(NONE)) == {ZERO: None, ONE: None}
    assert await rig.position_from(answer(NONE)) == -1


@pytest.mark.parametrize("code", [LOADING, NOT_AVAILABLE, COORDINATOR_MOVED])
@pytest.mark.parametrize("answer", [v2, v3])
@pytest.mark.parametrize("partitions", [[], NONE], ids=["no-partitions", "minus-one"])
async def test_an_error_of_the_whole_response_is_asked_again(
    rig: Rig, answer: Callable[..., Any], code: int, partitions: Partitions, caplog: pytest.LogCaptureFixture
) -> None:
    found = await rig.committed(answer(partitions, code), answer(partitions, code), answer(SEVEN))
    assert found == {ZERO: 7, ONE: None}
    ours = [line for line in caplog.records if line.name.startswith("libs.")]
    assert [line.levelname for line in ours] == ["WARNING"], "said once, however often it comes"
    assert await rig.position_from(answer(partitions, code), answer(SEVEN)) == 7


@pytest.mark.parametrize("code", [UNKNOWN_TOPIC, LOADING, NOT_AVAILABLE, COORDINATOR_MOVED])
@pytest.mark.parametrize("answer", [v1, v2, v3])
async def test_an_error_of_a_partition_is_asked_again(rig: Rig, answer: Callable[..., Any], code: int) -> None:
    failed: Partitions = [(0, -1, "", code), (1, -1, "", 0)]
    assert await rig.committed(answer(failed), answer(SEVEN)) == {ZERO: 7, ONE: None}
    assert await rig.position_from(answer(failed), answer(SEVEN)) == 7


@pytest.mark.parametrize(("code", "lookups"), [(LOADING, 0), (NOT_AVAILABLE, 1), (COORDINATOR_MOVED, 1)])
async def test_the_coordinator_is_looked_up_anew_when_it_moved(rig: Rig, code: int, lookups: int) -> None:
    await rig.committed(v3(SEVEN))
    before = rig.brokers.lookups
    await rig.committed(v3([], code), v3(SEVEN))
    assert rig.brokers.lookups - before == lookups


@pytest.mark.parametrize("answer", [v2, v3])
async def test_an_error_that_stays_is_raised(rig: Rig, answer: Callable[..., Any]) -> None:
    with pytest.raises(GroupAuthorizationFailedError, match="g"):
        await rig.committed(answer([], FORBIDDEN))
    with pytest.raises(KafkaError, match="committed offsets of group g: InvalidRequestError"):
        await rig.committed(answer([], OTHER))
