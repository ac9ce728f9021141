"""A worker in front of far more than it can handle holds no more of it than it has room for."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from aiokafka.admin import NewTopic
from prometheus_client.parser import text_string_to_metric_families

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.publisher import Publisher
from libs.events.topics import derived_topics
from tests.integration.bus.memory_worker import GROUP, HANDLED, WAITING, Waiting
from tests.integration.processes import Process, running

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")

EVENTS, EVENT_BYTES = 100_000, 1000
CONCURRENCY = 200
PARTITIONS = 3
"""A fetch brings up to 1 MB of each partition and is parsed as a whole: with few of them the figures are steady."""
WARM, HELD = 2_000, 7_000
"""Events handled until the first and the last look: 10 s and 35 s at this concurrency and a second each."""
GROWTH_MB = 20.0


@pytest.mark.long
@pytest.mark.measures
async def test_a_worker_in_front_of_a_full_topic_stays_flat(
    own_broker: str, record_property: Callable[[str, object], None]
) -> None:
    await fill(own_broker)
    env = {"WORKER_CONCURRENCY": str(CONCURRENCY)}
    async with running(own_broker, "tests.integration.bus.memory_worker", env=env) as worker:
        await worker.ready()
        at_start = resident_mb(worker)
        await until(lambda: has_handled(worker, WARM), f"{WARM} handled")
        warm = resident_mb(worker)
        samples = [warm]

        async def sampled() -> bool:
            samples.append(resident_mb(worker))
            return await has_handled(worker, HELD)

        await until(sampled, f"{HELD} handled")
        pending = await metric(worker, "reelbus_messages_pending")
        worker.process.terminate()
        assert await worker.ended() == 0, worker.stderr
    figures = {"start": at_start, "warm": warm, "highest": max(samples), "last": samples[-1]}
    said = ", ".join(f"{name} {megabytes:.1f} MB" for name, megabytes in figures.items())
    print(f"\nresident memory in front of {EVENTS} events of {EVENT_BYTES} bytes, {CONCURRENCY} held at a time: {said}")
    for name, megabytes in figures.items():
        record_property(name, round(megabytes, 1))
    assert pending <= 500, "what is fetched and not at work is bounded by WORKER_PREFETCH"
    assert max(samples) - warm < GROWTH_MB, said


async def fill(broker: str) -> None:
    """Let `EVENTS` wait in the topic before there is a worker."""
    bus = KafkaBus(BusSettings(bootstrap_servers=broker, security_protocol="PLAINTEXT"))
    names = [WAITING.name, HANDLED.name, *derived_topics(WAITING.name, GROUP, 3)]
    async with bus.admin() as admin:
        await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in names])
    publisher, acknowledged = Publisher(bus), asyncio.Event()
    await publisher.start()
    left = EVENTS

    def done(error: Exception | None) -> None:
        nonlocal left
        assert error is None
        left -= 1
        if not left:
            acknowledged.set()

    for number in range(EVENTS):
        event = Waiting(name=f"n{number}", text="x" * (EVENT_BYTES - 30))
        await publisher.send([Outgoing(WAITING.name, b"%d" % number, event.model_dump_json().encode(), ())], done)
    await acknowledged.wait()
    await publisher.stop()


def resident_mb(worker: Process) -> float:
    """What the process has in memory now."""
    status = Path(f"/proc/{worker.process.pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


async def has_handled(worker: Process, count: int) -> bool:
    return await metric(worker, "reelbus_events_total", outcome="done", topic=WAITING.name) >= count


async def metric(worker: Process, name: str, **labels: str) -> float:
    _, text = await worker.get("/metrics")
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())
