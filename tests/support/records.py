"""Publishes records like a worker, and reads records from Kafka without a group."""

import asyncio
from collections.abc import Iterable, Sequence

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus import KafkaBus
from libs.bus.bus import Bus
from libs.bus.failure import Outgoing
from libs.bus.publisher import Publisher
from libs.bus.reading import bounds, read_range


async def publish(bus: Bus, records: Sequence[Outgoing]) -> None:
    """Publish `records` and wait for the acknowledgements."""
    publisher = Publisher(bus)
    await publisher.start()
    acknowledged = asyncio.Event()
    await publisher.send(records, lambda _: acknowledged.set())
    await acknowledged.wait()
    await publisher.stop()


async def read_all(bus: KafkaBus, topic: str, partitions: Iterable[int]) -> list[ConsumerRecord]:
    """All current records of `topic`."""
    async with bus.reader() as reader:
        found = await bounds(reader, [TopicPartition(topic, number) for number in partitions])
        first, end = ({tp: both[i] for tp, both in found.items()} for i in (0, 1))
        return [record async for record in read_range(reader, first, end)]
