"""The same cases on every bus: in memory, on the embedded broker, and on the Kafka that the environment names.

With KAFKA_BOOTSTRAP_SERVERS set (and KAFKA_SECURITY_PROTOCOL and the like for a secured listener) that broker is
tested as well; without it the first two are all there is, and nothing is skipped.
"""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.admin import NewTopic

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus, MemoryBus, Worker, WorkerSettings
from libs.bus.failure import Outgoing
from libs.events import Payload, Topic
from libs.events.envelope import Headers
from libs.events.topics import derived_topics
from reelbus.stack.broker import embedded_broker
from tests.support.records import publish, read_all

BUSES = ["memory", "embedded", *(["environment"] if os.environ.get("KAFKA_BOOTSTRAP_SERVERS") else [])]


class Asked(Payload):
    """What the tests put in."""

    name: str
    key: str = "k"


class Answered(Payload):
    """What their handlers say."""

    name: str
    by: str = ""


@dataclass
class Rig:
    """A bus with topics of its own and the workers that a test started."""

    bus: Any
    group: str
    asked: Topic
    answered: Topic
    partitions: int
    running: list[tuple[Worker, "asyncio.Task[None]"]] = field(default_factory=list)

    async def put(self, *values: bytes | None, key: bytes | None = None, headers: Headers = (), to: str = "") -> None:
        await publish(self.bus, [Outgoing(to or self.asked.name, key, value, headers) for value in values])

    async def ask(self, *names: str, key: bytes | None = None) -> None:
        await self.put(*(Asked(name=name).model_dump_json().encode() for name in names), key=key)

    def worker(self, handler: Any, **given: Any) -> Worker:
        order, on_dead_letter = given.pop("order_by_key", False), given.pop("on_dead_letter", None)
        on_invalid = given.pop("on_invalid", None)
        timing = {"retry_delays": (0.2, 0.6), "commit_interval_seconds": 0.1, "rebalance_drain_seconds": 1}
        settings = WorkerSettings(**(timing | given))  # type: ignore[arg-type]
        return Worker(
            self.bus,
            self.group,
            {self.asked: handler},
            settings,
            routes={Answered: self.answered},
            order_by_key=order,
            on_dead_letter={self.asked: on_dead_letter} if on_dead_letter else None,
            on_invalid={self.asked: on_invalid} if on_invalid else None,
            look_seconds=0.2,
        )

    async def start(self, handler: Any, **given: Any) -> Worker:
        worker = self.worker(handler, **given)
        task = asyncio.create_task(worker.run())
        self.running.append((worker, task))

        def ready() -> bool:
            if task.done():
                task.result()
            return worker.ready

        await until(ready, "the worker joins its group")
        return worker

    async def stop(self, worker: Worker) -> None:
        """As SIGTERM does."""
        worker.stop()
        await next(task for other, task in self.running if other is worker)

    async def kill(self, worker: Worker) -> None:
        """Nearest to SIGKILL inside one process: nothing is drained and nothing is committed."""
        task = next(task for other, task in self.running if other is worker)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def read(self, topic: str) -> list[ConsumerRecord]:
        """All records of `topic` as of now."""
        if isinstance(self.bus, MemoryBus):
            return self.bus.records(topic)
        return await read_all(self.bus, topic, range(self.partitions))

    async def answers(self) -> list[str]:
        return sorted(Answered.model_validate_json(r.value).name for r in await self.read(self.answered.name))

    async def said(self) -> list[tuple[str, str]]:
        """Name and author of each answer."""
        answers = [Answered.model_validate_json(r.value) for r in await self.read(self.answered.name)]
        return [(answer.name, answer.by) for answer in answers]

    async def dead(self) -> list[ConsumerRecord]:
        return await self.read(f"{self.asked.name}.{self.group}.dlq")

    async def recreate(self) -> None:
        """Delete the asked topic and make it again, empty, as somebody with an admin tool does."""
        if isinstance(self.bus, MemoryBus):
            self.bus.recreate(self.asked.name)
            return
        async with self.bus.admin() as admin:
            await admin.delete_topics([self.asked.name])

            async def gone() -> bool:
                return self.asked.name not in await admin.list_topics()

            await until(gone, "the topic is gone")
            await admin.create_topics([NewTopic(self.asked.name, self.partitions, 1)])

    async def committed(self) -> int:
        """Sum of the group's committed offsets of the asked topic."""
        parts = [TopicPartition(self.asked.name, number) for number in range(self.partitions)]
        if isinstance(self.bus, MemoryBus):
            return sum(self.bus.offsets[self.group].get(tp, 0) for tp in parts)
        async with self.bus.reader(self.group) as reader:
            reader.assign(parts)
            return sum([(await reader.committed(tp)) or 0 for tp in parts])


@pytest.fixture(scope="session")
def embedded() -> Iterator[str]:
    with embedded_broker() as bootstrap:
        yield bootstrap


@pytest.fixture(params=BUSES)
def any_bus(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        return MemoryBus()
    if request.param == "embedded":
        return KafkaBus(
            BusSettings(
                bootstrap_servers=request.getfixturevalue("embedded"),
                security_protocol="PLAINTEXT",
                session_timeout_seconds=6,
            )
        )
    return KafkaBus(BusSettings(session_timeout_seconds=6))


Rigs = Callable[..., Awaitable[Rig]]


@pytest.fixture
async def rig_of(any_bus: Any) -> AsyncIterator[Rigs]:
    """Makes a rig with so many partitions; its workers are stopped at the end."""
    rigs: list[Rig] = []

    async def make(partitions: int = 3) -> Rig:
        name = f"asked-{uuid.uuid4().hex[:8]}"
        asked = Topic(name, "name", "test", Asked)
        answered = Topic(f"{name}-answered", "name", "test", Answered)
        names = [name, answered.name, *derived_topics(name, "testers", 2)]
        if isinstance(any_bus, MemoryBus):
            any_bus.create(*names, partitions=partitions)
        else:
            async with any_bus.admin() as admin:
                await admin.create_topics([NewTopic(each, partitions, 1) for each in names])
        rigs.append(Rig(any_bus, "testers", asked, answered, partitions))
        return rigs[-1]

    yield make
    for rig in rigs:
        for worker, task in rig.running:
            worker.stop()
            await asyncio.wait([task], timeout=30)
            task.cancel()


@pytest.fixture
async def rig(rig_of: Rigs) -> Rig:
    return await rig_of()
