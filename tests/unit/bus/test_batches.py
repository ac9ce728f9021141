"""Publishing by batch to partitions that are gone: an error that says so, and not an assertion or a long wait."""

import asyncio
from collections.abc import Collection
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import UnknownTopicOrPartitionError

from libs.bus.failure import Outgoing
from libs.bus.kafka.batches import BatchProducer

TP = TopicPartition("answered", 5)
RECORDS = [Outgoing("answered", b"k", b"v", ())] * 3


class Batch:
    """Takes two records."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def append(self, *, timestamp: None, key: bytes, value: bytes, headers: list[Any]) -> object | None:
        if len(self.taken) == 2:
            return None
        self.taken.append(value)
        return object()

    def close(self) -> None: ...


class Client:
    """aiokafka's producer, as far as it is used."""

    def __init__(self) -> None:
        self.numbers: Collection[int] = range(12)
        self.sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.asked = asyncio.Event()

    async def partitions_for(self, topic: str) -> Collection[int]:
        return self.numbers

    def create_batch(self) -> Batch:
        return Batch()

    async def send_batch(self, batch: Batch, topic: str, *, partition: int) -> "asyncio.Future[None]":
        assert partition in self.numbers, "Unrecognized partition"
        self.asked.set()
        return self.sent


async def test_a_head_that_fits_is_acknowledged() -> None:
    client = Client()
    client.sent.set_result(None)
    assert await BatchProducer(client).deliver(TP, RECORDS) == 2


async def test_a_partition_that_is_gone_is_named() -> None:
    client = Client()
    client.numbers = range(2)
    with pytest.raises(UnknownTopicOrPartitionError, match="answered/5 does not exist"):
        await BatchProducer(client).deliver(TP, RECORDS)


async def test_a_partition_that_goes_meanwhile_is_not_waited_for() -> None:
    client = Client()
    delivering = asyncio.create_task(BatchProducer(client, look_seconds=0.01).deliver(TP, RECORDS))
    await client.asked.wait()
    client.numbers = range(2)
    with pytest.raises(UnknownTopicOrPartitionError, match="answered/5 does not exist"):
        await delivering


async def test_a_slow_acknowledgement_is_waited_for() -> None:
    client = Client()
    delivering = asyncio.create_task(BatchProducer(client, look_seconds=0.001).deliver(TP, RECORDS))
    await client.asked.wait()
    await asyncio.sleep(0.02)
    client.sent.set_result(None)
    assert await delivering == 2


async def test_a_refusal_is_raised() -> None:
    client = Client()
    client.sent.set_exception(UnknownTopicOrPartitionError("refused"))
    with pytest.raises(UnknownTopicOrPartitionError, match="refused"):
        await BatchProducer(client).deliver(TP, RECORDS)
