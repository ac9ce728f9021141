"""Captions and collages on Apache Kafka while clients of all kinds write, members die, and each dependency goes away.

Every good event ends in one place, and lag and dependencies are told as they are, sampled every second. Minutes, with
a broker of its own that it stops and damages: `make test-chaos`, CHAOS_KAFKA_HOME, root (for a small file system).
"""

import asyncio
import json
import random
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import NewPartitions
from aiokafka.errors import KafkaError

from fixtures.waiting import until
from libs.bus import Announcer, BusError, BusSettings, KafkaBus
from libs.bus.lag import lags
from libs.bus.reading import bounds
from libs.database import DatabaseSettings, open_database
from libs.events import CollageBatchSubmitted
from libs.events.envelope import header
from libs.events.topics import dead_letter_topic
from libs.storage import Storage, open_storage
from tests.chaos.apache_kafka import ApacheKafka, kafka_home
from tests.chaos.clients import TOPIC, Clients
from tests.chaos.sampling import Key, Sampler
from tests.chaos.scratch_disk import full, small_disk
from tests.integration.collage.batches import (
    PLANNER,
    TALLY,
    WORKER,
    completions,
    cover_host,
    covers,
    records,
    rows,
)
from tests.integration.processes import Process, running
from tests.support.postgres import new_database
from tests.support.s3 import S3Env, s3_settings
from tests.support.service_topics import create_topics
from tests.support.stalling_proxy import StallingProxy

pytestmark = pytest.mark.chaos

AWAY_SECONDS = 30.0
CALM_SECONDS = 10.0
"""Traffic alone, between two blows."""
PATIENCE = 300.0
CAPTION = "services.caption"
PARSED = "caption-parsed"
GROUPS = (
    (TOPIC, "caption"), ("collage-batch-submitted", "collage-planner"), ("collage-requested", "collage"),
    ("collage-generated", "collage-tally"),
)  # fmt: skip
PICTURES, CREATORS, PER_PAGE = 140, 4, 35
TRUNCATED = 5
"""The partition whose log is lost."""


@pytest.fixture
def database() -> AsyncIterator[str]:
    with new_database() as url:
        yield url


class Stack:
    """The services that run, and how to replace one."""

    def __init__(self, address: str, env: Mapping[str, str], stack: AsyncExitStack) -> None:
        self._address, self._env, self._stack = address, env, stack
        self.members: list[tuple[str, Process]] = []

    async def add(self, module: str) -> None:
        process = await self._stack.enter_async_context(running(self._address, module, env=self._env))
        self.members.append((module, process))

    def services(self) -> list[Process]:
        return [process for _, process in self.members]

    async def replace(self, module: str, *, kill: bool) -> None:
        """End the eldest member of a group, and let another one join."""
        victim = next(member for member in self.members if member[0] == module)
        self.members.remove(victim)
        process = victim[1]
        assert process.process.returncode is None, f"{module} ended by itself:\n{process.stderr[-3000:]}"
        process.process.kill() if kill else process.process.terminate()
        status = await process.ended()
        assert kill or status == 0, process.stderr[-3000:]
        await self.add(module)


class Chaos:
    """The traffic, and the blows against what it runs on."""

    def __init__(self, kafka: ApacheKafka, bus: KafkaBus, clients: Clients, storage: Storage, host: str) -> None:
        self.kafka, self.bus, self.clients, self.storage, self.host = kafka, bus, clients, storage, host
        self.partitions = list(range(12))
        self.batches: list[str] = []

    async def traffic(self) -> None:
        """Until cancelled."""
        dice = random.Random(7)
        for turn in range(1_000_000):
            await self.clients.compressed(self.partitions)
            if turn % 3 == 0:
                await self.clients.transaction(dice.choice(self.partitions), commit=turn % 2 == 0)
            if turn % 5 == 1:
                await self.clients.unreadable(self.bus, dice.choice(self.partitions))
            if turn % 15 == 2:
                await self.submit()
            await asyncio.sleep(0.5)

    async def submit(self) -> None:
        batch = f"chaos-{uuid.uuid4().hex[:8]}"
        uri = self.storage.uri(f"batches/{batch}/covers.csv")
        try:
            content = rows(self.host, PICTURES, CREATORS).encode()
            await self.storage.put(uri, content, content_type="text/csv")
            async with Announcer(self.bus, "test") as announcer:
                await announcer.announce([CollageBatchSubmitted(batch_id=batch, csv_uri=uri)])
        except (KafkaError, BusError, OSError):
            return  # not acknowledged: whether it counts is open
        self.batches.append(batch)


async def test_every_good_event_ends_in_one_place(s3: S3Env, root: str, database: str, tmp_path: Path) -> None:
    kafka = ApacheKafka(kafka_home(), tmp_path / "kafka")
    await kafka.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(kafka.stop)
        bus = KafkaBus(BusSettings(bootstrap_servers=kafka.address, session_timeout_seconds=6))
        await create_topics(bus, "caption", "ingest", "collage-planner", "collage", "collage-tally")
        async with open_database(await upgraded(database)):
            pass
        store = await stack.enter_async_context(StallingProxy(s3["AWS_ENDPOINT_URL"].rpartition("/")[2]))
        there, _, name = database.rpartition("@")[2].partition("/")
        tables = await stack.enter_async_context(StallingProxy(there))
        disk = stack.enter_context(small_disk(tmp_path / "disk", 8))
        host = await stack.enter_async_context(cover_host(covers(tmp_path / "covers", 24)))
        env = {
            **s3,
            "AWS_ENDPOINT_URL": f"http://{store.address}",
            "STORAGE_URI": root,
            "DATABASE_URL": f"{database.rpartition('@')[0]}@{tables.address}/{name}",
            "COLLAGE_WORK_FOLDER": str(disk),
            "FETCH_ALLOW_PRIVATE": host,
            "WORKER_RETRY_DELAYS": "2,10,30",
            "CAPTION_METHOD": "rules",
        }
        services = Stack(kafka.address, env, stack)
        for module in (CAPTION, CAPTION, PLANNER, WORKER, WORKER, TALLY):
            await services.add(module)
        await asyncio.gather(*(one.ready() for one in services.services()))
        storage = await stack.enter_async_context(open_storage(s3_settings(s3, root)))
        clients = Clients(kafka.address, seed=7)
        chaos = Chaos(kafka, bus, clients, storage, host)
        sampler = Sampler(services.services, lambda: true_lags(bus))
        async with sampler.running():
            async with traffic(chaos):
                await asyncio.sleep(CALM_SECONDS)
                await blows(chaos, services, sampler, store, tables, disk)
            await until(lambda: all_done(bus, chaos), "all ends", PATIENCE)
            await until(lambda: nothing_left(bus), "the lag goes away", PATIENCE)
            await asyncio.sleep(CALM_SECONDS)
        await report(bus, chaos, sampler)
        await asyncio.gather(*(one.ready() for one in services.services()))  # those that came last, too
        for one in services.services():
            one.process.terminate()
        assert [await one.ended() for one in services.services()] == [0] * len(services.services())


async def upgraded(database: str) -> DatabaseSettings:
    from libs.database import connected
    from libs.database.upgrade import upgrade

    settings = DatabaseSettings.model_validate({"DATABASE_URL": database})
    async with connected(settings.url, ours=True) as engine:
        await upgrade(engine)
    return settings


@asynccontextmanager
async def traffic(chaos: Chaos) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(chaos.traffic())
        yield
        task.cancel()


async def blows(
    chaos: Chaos, services: Stack, sampler: Sampler, store: StallingProxy, tables: StallingProxy, disk: Path
) -> None:
    """One after the other, with some traffic between them."""
    await services.replace(CAPTION, kill=True)
    await services.replace(WORKER, kill=True)
    await asyncio.sleep(CALM_SECONDS)
    await services.replace(CAPTION, kill=False)
    await services.replace(TALLY, kill=True)
    await asyncio.sleep(CALM_SECONDS)

    async with chaos.bus.admin() as admin:
        await admin.create_partitions({TOPIC: NewPartitions(total_count=13)})
    await asyncio.sleep(CALM_SECONDS)  # the producers learn of it once a second
    chaos.partitions.append(12)
    await asyncio.sleep(CALM_SECONDS)

    for name, proxy in (("store", store), ("database", tables)):
        proxy.stall()
        with sampler.outage(name):
            await asyncio.sleep(AWAY_SECONDS)
        proxy.go_on()
        await asyncio.sleep(CALM_SECONDS)

    with full(disk):
        await chaos.submit()
        await asyncio.sleep(CALM_SECONDS)

    # What the broker loses was handled: a message that is gone before anybody saw it can end nowhere.
    chaos.partitions.remove(TRUNCATED)
    await until(lambda: nothing_left(chaos.bus, TRUNCATED), "the partition is read to its end", PATIENCE)
    with sampler.outage("broker"):
        await chaos.kafka.stop()
        chaos.kafka.empty(TOPIC, TRUNCATED)
        await asyncio.sleep(AWAY_SECONDS)
        await chaos.kafka.start()
    chaos.partitions = [TRUNCATED]
    await asyncio.sleep(CALM_SECONDS)
    chaos.partitions = list(range(13))
    await asyncio.sleep(CALM_SECONDS)


# ---- what is so ---------------------------------------------------------------------------------


async def true_lags(bus: KafkaBus) -> dict[Key, int] | None:
    try:
        async with asyncio.timeout(10):
            found = await lags(bus, GROUPS)
    except (KafkaError, BusError, OSError, TimeoutError):
        return None
    return {(one.group, one.topic): one.lag for one in found}


async def nothing_left(bus: KafkaBus, partition: int | None = None) -> bool:
    """Whether all is committed: of all groups, or of one partition of the captions' topic."""
    await asyncio.sleep(0.5)  # a look at all of it is not free
    if partition is None:
        return await true_lags(bus) == {(group, name): 0 for name, group in GROUPS}
    tp = TopicPartition(TOPIC, partition)
    async with bus.reader("caption") as reader:
        _, end = (await bounds(reader, [tp]))[tp]
        return (await reader.committed(tp) or 0) >= end


async def captions(bus: KafkaBus) -> dict[str, set[str]]:
    """Video id → event ids of its results."""
    found: dict[str, set[str]] = {}
    for record in await records(bus, PARSED):
        video_id = json.loads(record.value or b"{}")["video_id"]
        found.setdefault(video_id, set()).add(header(record.headers, "ce_id") or "")
    return found


async def all_done(bus: KafkaBus, chaos: Chaos) -> bool:
    await asyncio.sleep(0.5)
    done = (await captions(bus)).keys()
    completed = {event.batch_id for event in (await completions(bus)).values()}
    return chaos.clients.good <= done and set(chaos.batches) <= completed


async def report(bus: KafkaBus, chaos: Chaos, sampler: Sampler) -> None:
    """Print what came of it, and hold it against the promises."""
    clients, done = chaos.clients, await captions(bus)
    letters = b"\n".join([record.value or b"" for record in await records(bus, dead_letter_topic(TOPIC, "caption"))])
    dead = {one for one in clients.odd if one.encode() + b'"' in letters}
    completed = [event for event in (await completions(bus)).values() if event.batch_id in chaos.batches]
    lies = sampler.lies()
    print(
        f"\nother people's data: {len(clients.good)} good messages, {len(done)} captions; {len(clients.aborted)} "
        f"aborted, {len(clients.aborted & done.keys())} of them handled; {len(clients.odd)} in odd batches, "
        f"{len(dead)} in dead letters; {len(chaos.batches)} batches, {len(completed)} completions; "
        f"{len(sampler.samples)} samples, {len(lies)} of them wrong",
        *sampler.outages, *lies[:20], sep="\n  ",
    )  # fmt: skip
    assert clients.good <= done.keys()
    assert not clients.aborted & done.keys()
    assert all(len(ids) == 1 for ids in done.values()), "one event for each, however often"
    odd_done = clients.odd & done.keys()
    assert odd_done | dead == clients.odd
    assert not odd_done & dead
    assert Counter(event.batch_id for event in completed) == Counter(chaos.batches), "each once"
    assert {event.placed + event.missing for event in completed} <= {PICTURES}
    assert {(event.status, event.failed) for event in completed} == {("completed", 0)}
    assert not lies
