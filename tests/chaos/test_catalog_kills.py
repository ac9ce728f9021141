"""The catalog is killed again and again while a backlog waits; every video's listing is right in the end.

Kills come 2 to 4 s after a member is ready and records take 8 ms, because that is when stock Faust loses some. It is the
catalog as it is deployed, only slowed down. On the embedded broker, and at full length on Apache Kafka, which is
restarted in the middle (`make test-chaos`, CHAOS_KAFKA_HOME).
"""

import asyncio
import os
import random
import re
import signal
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from aiokafka.errors import KafkaError
from confluent_kafka import Producer

from fixtures.waiting import until
from libs.bus import BusError, BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.lag import lags
from libs.events import CaptionParsed, ListingUpdated
from libs.events.envelope import header
from libs.events.specs import existing_topics, topic_specs
from libs.events.tombstone import VERSION
from libs.events.topics import BY_NAME, dead_letter_topic
from reelbus.stack.broker import embedded_broker
from services.catalog.__main__ import GROUP
from services.catalog.stream.settings import CHANGELOG
from tests.chaos.apache_kafka import ApacheKafka, kafka_home
from tests.chaos.video_events import VideoEvents
from tests.integration.processes import Process, running
from tests.support.records import publish, read_all

MODULE = "fixtures.slow_catalog"
INPUTS = [topic for topic in existing_topics() if GROUP in topic.consumers]
OUTPUT = "listing-updated"
FULL = "CHAOS_LISTINGS" in os.environ
LISTINGS = int(os.environ.get("CHAOS_LISTINGS", "600"))
KILLS = 8 if FULL else 3
MEMBERS = 2
RECORD_SECONDS = 0.008
PATIENCE = 300.0
AWAY = re.compile(r"the brokers did not answer|Unable to bootstrap|no broker answers")
"""How a member ends that was starting or restoring while Kafka restarted."""


class Members:
    """Processes that join.

    `killed` counts the strikes, `at_work` those while records waited, `gaps` the jumps of offsets that members have
    checked, by what was found.
    """

    def __init__(self, bus: KafkaBus, address: str, folder: Path | None, stack: AsyncExitStack) -> None:
        self._bus, self._address, self._folder, self._stack = bus, address, folder, stack
        self.running: list[Process] = []
        self.all: list[Process] = []
        self.killed = self.at_work = 0
        self.gaps: Counter[str] = Counter()

    async def add(self, place: int) -> None:
        """Start the member whose states are in folder `place`."""
        env = {"JOIN_SECONDS": str(RECORD_SECONDS), "KAFKA_CONNECT_TIMEOUT_SECONDS": str(PATIENCE)}
        if self._folder is not None:
            env["CATALOG_STATE_FOLDER"] = str(self._folder / f"member-{place}")
        member = await self._stack.enter_async_context(running(self._address, MODULE, env=env))
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
        member = self.running.pop(place)
        await self.note_gaps(member)
        self.at_work += await waiting(self._bus) > 0
        await member.end(signal.SIGKILL)
        self.killed += 1
        await self.add(place)

    async def stop(self) -> None:
        """SIGTERM to all."""
        for place in range(len(self.running)):
            await self.ready(place)
            await self.note_gaps(self.running[place])
        for member in self.running:
            assert await member.end(signal.SIGTERM) == 0, member.stderr

    async def note_gaps(self, member: Process) -> None:
        assert member.process.returncode is None, member.stderr
        for found, count in re.findall(
            r'catalog_gaps_total\{found="(\w+)".*\} (\S+)', (await member.get("/metrics"))[1]
        ):
            self.gaps[found] += int(float(count))


async def waiting(bus: KafkaBus) -> int:
    """Records that the group has not committed."""
    return sum(one.lag + one.waiting for one in await lags(bus, [(topic.name, GROUP) for topic in INPUTS]))


def transact(address: str, record: Outgoing, *, commit: bool) -> None:
    """One record in a transaction of its own. Its marker is an offset without a record."""
    settings = {
        "bootstrap.servers": address,
        "transactional.id": f"{record.topic}-{record.key!r}",
        "log_level": 0,
        "partitioner": "murmur2_random",
    }
    producer = Producer(settings)
    producer.init_transactions(PATIENCE)
    producer.begin_transaction()
    producer.produce(record.topic, record.value, key=record.key, headers=list(record.headers))
    producer.flush(PATIENCE)
    (producer.commit_transaction if commit else producer.abort_transaction)(PATIENCE)


class Published(NamedTuple):
    """A value of the output, and its version."""

    version: int
    listing: ListingUpdated | None


async def published(bus: KafkaBus) -> dict[bytes, list[Published]]:
    """What was published of each video, in order."""
    found: dict[bytes, list[Published]] = defaultdict(list)
    for record in await read_all(bus, OUTPUT, (await partition_numbers(bus))[OUTPUT]):
        assert record.key is not None
        listing = None if record.value is None else ListingUpdated.model_validate_json(record.value)
        version = int(header(record.headers, VERSION) or 0) if listing is None else listing.version
        found[record.key].append(Published(version, listing))
    return found


async def dead_letters(bus: KafkaBus) -> int:
    numbers = await partition_numbers(bus)
    letters = [dead_letter_topic(topic.name, GROUP) for topic in INPUTS]
    return sum([len(await read_all(bus, name, numbers[name])) for name in letters])


def numbered(listing: ListingUpdated | None) -> ListingUpdated | None:
    """`listing` with the version that all have here: how many changes there were depends on the order."""
    return None if listing is None else listing.model_copy(update={"version": 1})


async def state(member: Process) -> str:
    """What a member says of itself: where it has lag, whether it is ready, and its last lines."""
    said = [f"process {member.process.pid}: ended with {member.process.returncode}"]
    if member.process.returncode is None:
        (ready, _), (_, metrics) = await member.get("/readyz"), await member.get("/metrics")
        lag = [line for line in metrics.splitlines() if line.startswith("reelbus_consumer_lag{")]
        said = [f"process {member.process.pid}: /readyz {ready}", *(line for line in lag if not line.endswith(" 0.0"))]
    return "\n".join([*said, *member.lines[-5:]])


async def survives(address: str, folder: Path, *, rocksdb: bool, kafka: ApacheKafka | None = None) -> str:
    """Kill members while they join; assert the end, and return what happened in words."""
    seed, began = int(os.environ.get("CHAOS_SEED", "7")), time.monotonic()
    dice = random.Random(seed)
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([*INPUTS, BY_NAME[OUTPUT], BY_NAME[CHANGELOG]])))
    events = VideoEvents(LISTINGS, dice)
    portion = len(events.records) // KILLS + 1
    async with AsyncExitStack() as stack:
        members = Members(bus, address, folder if rocksdb else None, stack)
        for number in range(KILLS):
            # Before a member is ready: so a backlog waits for it.
            await publish(bus, events.records[number * portion : (number + 1) * portion])
            if kafka is not None:
                for commit in (True, False):
                    part = CaptionParsed(video_id=f"transaction-{number}-{commit}", caption="in a transaction")
                    await asyncio.to_thread(transact, address, events.add(part, arrives=commit), commit=commit)
            while len(members.running) < MEMBERS:
                await members.add(len(members.running))
            await members.kill(number % MEMBERS, dice)
            if kafka is not None and number == KILLS // 2:
                await kafka.stop()
                await kafka.start()

        async def all_is_read() -> bool:
            try:
                return not await waiting(bus)
            except (KafkaError, BusError):
                return False  # the broker restarts

        try:
            await until(all_is_read, "no lag", PATIENCE)
        finally:
            for member in members.running:
                print(f"\n{await state(member)}")
        await members.stop()
    folders = {path.parts[len(folder.parts)] for path in folder.glob("member-*/**/*.db")}
    assert folders == ({f"member-{place}" for place in range(MEMBERS)} if rocksdb else set()), "where states are"
    found, expected = await published(bus), events.listings()
    last = {key: values[-1].listing for key, values in found.items()}
    wrong = {
        key: (last.get(key), value)
        for key, value in expected.items()
        if key not in last or numbered(last[key]) != numbered(value)
    }
    said = (
        f"{len(events.records)} events of {LISTINGS} videos, seed {seed}: {members.killed} SIGKILL, "
        f"{members.at_work} while records waited{', a broker restart' if kafka else ''}; {len(wrong)} listings are wrong; gaps {dict(members.gaps)}; "
        f"{sum(map(len, found.values()))} published; {time.monotonic() - began:.0f} s"
    )
    assert not wrong, f"{said}: {dict(list(wrong.items())[:5])}"
    assert found.keys() == expected.keys(), said
    assert all((listing := last[key]) is not None and listing.complete for key in events.complete), said
    assert all(last[key] is None for key in events.gone), said
    back = [
        key
        for key, values in found.items()
        if any(after.version < before.version for before, after in pairwise(values))
    ]
    assert not back, f"the version went back: {said}: {back[:5]}"
    assert members.at_work >= KILLS // 2, said
    assert not members.gaps["records"], said
    assert not [line for one in members.all for line in one.lines if "were skipped" in line], said
    assert not await dead_letters(bus), said
    ends = {one.process.returncode for one in members.all if not (one.lines and AWAY.search(one.lines[-1]))}
    assert ends <= {0, -signal.SIGKILL}, said
    return said


@pytest.mark.long
@pytest.mark.parametrize(
    "rocksdb", [True, False] if FULL else [False], ids=lambda rocksdb: "rocksdb" if rocksdb else "memory"
)
async def test_every_listing_is_right_after_kills_on_the_embedded_broker(rocksdb: bool, tmp_path: Path) -> None:
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
async def test_every_listing_is_right_after_kills_and_a_restart_of_kafka(rocksdb: bool, tmp_path: Path) -> None:
    async with apache_kafka(tmp_path) as kafka:
        print(f"\n{await survives(kafka.address, tmp_path, rocksdb=rocksdb, kafka=kafka)}")
