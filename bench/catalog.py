"""The catalog's stream with a toy join, beside a plain worker that upserts into a database; and the restore of states.

Both join the same backlog, three parts of each key, on the embedded broker. The worker's database is SQLite in a file,
written in the order of keys, one transaction for each part. A restore is measured from the start of the process's
recovery to its first record, its memory at that moment: states in memory, and in a folder that has them (RocksDB).
"""

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil

from bench.report import Row
from fixtures.toy_catalog import GROUP, Toy, topics
from libs.bus import BusSettings, Event, KafkaBus, Worker, WorkerSettings
from libs.bus.kafka.admin import create
from libs.bus.kafka.partitioner import partition_of
from libs.events import Payload, Topic
from libs.events.specs import topic_specs
from reelbus.stack.broker import embedded_broker, free_port

KEYS, STATES = 3_000, 100_000
SMALL = 50, 300
PARTITIONS = 4
STATE_BYTES = 2_400
MOST_SECONDS = 900.0


class Part(Payload):
    """A part, as the worker reads it."""

    revision: int
    text: str


class Joined(Payload):
    """What the worker publishes."""

    key: str
    parts: dict[str, tuple[int, str]]


async def _prepared(bus: KafkaBus, name: str, keys: int, group: str = GROUP) -> None:
    """The topics, and a part of each key on each input."""
    consumed = [replace(one, consumers=(group,)) if one.consumers else one for one in topics(name, PARTITIONS)]
    await create(bus, list(topic_specs(consumed)))
    value = b'{"revision": 1, "text": "a"}'
    async with bus.producing() as producer:
        for topic in Toy(name).topics:
            for number in range(keys):
                await producer.send(topic, value, key=f"video-{number}".encode())
        await producer.flush()


@contextmanager
def _member(address: str, name: str, folder: Path | None = None) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process of the stream, and the port of its metrics."""
    port = free_port()
    env = os.environ | {
        "KAFKA_BOOTSTRAP_SERVERS": address, "KAFKA_SESSION_TIMEOUT_SECONDS": "6", "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    if folder is not None:
        env["CATALOG_STATE_FOLDER"] = str(folder)
    process = subprocess.Popen([sys.executable, "-m", "fixtures.toy_catalog", name], env=env)
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait()


def _sum(port: int, metric: str) -> float | None:
    """The sum of a metric's series; None while there is no answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as response:
            text = response.read().decode()
    except OSError:
        return None
    return sum(float(value) for value in re.findall(rf"^{metric}\S* (\S+)$", text, re.MULTILINE))


def _await(port: int, metric: str, least: float) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while (_sum(port, metric) or 0.0) < least:
        assert time.monotonic() < deadline, f"{metric} did not reach {least:g} in {MOST_SECONDS:g} s"
        time.sleep(0.05)


def stream(address: str, bus: KafkaBus, keys: int) -> float:
    """Parts a second of the stream, between its first and its last record."""
    name = f"stream-{uuid.uuid4().hex[:6]}"
    asyncio.run(_prepared(bus, name, keys))
    joined = r'reelbus_events_total\{[^}]*outcome="done"'
    with _member(address, name) as (_, port):
        _await(port, joined, 1)
        first, started = _sum(port, joined) or 0.0, time.perf_counter()
        _await(port, joined, 3 * keys)
        return (3 * keys - first) / (time.perf_counter() - started)


async def _worker(address: str, bus: KafkaBus, keys: int, folder: Path) -> float:
    name = f"worker-{uuid.uuid4().hex[:6]}"
    await _prepared(bus, name, keys, "upserts")
    parts = [Topic(topic, "key", "bench", Part, partitions=PARTITIONS) for topic in Toy(name).topics]
    output = Topic(Toy(name).output, "key", "bench", Joined, partitions=PARTITIONS)
    database = sqlite3.connect(folder / f"{name}.sqlite", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE listings (key TEXT PRIMARY KEY, state TEXT NOT NULL)")
    writing = asyncio.Lock()
    done, count, started = asyncio.Event(), 0, 0.0

    def upsert(key: str, topic: str, part: Part) -> dict[str, tuple[int, str]]:
        database.execute("BEGIN IMMEDIATE")
        row = database.execute("SELECT state FROM listings WHERE key = ?", (key,)).fetchone()
        state = (json.loads(row[0]) if row else {}) | {topic: (part.revision, part.text)}
        database.execute(
            "INSERT INTO listings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state",
            (key, json.dumps(state)),
        )
        database.execute("COMMIT")
        return state

    async def handle(event: Event[Part]) -> Joined:
        nonlocal count, started
        started = started or time.perf_counter()
        assert event.key is not None
        async with writing:
            state = await asyncio.to_thread(upsert, event.key, event.topic, event.payload)
        count += 1
        if count == 3 * keys:
            done.set()
        return Joined(key=event.key, parts=state)

    settings = WorkerSettings(retry_delays=(5.0, 60.0, 600.0))
    worker = Worker(bus, "upserts", dict.fromkeys(parts, handle), settings, routes={Joined: output}, order_by_key=True)
    running = asyncio.create_task(worker.run())
    await asyncio.wait([running, asyncio.create_task(done.wait())], return_when=asyncio.FIRST_COMPLETED)
    await worker.drained()
    took = time.perf_counter() - started
    worker.stop()
    await running
    database.close()
    return 3 * keys / took


async def _changelog(bus: KafkaBus, name: str, states: int) -> None:
    """Topics with a changelog of `states`. The last batch of a partition has one record: Tansu counts no more of it."""
    await create(bus, list(topic_specs(topics(name, PARTITIONS))))
    state = json.dumps({"captions": [1, "a" * STATE_BYTES]}).encode()
    keys = [f"video-{number}".encode() for number in range(states)]
    last = {partition_of(key, range(PARTITIONS)): key for key in keys}
    async with bus.producing() as producer:
        for key in keys:
            await producer.send(f"{name}-changelog", state, key=key)
        await producer.flush()
        for key in last.values():
            await producer.send_and_wait(f"{name}-changelog", state, key=key)


def restores(
    address: str, bus: KafkaBus, states: int, folder: Path, *, warm: bool = True
) -> dict[str, tuple[float, float]]:
    """Seconds and memory (MB) of a restore: in memory, to a new folder, and to one that has the states (`warm`)."""
    name = f"restore-{uuid.uuid4().hex[:6]}"
    asyncio.run(_changelog(bus, name, states))
    found = {}
    ways = (("memory", None), ("new folder", folder / name), ("folder", folder / name))
    for way, place in ways if warm else ways[:2]:  # each costs the start of a process
        with _member(address, name, place) as (process, port):
            _await(port, "reelbus_catalog_recovery_seconds", 0.001)
            memory = psutil.Process(process.pid).memory_info().rss / 1e6
            found[way] = (_sum(port, "reelbus_catalog_recovery_seconds") or 0.0, memory)
    return found


def run(*, small: bool = False) -> list[Row]:
    """`small`: 50 keys, and 300 states; none to a folder that has them."""
    keys, states = SMALL if small else (KEYS, STATES)
    with tempfile.TemporaryDirectory() as name, embedded_broker() as address:
        folder = Path(name)
        bus = KafkaBus(BusSettings(bootstrap_servers=address, session_timeout_seconds=6))
        ours, theirs = stream(address, bus, keys), asyncio.run(_worker(address, bus, keys, folder))
        restored = restores(address, bus, states, folder, warm=not small)
    of_folder = restored.get("folder", restored["new folder"])
    seconds, memory = (
        Row.of(
            f"catalog, restore of {states:,} states to a folder that has them", "states in memory",
            ours=[of_folder[place]], theirs=[restored["memory"][place]], unit=unit, goal=None,
            higher_is_better=False,
        )
        for place, unit in ((0, "s"), (1, "MB"))
    )  # fmt: skip
    return [
        Row.of("catalog, parts joined", "a worker with upsert (SQLite)", ours=[ours], theirs=[theirs], unit="events/s",
               goal=None),
        seconds,
        memory,
        Row.alone("catalog, restore", "to a new folder", restored["new folder"][0], "s", higher_is_better=False),
    ]  # fmt: skip
