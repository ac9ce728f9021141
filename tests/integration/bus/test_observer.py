"""What brokers say of topics: ends that are right on every broker, ids that change when a topic is made again."""

import asyncio
import uuid

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic
from aiokafka.errors import KafkaError

from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.batches import BatchProducer
from libs.bus.observing.kafka import KafkaObserver
from libs.bus.observing.view import View
from reelbus.stack.broker import broker_process
from tests.integration.bus.secure_listener import CA, PASSWORD, USER, SecureListener, broker_behind


async def make(bus: KafkaBus, name: str) -> None:
    async with bus.admin() as admin:
        await admin.create_topics([NewTopic(name, 2, 1)])


async def put(bus: KafkaBus, name: str, partition: int, count: int) -> None:
    """One batch of `count` records."""
    producer = BatchProducer(await bus.producer())
    records = [Outgoing(name, b"k", b"v", ())] * count
    assert await producer.deliver(TopicPartition(name, partition), records) == count
    await producer.stop()


async def test_ends_count_each_record_of_a_batch(bus: KafkaBus) -> None:
    """Tansu's "latest" counts only one of the last batch."""
    name = f"observed-{uuid.uuid4().hex[:8]}"
    await make(bus, name)
    await put(bus, name, 1, 3)
    await put(bus, name, 1, 7)
    observer = bus.observer()
    view = await observer.look([name])
    assert view.bounds == {TopicPartition(name, 0): (0, 0), TopicPartition(name, 1): (0, 10)}
    assert view.problem is None
    await observer.stop()


async def test_a_topic_that_is_not_there_is_not_made_by_asking(bus: KafkaBus) -> None:
    observer, name = bus.observer(), f"observed-{uuid.uuid4().hex[:8]}"
    view = await observer.look([name])
    assert (view.topics, view.bounds) == ({}, {})
    async with bus.admin() as admin:
        assert name not in await admin.list_topics()
    await observer.stop()


async def test_a_topic_made_again_has_another_id(bus: KafkaBus) -> None:
    observer, name = bus.observer(), f"observed-{uuid.uuid4().hex[:8]}"
    await make(bus, name)
    first = (await observer.look([name])).topics[name]
    assert first is not None
    assert (await observer.look([name])).topics[name] == first
    async with bus.admin() as admin:
        await admin.delete_topics([name])
    await make(bus, name)
    assert (await observer.look([name])).topics[name] not in (None, first)
    await observer.stop()


async def test_a_broker_that_went_away_is_an_error_and_one_that_came_back_an_answer() -> None:
    with broker_process() as (address, process):
        bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
        observer = bus.observer()
        await observer.look(["any"])
        process.kill()
        process.wait()
        for _ in range(2):
            with pytest.raises((KafkaError, OSError)):
                await observer.look(["any"])
    with broker_process(int(address.rpartition(":")[2])):
        assert (await observer.look(["any"])).problem is None
        await observer.stop()


async def test_a_secured_broker_that_stands_still_is_soon_told_by_its_address() -> None:
    """It answers no TLS goodbye either, for which asyncio waits 30 s."""
    async with SecureListener() as listener:
        with broker_behind(listener):
            settings = BusSettings(
                bootstrap_servers=listener.address, security_protocol="SASL_SSL", ssl_ca_file=str(CA),
                sasl_username=USER, sasl_password=PASSWORD,
            )  # fmt: skip
            observer = KafkaBus(settings).observer()
            assert (await _first_look(observer)).problem is None
            listener.freeze()
            async with asyncio.timeout(25):
                with pytest.raises(TimeoutError, match=rf"^no answer from broker \d+ at {listener.address}$"):
                    await observer.look(["any"])
            listener.thaw()
            assert (await observer.look(["any"])).problem is None, "by a new connection"
            await observer.stop()


async def _first_look(observer: KafkaObserver) -> View:
    """What it sees once the broker has started."""
    async with asyncio.timeout(60):
        while True:
            try:
                return await observer.look(["any"])
            except (KafkaError, OSError):
                await asyncio.sleep(0.1)
