"""Workers are killed, stopped and replaced all the time; every message ends in exactly one place.

The broker is the one of KAFKA_BOOTSTRAP_SERVERS (and CHAOS_RESTART_BROKER is then a shell command that restarts it,
once, in the middle), else the embedded one, which keeps everything in memory and so cannot be restarted.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import aiohttp
import pytest
from aiokafka.admin import NewTopic
from aiokafka.errors import KafkaError

from libs.bus import BusSettings, KafkaBus, SetupError
from libs.bus.failure import Outgoing
from libs.bus.lag import lags
from libs.events.envelope import Headers, header
from libs.events.topics import dead_letter_topic, derived_topics
from reelbus.stack.broker import embedded_broker, free_port
from tests.chaos.process import GROUP, Task, topics
from tests.support.records import publish, read_all
from tests.support.waiting import until

EVENTS = int(os.environ.get("CHAOS_EVENTS", "600"))
WORKERS = 3
PARTITIONS = 6
TIERS = (1.0, 2.0, 4.0)
BETWEEN_SECONDS = 3.0
"""From "all members are ready again" to the next blow."""
LIMIT_SECONDS = 900.0


@pytest.fixture
def bus() -> Iterator[KafkaBus]:
    with ExitStack() as stack:
        given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
        if given:
            yield KafkaBus(BusSettings(session_timeout_seconds=6))
        else:
            address = stack.enter_context(embedded_broker())
            os.environ["KAFKA_BOOTSTRAP_SERVERS"] = address
            stack.callback(os.environ.pop, "KAFKA_BOOTSTRAP_SERVERS")
            yield KafkaBus(BusSettings(bootstrap_servers=address, session_timeout_seconds=6))


class Crew:
    """The worker processes, each with its health port."""

    def __init__(self, run: str, logs: Path) -> None:
        self._run = run
        self._logs = logs
        self._started = 0
        self.members: list[tuple[subprocess.Popen[bytes], int]] = []
        self.did: Counter[str] = Counter()

    def hire(self) -> None:
        self._started += 1
        port = free_port()
        env = os.environ | {
            "KAFKA_SESSION_TIMEOUT_SECONDS": "6",
            "PORT": str(port),
            "WORKER_CONCURRENCY": "24",
            "WORKER_RETRY_DELAYS": ",".join(map(str, TIERS)),
            "WORKER_REBALANCE_DRAIN_SECONDS": "2",
            "WORKER_SHUTDOWN_DRAIN_SECONDS": "3",
            "LOG_LEVEL": "INFO",
        }
        with (self._logs / f"worker-{self._started}.log").open("wb") as log:
            command = [sys.executable, "-m", "tests.chaos.process", self._run]
            self.members.append((subprocess.Popen(command, env=env, stderr=log, stdout=log), port))

    async def ready(self) -> bool:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
            try:
                for _, port in self.members:
                    async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                        if answer.status != 200:
                            return False
            except (aiohttp.ClientError, TimeoutError):
                return False
        return True

    def strike(self, how: signal.Signals) -> None:
        """Take the one that has been there longest, and send in another."""
        victim, _ = self.members.pop(0)
        status = victim.poll()
        assert status is None, f"a worker ended by itself with status {status}: see {self._logs}"
        victim.send_signal(how)
        if how is signal.SIGTERM:
            assert victim.wait(timeout=60) == 0, f"SIGTERM ends in status {victim.returncode}: see {self._logs}"
        else:
            victim.wait(timeout=10)
        self.did[how.name] += 1
        self.hire()

    def dismiss(self) -> None:
        """Of members that are ready: one that has just started may have no signal handlers yet."""
        for member, _ in self.members:
            member.terminate()
        for member, _ in self.members:
            assert member.wait(timeout=60) == 0, f"SIGTERM ends in status {member.returncode}: see {self._logs}"

    def kill(self) -> None:
        for member, _ in self.members:
            member.kill()
            member.wait(timeout=10)


def tasks_of(count: int, seed: int) -> list[Task]:
    """0 to 5 s each, a tenth fails once, some never work."""
    dice = random.Random(seed)
    moods = ["fails-once"] * 10 + ["rejected"] * 2 + ["bug"] * 2 + ["fine"] * 86
    return [
        Task(name=f"task-{number:05}", seconds=round(dice.uniform(0, 5), 2), mood=dice.choice(moods))
        for number in range(count)
    ]


async def put(bus: KafkaBus, topic: str, tasks: list[Task]) -> None:
    # Every other one as a person would produce it: without headers, so that its id is derived from its place.
    heads: list[Headers] = [(("ce_id", task.name.encode()),) if i % 2 else () for i, task in enumerate(tasks)]
    records = [
        Outgoing(topic, task.name.encode(), task.model_dump_json().encode(), head)
        for task, head in zip(tasks, heads, strict=True)
    ]
    await publish(bus, records)


async def read(bus: KafkaBus, topic: str) -> list[tuple[str, str | None]]:
    """Each record's task name and event id."""
    records = await read_all(bus, topic, range(PARTITIONS))
    return [(record.key.decode(), header(record.headers, "ce_id")) for record in records]


async def lag(bus: KafkaBus, topic: str) -> int:
    """What is not committed, of the topic and of its retry topics."""
    (found,) = await lags(bus, [(topic, GROUP)])
    return found.lag + found.waiting


@pytest.mark.long
async def test_every_message_ends_in_exactly_one_place(bus: KafkaBus, tmp_path: Path) -> None:
    run = f"chaos-{uuid.uuid4().hex[:8]}"
    source, target = topics(run)
    dlq = dead_letter_topic(source.name, GROUP)
    async with bus.admin() as admin:
        names = [source.name, target.name, *derived_topics(source.name, GROUP, len(TIERS))]
        await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in names])
    seed = int(os.environ.get("CHAOS_SEED", "7"))
    tasks = tasks_of(EVENTS, seed)
    await put(bus, source.name, tasks)

    crew = Crew(run, tmp_path)
    for _ in range(WORKERS):
        crew.hire()
    started = time.monotonic()
    restart = os.environ.get("CHAOS_RESTART_BROKER")
    try:
        while True:
            # The blows come by the clock, counted from when the crew is whole: this is the chaos, not a wait.
            await asyncio.sleep(BETWEEN_SECONDS)
            try:
                ended = {name for name, _ in await read(bus, target.name) + await read(bus, dlq)}
                if len(ended) == EVENTS:
                    break
            except (KafkaError, SetupError):
                continue
            assert time.monotonic() - started < LIMIT_SECONDS, f"{EVENTS - len(ended)} tasks missing: see {tmp_path}"
            if not await crew.ready():
                continue
            crew.strike(signal.SIGKILL)
            crew.strike(signal.SIGTERM)
            if restart and len(ended) > EVENTS / 3:
                await asyncio.to_thread(subprocess.run, ["bash", "-c", restart], check=True)
                crew.did["broker restart"] += 1
                restart = None
        while left := await lag(bus, source.name):
            assert time.monotonic() - started < LIMIT_SECONDS, f"lag of {left} that does not go away: see {tmp_path}"
            await asyncio.sleep(0.5)
        took = time.monotonic() - started
        await until(crew.ready, "the crew is ready")
        crew.dismiss()
    finally:
        crew.kill()

    done, dead = await read(bus, target.name), await read(bus, dlq)
    names_done, names_dead = {name for name, _ in done}, {name for name, _ in dead}
    hopeless = {task.name for task in tasks if task.mood in ("rejected", "bug")}
    print(
        f"\nchaos: {EVENTS} events, seed {seed}, {took:.0f} s; {crew.did['SIGKILL']} SIGKILL, {crew.did['SIGTERM']} "
        f"SIGTERM, {crew.did['broker restart']} broker restarts\n"
        f"  done {len(names_done)}, dead letters {len(names_dead)}, missing {EVENTS - len(names_done | names_dead)}, "
        f"in both {len(names_done & names_dead)}\n"
        f"  repeats before de-duplication by event id: {len(done) - len(set(done))} of {len(done)} results, "
        f"{len(dead) - len(set(dead))} of {len(dead)} dead letters"
    )
    assert names_done | names_dead == {task.name for task in tasks}
    assert names_dead == hopeless
    assert not names_done & names_dead
    # De-duplicated by event id there is one effect for each.
    assert len(set(done)) == len(names_done)
    assert len(set(dead)) == len(names_dead)
