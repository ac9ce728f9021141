"""The catalog's stream with a toy join, as a process on a broker."""

import json
import os
import signal
from collections.abc import Callable

import psutil
import pytest
from aiokafka import ConsumerRecord, TopicPartition

from fixtures.toy_catalog import GROUP, Toy, topics
from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import ATTEMPTS, ERROR, OFFSET, TOPIC, Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.kafka.partitioner import partition_of
from libs.bus.lag import lags
from libs.events.envelope import header
from libs.events.specs import topic_specs
from libs.events.topics import dead_letter_topic, retry_topic
from services.catalog.stream.forward import FORWARDED
from services.catalog.stream.store import RESERVED
from tests.integration.bus.secure_listener import CA, PASSWORD, USER, SecureListener, broker_behind
from tests.integration.processes import running
from tests.support.batches import raw_batch, send_raw
from tests.support.records import publish, read_all

TOY = "fixtures.toy_catalog"
ENV = {"CATALOG_ATTEMPT_DELAYS": "0.01,0.02"}


def part(revision: int, text: str) -> bytes:
    return json.dumps({"revision": revision, "text": text}).encode()


async def records(bus: KafkaBus, topic: str) -> list[ConsumerRecord]:
    return await read_all(bus, topic, (await partition_numbers(bus))[topic])


async def joined(bus: KafkaBus, name: str) -> dict[bytes, dict[str, object] | None]:
    """The last value of each key."""
    found: dict[bytes, dict[str, object] | None] = {}
    for record in await records(bus, f"{name}-joined"):
        found[record.key or b""] = None if record.value is None else json.loads(record.value)
    return found


def embedded(broker: str) -> bool:
    return broker != os.environ.get("KAFKA_BOOTSTRAP_SERVERS")


async def put_at(bus: KafkaBus, topic: str, partition: int, key: bytes, value: bytes) -> None:
    """As a client with a partitioner of its own."""
    async with bus.producing() as producer:
        await producer.send_and_wait(topic, value, key=key, partition=partition)


def with_parts(bus: KafkaBus, name: str, **expected: str | None) -> Callable[[], object]:
    """Whether each key has its first parts: a letter for each, None for a deleted key."""

    async def all_have() -> bool:
        found = await joined(bus, name)
        return all(
            key.encode() in found
            and (value := found[key.encode()]) == (None if names is None else value)
            and (names is None or [part[0] for part in sorted(value or {})] == sorted(names))
            for key, names in expected.items()
        )

    return all_have


async def test_whatever_comes_ends_in_a_state_or_in_a_dead_letter(bus: KafkaBus, broker: str) -> None:
    name = "mixed"
    await create(bus, list(topic_specs(topics(name))))
    captions, tags, _ = Toy(name).topics
    wrong = 1 - partition_of(b"strayed", range(2))
    async with running(broker, TOY, name, env=ENV) as service:
        await publish(bus, [Outgoing(captions, key, part(1, "a"), ()) for key in (b"kept", b"deleted")])
        await publish(
            bus, [Outgoing(captions, b"bad", part(1, "bad"), ()), Outgoing(captions, b"bug", part(1, "bug"), ())]
        )
        await publish(bus, [Outgoing(captions, RESERVED, part(1, "a"), ()), Outgoing(captions, None, part(1, "a"), ())])
        garbage = raw_batch(body=b"garbage", attributes=1, count=2)
        unreadable = (
            await send_raw(bus, TopicPartition(tags, 0), garbage) if embedded(broker) else None
        )  # Kafka refuses it
        if embedded(broker):
            await send_raw(bus, TopicPartition(retry_topic(tags, GROUP, 1), 0), garbage)
        await put_at(bus, captions, wrong, b"strayed", part(1, "a"))
        redriven = [("reelbus-topic", captions.encode()), ("reelbus-attempts", b"0")]
        await publish(bus, [Outgoing(retry_topic(captions, GROUP, 1), b"redriven", part(1, "a"), tuple(redriven))])
        await publish(bus, [Outgoing(captions, b"deleted", part(2, "gone"), ())])
        await publish(bus, [Outgoing(tags, f"{number}".encode(), part(1, "a"), ()) for number in range(20)])
        await until(
            with_parts(
                bus, name, kept="c", deleted=None, strayed="c", redriven="c", **{str(n): "t" for n in range(20)}
            ),
            "all good parts are joined, those behind the unreadable batch too",
        )
        await service.ready()
        own = psutil.Process(service.process.pid)
        ports = {one.laddr.port for one in own.net_connections("tcp") if one.status == psutil.CONN_LISTEN}
        assert ports == {await service.port()}, "Faust's web server is off"

        async def all_letters() -> bool:
            return len(await records(bus, dead_letter_topic(captions, GROUP))) == 4

        await until(all_letters, "the dead letters")
        assert await service.end(signal.SIGTERM) == 0
    letters = await records(bus, dead_letter_topic(captions, GROUP))
    errors = {record.key: (header(record.headers, ERROR), header(record.headers, ATTEMPTS)) for record in letters}
    assert errors == {
        b"bad": ("the text is bad", "1"),
        b"bug": ("a bug", "3"),
        RESERVED: ("the key is reserved", "1"),
        None: ("a part needs a key", "1"),
    }
    batches = [
        (header(one.headers, TOPIC), header(one.headers, OFFSET)) for one in await records(bus, f"{tags}.toys.dlq")
    ]
    retries = (retry_topic(tags, GROUP, 1), "0")
    assert sorted(batches) == ([] if unreadable is None else sorted([(tags, str(unreadable)), retries]))
    sent_on = [one for one in await records(bus, captions) if header(one.headers, FORWARDED)]
    assert sorted(one.key for one in sent_on) == [b"redriven", b"strayed"]
    assert all(one.partition == partition_of(one.key, range(2)) for one in sent_on)
    assert not sum(one.lag + one.waiting for one in await lags(bus, [(topic, GROUP) for topic in Toy(name).topics]))
    # Another process has the states from the changelog alone.
    await publish(bus, [Outgoing(tags, key, part(1, "b"), ()) for key in (b"kept", b"deleted")])
    async with running(broker, TOY, name, env=ENV) as service:
        await until(with_parts(bus, name, kept="ct", deleted=None, strayed="c"), "states are restored")
        metrics = (await service.get("/metrics"))[1]
        assert await service.end(signal.SIGTERM) == 0
    assert f'catalog_unchanged_total{{group="{GROUP}",topic="{tags}"}} 1.0' in metrics, "the deleted key stays so"


async def test_unequal_numbers_of_partitions_end_the_start_in_one_line(bus: KafkaBus, broker: str) -> None:
    name = "unequal"
    specs = list(topic_specs([*topics(name, 4)[:1], *topics(name, 3)[1:]]))
    await create(bus, specs)
    async with running(broker, TOY, name) as service:
        assert await service.ended() == 2
    assert service.lines[-1] == (
        "the topics that are joined and their changelog must have equal numbers of partitions (unequal-captions 4, "
        "unequal-tags 3, unequal-pictures 3, unequal-changelog 3): add partitions to those with fewer, while the catalog "
        "is stopped"
    )


@pytest.mark.long  # each start of a member takes some seconds
async def test_a_skipped_record_ends_the_process_and_the_next_one_joins_it(bus: KafkaBus, broker: str) -> None:
    name = "skipped"
    await create(bus, list(topic_specs(topics(name, 1))))
    captions = Toy(name).topics[0]
    for number in range(6):  # a batch each
        await publish(bus, [Outgoing(captions, f"{number}".encode(), part(1, "a"), ())])
    async with running(broker, TOY, name, env=ENV | {"TOY_SKIPS": "3"}) as service:
        assert await service.ended() == 1
    assert "offsets 3 to 3 were skipped, but hold 1 records" in service.lines[-1]
    (lag,) = await lags(bus, [(captions, GROUP)])
    assert lag.lag >= 3, "nothing behind the skipped record is committed"
    async with running(broker, TOY, name, env=ENV) as service:
        await until(with_parts(bus, name, **{str(number): "c" for number in range(6)}), "the next process has them all")


@pytest.mark.long
async def test_states_are_kept_in_a_folder_behind_tls_and_a_password(tmp_path: object) -> None:
    name = "secure"
    async with SecureListener() as listener:
        with broker_behind(listener):
            secured = {
                "security_protocol": "SASL_SSL", "sasl_username": USER, "sasl_password": PASSWORD,
                "ssl_ca_file": str(CA),
            }  # fmt: skip
            bus = KafkaBus(BusSettings(bootstrap_servers=listener.address, **secured))  # type: ignore[arg-type]
            env = {f"KAFKA_{key}".upper(): value for key, value in secured.items()}
            env |= {"CATALOG_STATE_FOLDER": str(tmp_path)} | ENV
            await create(bus, list(topic_specs(topics(name, 2))))
            captions, tags, _ = Toy(name).topics
            await publish(bus, [Outgoing(captions, b"one", part(1, "a"), ())])
            async with running(listener.address, TOY, name, env=env) as service:
                await until(with_parts(bus, name, one="c"), "joined")
                assert await service.end(signal.SIGTERM) == 0
            await publish(bus, [Outgoing(tags, b"one", part(1, "a"), ())])
            async with running(listener.address, TOY, name, env=env) as service:
                await until(with_parts(bus, name, one="ct"), "joined with the state of the folder")
                assert await service.end(signal.SIGTERM) == 0
