"""Members of a group are killed, stopped and replaced while messages flow; each message must end in one place.

What differs from service to service stands in a `Service`, one for each in tests/chaos/services.
"""

import asyncio
import os
import random
import signal
import subprocess
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import psutil
from aiokafka.errors import KafkaError

from fixtures.waiting import until
from libs.bus import KafkaBus, SetupError
from libs.bus.kafka.admin import partition_numbers
from libs.bus.lag import lags
from libs.events.envelope import header
from libs.events.topics import dead_letter_topic
from libs.scratch import LOCK, PREFIX
from tests.integration.processes import Process, running
from tests.support.records import read_all
from tests.support.s3 import S3Env

PATIENCE = 900.0
"""Seconds until a message that has not ended counts as lost: a machine may stall, and the broker be restarted."""
LATEST_SECONDS = 2.5
"""A strike at a random moment comes so long after all members were ready, at most."""
SESSION = {
    "KAFKA_SESSION_TIMEOUT_SECONDS": "2",
    "WORKER_COMMIT_INTERVAL_SECONDS": "0.2",
    "WORKER_REBALANCE_DRAIN_SECONDS": "2",
    "WORKER_SHUTDOWN_DRAIN_SECONDS": "3",
}
"""A killed member is missed for two seconds before the others get its partitions."""

Place = Literal["done", "dead"]
"""Where a message must end: its result is out, or it is a dead letter."""


@dataclass(frozen=True)
class Ended:
    """One record that says how a message ended."""

    key: str
    event_id: str | None
    content: bytes


@dataclass(frozen=True)
class Surroundings:
    """What a service runs on."""

    address: str
    """Of the broker."""
    bus: KafkaBus
    s3: S3Env
    root: str
    """The URI below which objects are stored."""
    folder: Path
    """Of the test's own."""


async def nothing_more(_: Mapping[str, bytes]) -> None:
    """What a service without effects has to show in addition."""


@dataclass(frozen=True)
class Service:
    """What there is to know of a service: how it is started, what it is given, and what must come of it."""

    module: Sequence[str]
    """What `python -m` runs, with its arguments."""
    env: Mapping[str, str]
    queues: Sequence[tuple[str, str]]
    """Topic and group: of the service first, then of others that its work passes through."""
    results: Sequence[str]
    """The topics that it writes."""
    post: Callable[[int], Awaitable[Mapping[str, Place]]]
    """Post some messages, numbered by portion; returns the key of each, and where it must end."""
    key: Callable[[bytes], str]
    """The key of a message, from its value or from that of its result."""
    folder: Path | None = None
    """Where members have their temporary files (`libs.scratch`): nothing may be left there."""
    files_are_work: bool = False
    """A member has work in hand while it has a temporary file; otherwise, while messages wait."""
    works: Callable[[int], Awaitable[bool]] | None = None
    """Whether the member with this process id has work in hand, if files and messages do not say so."""
    killed: list[int] = field(default_factory=list)
    """The process ids of the members that SIGKILL ended, so far."""
    content: Callable[[bytes], bytes] = bytes
    """What of a result must be the same whenever it is repeated."""
    effects: Callable[[Mapping[str, bytes]], Awaitable[None]] = nothing_more
    """Asserts what must be true at the end, given the key and value of each result."""
    members: int = 2
    portions: int = 1
    """To be posted at least."""
    rounds: int = 4
    """Of strikes, at least."""
    waiting: int = 1
    """Another portion is posted when fewer messages wait."""


@dataclass
class Members:
    """The processes of one service."""

    address: str
    service: Service
    stack: AsyncExitStack
    running: list[Process] = field(default_factory=list)
    strikes: Counter[str] = field(default_factory=Counter)

    async def add(self) -> None:
        process = running(self.address, *self.service.module, env={**SESSION, **self.service.env})
        self.running.append(await self.stack.enter_async_context(process))

    async def ready(self) -> None:
        """Wait until all are: while the others do not work, none is struck."""
        for one in self.running:
            await one.ready(PATIENCE)

    async def strike(self, how: signal.Signals) -> None:
        """End the oldest member, and start another one."""
        victim = self.running.pop(0)
        assert victim.process.returncode is None, f"a member ended by itself:\n{victim.stderr[-3000:]}"
        status = await victim.end(how)
        assert how is signal.SIGKILL or status == 0, f"{how.name} ends in status {status}:\n{victim.stderr[-3000:]}"
        self.strikes[how.name] += 1
        if how is signal.SIGKILL:
            self.service.killed.append(victim.process.pid)
        await self.add()

    async def stop(self) -> None:
        """SIGTERM to all, who are ready: one that has just started may have no signal handlers yet."""
        await self.ready()
        for one in self.running:
            one.process.terminate()
        for one in self.running:
            assert await one.ended() == 0, one.stderr[-3000:]


@dataclass
class Traffic:
    """What was posted to a service, and what came of it."""

    bus: KafkaBus
    service: Service
    posted: dict[str, Place] = field(default_factory=dict)
    portions: int = 0

    async def post(self) -> None:
        """One more portion."""
        self.posted.update(await self.service.post(self.portions))
        self.portions += 1

    async def post_if_few_wait(self) -> None:
        if await self.waiting() < self.service.waiting:
            await self.post()

    async def waiting(self) -> int:
        """Messages without a commit, in retry topics too."""
        found: list[int] = []

        async def counted() -> bool:
            try:
                found[:] = [one.lag + one.waiting for one in await lags(self.bus, self.service.queues)]
            except (KafkaError, SetupError):
                return False  # the broker restarts
            return True

        await until(counted, "the broker answers", PATIENCE)
        return sum(found)

    async def all_have_ended(self) -> bool:
        if await self.waiting():
            return False
        return {one.key for one in await self.results() + await self.dead()} >= self.posted.keys()

    async def results(self) -> list[Ended]:
        return await self._read(self.service.results)

    async def dead(self) -> list[Ended]:
        own = self.service.queues[0][1]
        return await self._read([dead_letter_topic(name, group) for name, group in self.service.queues if group == own])

    async def _read(self, topics: Sequence[str]) -> list[Ended]:
        """What these topics have of this run."""
        numbers = await partition_numbers(self.bus)
        records = [record for name in topics for record in await read_all(self.bus, name, numbers[name])]
        read = [(record.value or b"", header(record.headers, "ce_id")) for record in records]
        ended = [Ended(self.service.key(value), event_id, value) for value, event_id in read]
        return [one for one in ended if one.key in self.posted]


@dataclass
class Chaos:
    """Strikes against the members while there is traffic."""

    traffic: Traffic
    members: Members
    dice: random.Random
    restart: str | None
    """A shell command that restarts the broker, once, in the middle."""
    at_work: int = 0
    """Strikes by SIGKILL at a member that had work in hand."""

    async def run(self) -> None:
        service = self.traffic.service
        for _ in range(service.members):
            await self.members.add()
        rounds = 0
        while rounds < service.rounds or self.traffic.portions < service.portions:
            await self.members.ready()
            await self.traffic.post_if_few_wait()
            await self.strike(with_work=rounds % 2 == 0)
            rounds += 1
            if self.restart and rounds >= service.rounds / 2:
                await asyncio.to_thread(subprocess.run, ["bash", "-c", self.restart], check=True)
                self.members.strikes["broker restart"] += 1
                self.restart = None
        await until(self.traffic.all_have_ended, "all messages have ended", PATIENCE)
        await self.members.stop()

    async def strike(self, *, with_work: bool) -> None:
        """SIGKILL, and at once SIGTERM to another member."""
        victim = psutil.Process(self.members.running[0].process.pid)
        if with_work:
            await until(lambda: self.suspended_with_work(victim), "work in hand")
        else:
            # The strike comes by the clock: this is the chaos, not a wait.
            await asyncio.sleep(self.dice.uniform(0, LATEST_SECONDS))
        self.at_work += with_work or await self.has_work(victim)
        await self.members.strike(signal.SIGKILL)
        await self.members.strike(signal.SIGTERM)

    async def suspended_with_work(self, victim: psutil.Process) -> bool:
        """Suspend the victim with work in hand; where there is none, it goes on, with work to do."""
        victim.suspend()
        if await self.has_work(victim):
            return True
        victim.resume()
        await self.traffic.post_if_few_wait()
        return False

    async def has_work(self, victim: psutil.Process) -> bool:
        service = self.traffic.service
        if service.works is not None:
            return await service.works(victim.pid)
        return bool(files_of(victim)) if service.files_are_work else await self.traffic.waiting() > 0


def files_of(process: psutil.Process) -> list[Path]:
    """The temporary files of a process: those beside the lock that it holds."""
    own = [Path(one.path).parent for one in process.open_files() if Path(one.path).name == LOCK]
    return [path for folder in own for path in folder.iterdir() if path.name != LOCK]


async def survives(on: Surroundings, service: Service) -> str:
    """Run `service` under strikes and assert what it promises; returns what happened, in words."""
    seed = int(os.environ.get("CHAOS_SEED", "7"))
    # The embedded broker keeps everything in memory: only that of the environment can be restarted.
    restart = (
        os.environ.get("CHAOS_RESTART_BROKER") if on.address == os.environ.get("KAFKA_BOOTSTRAP_SERVERS") else None
    )
    traffic = Traffic(on.bus, service)
    async with AsyncExitStack() as stack:
        members = Members(on.address, service, stack)
        chaos = Chaos(traffic, members, random.Random(seed), restart)
        await chaos.run()
    results, letters = await traffic.results(), await traffic.dead()
    done, dead = {one.key for one in results}, {one.key for one in letters}
    once = {(one.key, one.event_id, service.content(one.content)) for one in results}
    said = (
        f"{len(traffic.posted)} messages, seed {seed}; "
        + ", ".join(f"{count} {name}" for name, count in members.strikes.items())
        + f", {chaos.at_work} with work in hand; {len(done)} done, {len(dead)} dead letters; "
        f"repeats: {len(results) - len(once)} of {len(results)} results, {len(letters) - len(dead)} of {len(letters)} dead letters"
    )
    assert done == {key for key, place in traffic.posted.items() if place == "done"}, said
    assert dead == {key for key, place in traffic.posted.items() if place == "dead"}, said
    assert len(once) == len(done), f"a repeat has another id or content: {said}"
    assert len(set(letters)) == len(dead), f"a repeat has another id or content: {said}"
    assert chaos.at_work >= service.rounds // 2, said
    if service.folder is not None:
        assert not list(service.folder.glob(f"{PREFIX}*")), "something is left of a killed member"
    await service.effects({one.key: one.content for one in results})
    return said
