"""The catalog's stream is killed again and again while a backlog waits; every key's state is right in the end.

Kills come 2 to 4 s after a member is ready and records take 8 ms, because that is when stock Faust loses some. Parts
come in any order, several times, with older revisions, in the wrong partition, and some keys are deleted. On the embedded
broker, and at full length on Apache Kafka, which is restarted in the middle (`make test-chaos`, CHAOS_KAFKA_HOME).
"""

import asyncio
import json
import os
import random
import re
import signal
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiokafka.errors import KafkaError
from confluent_kafka import Producer

from fixtures.toy_catalog import GROUP, Toy, topics
from fixtures.waiting import until
from libs.bus import BusError, BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.lag import lags
from libs.events.specs import topic_specs
from reelbus.stack.broker import embedded_broker
from tests.chaos.apache_kafka import ApacheKafka, kafka_home
from tests.integration.processes import Process, running
from tests.support.records import publish, read_all

MODULE = "fixtures.toy_catalog"
FULL = "CHAOS_LISTINGS" in os.environ
LISTINGS = int(os.environ.get("CHAOS_LISTINGS", "150"))
KILLS = 8 if FULL else 3
MEMBERS = 2
RECORD_SECONDS = 0.008
PATIENCE = 300.0
AWAY = re.compile(r"the brokers did not answer|Unable to bootstrap|no broker answers")
"""How a member ends that was starting or restoring while Kafka restarted."""
MISSING, REMOVED, REPEATED, OLDER = 0.02, 0.03, 0.1, 0.1
"""Shares of parts that never come, of keys that are deleted, of parts that come twice, and after a newer one."""


def parts(toy: Toy, dice: random.Random) -> tuple[list[Outgoing], dict[bytes, object]]:
    """Parts in random order, and the value that each key must have in the end."""
    posts: list[Outgoing] = []
    expected: dict[bytes, object] = {}
    for number in range(LISTINGS):
        key = f"video-{number}".encode()
        known = {}
        for topic in toy.topics:
            if dice.random() < MISSING:
                continue
            revisions = [2, 1] if dice.random() < OLDER else [2]
            for revision in revisions:
                value = json.dumps({"revision": revision, "text": f"{topic} {number}"}).encode()
                posts += [Outgoing(topic, key, value, ())] * (2 if dice.random() < REPEATED else 1)
            known[topic.rpartition("-")[2]] = [2, f"{topic} {number}"]
        if known:
            expected[key] = known
        if dice.random() < REMOVED:
            posts.append(Outgoing(toy.topics[0], key, b'{"revision": 9, "text": "gone"}', ()))
            expected[key] = None
    dice.shuffle(posts)
    return posts, expected


class Members:
    """Processes that join. `killed` counts the strikes."""

    def __init__(self, address: str, run: str, folder: Path, stack: AsyncExitStack, *, rocksdb: bool) -> None:
        self._address, self._run, self._folder, self._stack, self._rocksdb = address, run, folder, stack, rocksdb
        self.running: list[Process] = []
        self.all: list[Process] = []
        self.killed = 0

    async def add(self, place: int) -> None:
        """Start the member whose states are in folder `place`."""
        env = {"TOY_SECONDS": str(RECORD_SECONDS), "KAFKA_CONNECT_TIMEOUT_SECONDS": str(PATIENCE)}
        if self._rocksdb:
            env["CATALOG_STATE_FOLDER"] = str(self._folder / f"member-{place}")
        member = await self._stack.enter_async_context(running(self._address, MODULE, self._run, env=env))
        self.running.insert(place, member)
        self.all.append(member)

    async def ready(self, place: int) -> None:
        """Wait until a member is ready; one that ended because the broker was away is replaced."""
        while True:
            member = self.running[place]

            async def ends_or_is_ready(member: Process = member) -> bool:
                return member.process.returncode is not None or (await member.get("/readyz"))[0] == 200

            await until(ends_or_is_ready, "ready", PATIENCE)
            if member.process.returncode is None:
                return
            assert AWAY.search(member.lines[-1]), member.stderr
            self.running.pop(place)
            await self.add(place)

    async def kill(self, place: int, dice: random.Random) -> None:
        """SIGKILL shortly after it is ready, and start another in its place."""
        await self.ready(place)
        await asyncio.sleep(dice.uniform(2, 4))  # the strike comes by the clock: this is the chaos, not a wait
        await self.running.pop(place).end(signal.SIGKILL)
        self.killed += 1
        await self.add(place)


def transact(address: str, topic: str, key: bytes, *, commit: bool) -> None:
    """One part in a transaction of its own. Its marker is an offset without a record."""
    settings = {
        "bootstrap.servers": address,
        "transactional.id": f"{topic}-{key!r}",
        "log_level": 0,
        "partitioner": "murmur2_random",
    }
    producer = Producer(settings)
    producer.init_transactions(PATIENCE)
    producer.begin_transaction()
    producer.produce(topic, b'{"revision": 1, "text": "in a transaction"}', key=key)
    producer.flush(PATIENCE)
    (producer.commit_transaction if commit else producer.abort_transaction)(PATIENCE)


async def joined(bus: KafkaBus, run: str) -> dict[bytes, object]:
    """The last value of each key."""
    name = f"{run}-joined"
    found: dict[bytes, object] = {}
    for record in await read_all(bus, name, (await partition_numbers(bus))[name]):
        found[record.key or b""] = None if record.value is None else json.loads(record.value)
    return found


async def gaps(members: Members) -> Counter[str]:
    """The gaps that running members have checked, by what was found."""
    found: Counter[str] = Counter()
    for member in members.running:
        for kind, count in re.findall(
            r'catalog_gaps_total\{found="(\w+)".*\} (\S+)', (await member.get("/metrics"))[1]
        ):
            found[kind] += int(float(count))
    return found


async def state(member: Process) -> str:
    """What a member says of itself: where it has lag, whether it is ready, and its last lines."""
    (ready, _), (_, metrics) = await member.get("/readyz"), await member.get("/metrics")
    lag = [
        line for line in metrics.splitlines() if line.startswith("reelbus_consumer_lag{") and not line.endswith(" 0.0")
    ]
    return "\n".join([f"process {member.process.pid}: /readyz {ready}", *lag, *member.lines[-5:]])


async def survives(address: str, folder: Path, *, rocksdb: bool, kafka: ApacheKafka | None = None) -> str:
    """Kill members while they join; assert the end, and return what happened in words."""
    seed = int(os.environ.get("CHAOS_SEED", "7"))
    dice, run = random.Random(seed), f"run-{uuid.uuid4().hex[:6]}"
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    toy = Toy(run)
    await create(bus, list(topic_specs(topics(run))))
    posts, expected = parts(toy, dice)
    portion = len(posts) // KILLS + 1
    async with AsyncExitStack() as stack:
        members = Members(address, run, folder, stack, rocksdb=rocksdb)
        for number in range(KILLS):
            # Before a member is ready: so a backlog waits for it.
            await publish(bus, posts[number * portion : (number + 1) * portion])
            if kafka is not None:
                for commit in (True, False):
                    key = f"transaction-{number}-{commit}".encode()
                    await asyncio.to_thread(transact, address, toy.topics[0], key, commit=commit)
                    expected[key] = {"captions": [1, "in a transaction"]} if commit else None
            while len(members.running) < MEMBERS:
                await members.add(len(members.running))
            await members.kill(number % MEMBERS, dice)
            if kafka is not None and number == KILLS // 2:
                await kafka.stop()
                await kafka.start()

        async def all_is_read() -> bool:
            try:
                return not sum(one.lag + one.waiting for one in await lags(bus, [(name, GROUP) for name in toy.topics]))
            except (KafkaError, BusError):
                return False  # the broker restarts

        try:
            await until(all_is_read, "no lag", PATIENCE)
        finally:
            for member in members.running:
                print(f"\n{await state(member)}")
        for place in range(MEMBERS):
            await members.ready(place)
        counted = await gaps(members)
        for member in members.running:
            assert await member.end(signal.SIGTERM) == 0, member.stderr
    found = await joined(bus, run)
    wrong = {key: (found.get(key), value) for key, value in expected.items() if found.get(key) != value}
    said = (
        f"{len(posts)} parts of {LISTINGS} keys, seed {seed}: {members.killed} SIGKILL"
        f"{', a broker restart' if kafka else ''}; {len(wrong)} keys are wrong; gaps of the last members: {dict(counted)}"
    )
    assert not wrong, f"{said}: {dict(list(wrong.items())[:5])}"
    assert not counted["records"], said
    assert not [line for one in members.all for line in one.lines if "were skipped" in line], said
    ends = {one.process.returncode for one in members.all if not (one.lines and AWAY.search(one.lines[-1]))}
    assert ends <= {0, -signal.SIGKILL}, said
    return said


@pytest.mark.long
@pytest.mark.parametrize(
    "rocksdb", [True, False] if FULL else [False], ids=lambda rocksdb: "rocksdb" if rocksdb else "memory"
)
async def test_every_state_is_right_after_kills_on_the_embedded_broker(rocksdb: bool, tmp_path: Path) -> None:
    with embedded_broker() as address:
        print(f"\n{await survives(address, tmp_path, rocksdb=rocksdb)}")


@asynccontextmanager
async def apache_kafka(folder: Path) -> AsyncIterator[ApacheKafka]:
    kafka = ApacheKafka(kafka_home(), folder / "kafka")
    await kafka.start()
    try:
        yield kafka
    finally:
        await kafka.stop()


@pytest.mark.chaos
@pytest.mark.parametrize("rocksdb", [True, False], ids=lambda rocksdb: "rocksdb" if rocksdb else "memory")
async def test_every_state_is_right_after_kills_and_a_restart_of_kafka(rocksdb: bool, tmp_path: Path) -> None:
    async with apache_kafka(tmp_path) as kafka:
        print(f"\n{await survives(kafka.address, tmp_path, rocksdb=rocksdb, kafka=kafka)}")
