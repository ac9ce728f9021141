"""A background topic is read while there is nothing else, and takes no room from what goes before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import TopicPartition

from fixtures.waiting import until
from libs.bus import Event, MemoryBus, Worker, WorkerSettings
from libs.bus.failure import Outgoing
from libs.events import Payload, Topic
from libs.events.topics import derived_topics


class Asked(Payload):
    """What is put in."""

    name: str


class AskedLater(Asked):
    """What may wait."""


NOW = Topic("asked", "name", "test", Asked)
LATER = Topic("asked-later", "name", "test", AskedLater, background=True)


@asynccontextmanager
async def working(handler: object, **given: int) -> AsyncIterator[MemoryBus]:
    bus = MemoryBus()
    for topic in (NOW, LATER):
        bus.create(topic.name, *derived_topics(topic.name, "g", 3), partitions=1)
    worker = Worker(bus, "g", {NOW: handler, LATER: handler}, WorkerSettings.model_validate(given))  # type: ignore[dict-item]
    task = asyncio.create_task(worker.run())
    try:
        yield bus
        worker.stop()
        await task
    finally:
        task.cancel()


def put(bus: MemoryBus, topic: Topic, *names: str) -> None:
    for name in names:
        bus.append(TopicPartition(topic.name, 0), Outgoing(topic.name, None, f'{{"name": "{name}"}}'.encode(), ()))


async def test_what_comes_later_goes_before_what_waits_in_the_background() -> None:
    order: list[str] = []
    gate, reached = asyncio.Event(), asyncio.Event()

    async def handle(event: Event[Asked]) -> None:
        order.append(event.payload.name)
        reached.set()
        await gate.wait()

    async with working(handle, WORKER_CONCURRENCY=1) as bus:
        put(bus, LATER, *(f"later {number}" for number in range(20)))
        await reached.wait()
        put(bus, NOW, "now 1", "now 2", "now 3")
        await until(lambda: fetched(bus, NOW) == 3, "the three are fetched")
        gate.set()
        await until(lambda: len(order) == 23, "all handled")
    assert order[:4] == ["later 0", "now 1", "now 2", "now 3"]
    assert order[4:] == [f"later {number}" for number in range(1, 20)]


async def test_a_full_background_does_not_keep_the_rest_from_being_fetched() -> None:
    done: list[str] = []
    gate = asyncio.Event()

    async def handle(event: Event[Asked]) -> None:
        await gate.wait()
        done.append(event.payload.name)

    async with working(handle, WORKER_CONCURRENCY=1, WORKER_PREFETCH=10) as bus:
        put(bus, LATER, *(f"later {number}" for number in range(60)))
        await until(lambda: fetched(bus, LATER) > 0, "the background is fetched")
        put(bus, NOW, *(f"now {number}" for number in range(100)))
        await until(lambda: fetched(bus, NOW) >= 10, "the rest is fetched all the same")
        assert fetched(bus, LATER) <= 20
        gate.set()
        await until(lambda: len(done) == 160, "all handled")


def fetched(bus: MemoryBus, topic: Topic) -> int:
    """The group's position."""
    return sum(member._positions.get(TopicPartition(topic.name, 0), 0) for member in bus._members["g"])
