"""A typed handler that does nothing (consume, parse, handle, publish, commit) on the embedded broker.

Ours beside two peers in one run, on equal input: a hand-written aiokafka batch loop, and FastStream with pydantic.
Each gets a topic of its own filled beforehand, and is timed from its first message to the last commit. All validate
with pydantic; ours and the batch loop commit once a second. Logs are off: ours
has no line for each message here, as the others have none.
"""

import asyncio
import json
import logging
import time
import uuid

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from pydantic import BaseModel

from bench.report import Row
from libs.bus import BusSettings, Event, KafkaBus, Worker, WorkerSettings
from libs.bus.reading import bounds
from libs.events import Payload, Topic
from libs.events.topics import derived_topics
from libs.events.video import NewVideoPosted
from libs.garbage import collect_seldom
from reelbus.stack.broker import embedded_broker

EVENTS, ROUNDS = 20_000, 3
SMALL = 1_000, 1
PARTITIONS = 6


class Seen(Payload):
    """What the handler that does nothing says."""

    video_id: str


def value(number: int) -> bytes:
    """A usual event: some 200 bytes."""
    return json.dumps(
        {
            "video_id": f"video-{number}",
            "caption": "New heels only 55k! Sizes 37-41 #TRACK",
            "seller_handle": "test-seller",
            "video_url": "https://www.tiktok.com/@test/video/123",
        }
    ).encode()


async def _fill(bootstrap: str, name: str, events: int) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_batch_size=256 * 1024)
    await producer.start()
    for number in range(events):
        await producer.send(name, value(number), key=f"video-{number}".encode())
    await producer.stop()


async def _create(bus: KafkaBus, *names: str) -> None:
    from aiokafka.admin import NewTopic

    async with bus.admin() as admin:
        await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in names])


async def _count(bootstrap: str, name: str) -> int:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    found = await bounds(consumer, [TopicPartition(name, number) for number in range(PARTITIONS)])
    await consumer.stop()
    return sum(end - first for first, end in found.values())


async def raw(bootstrap: str, bus: KafkaBus, events: int) -> float:
    """The loop that one writes by hand: getmany, validate, send all, wait, commit once a second. Seconds."""
    source, target = f"raw-{uuid.uuid4().hex[:6]}", f"raw-out-{uuid.uuid4().hex[:6]}"
    await _create(bus, source, target)
    await _fill(bootstrap, source, events)
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", max_batch_size=256 * 1024)
    consumer = AIOKafkaConsumer(
        source, bootstrap_servers=bootstrap, group_id=source, enable_auto_commit=False,
        auto_offset_reset="earliest", session_timeout_ms=6000,
    )  # fmt: skip
    await producer.start()
    await consumer.start()
    every = WorkerSettings().commit_interval_seconds
    started, committed, seen = None, time.monotonic(), 0
    while seen < events:
        batches = await consumer.getmany(timeout_ms=500, max_records=500)
        if started is None and batches:
            started = time.perf_counter()
        sent = []
        for records in batches.values():
            for record in records:
                video = NewVideoPosted.model_validate_json(record.value)
                result = Seen(video_id=video.video_id)
                value = result.model_dump_json().encode()
                sent.append(await producer.send(target, value, key=result.video_id.encode()))
        if sent:
            await asyncio.gather(*sent)
            seen += len(sent)
        if seen == events or time.monotonic() - committed >= every:
            await consumer.commit()
            committed = time.monotonic()
    assert started is not None
    took = time.perf_counter() - started
    await consumer.stop()
    await producer.stop()
    written = await _count(bootstrap, target)
    assert written == events, f"{written} of {events} came out"
    return took


async def ours(bootstrap: str, bus: KafkaBus, events: int) -> float:
    """A Reelbus worker: the same, with the envelope and the promises. Seconds."""
    name = f"ours-{uuid.uuid4().hex[:6]}"
    source = Topic(name, "video_id", "bench", NewVideoPosted)
    target = Topic(f"{name}-out", "video_id", "bench", Seen)
    settings = WorkerSettings()
    await _create(bus, source.name, target.name, *derived_topics(name, "bench", len(settings.retry_delays)))
    await _fill(bootstrap, name, events)
    first: list[float] = []
    last = asyncio.Event()
    count = 0

    async def handle(event: Event[NewVideoPosted]) -> Seen:
        nonlocal count
        if not first:
            first.append(time.perf_counter())
        count += 1
        if count == events:
            last.set()
        return Seen(video_id=event.payload.video_id)

    worker = Worker(bus, "bench", {source: handle}, settings, routes={Seen: target})
    running = asyncio.create_task(worker.run())
    await asyncio.wait([running, asyncio.create_task(last.wait())], return_when=asyncio.FIRST_COMPLETED)
    await worker.drained()
    took = time.perf_counter() - first[0]
    worker.stop()
    await running
    written = await _count(bootstrap, target.name)
    assert written == events, f"{written} of {events} came out"
    return took


async def faststream(bootstrap: str, bus: KafkaBus, events: int) -> float:
    """FastStream with a pydantic model and its publisher, manual acknowledgement. Seconds."""
    from faststream import AckPolicy
    from faststream.kafka import KafkaBroker

    name = f"fast-{uuid.uuid4().hex[:6]}"
    await _create(bus, name, f"{name}-out")
    await _fill(bootstrap, name, events)
    broker = KafkaBroker(bootstrap, logger=None, acks="all")
    first: list[float] = []
    last = asyncio.Event()
    count = 0

    class Video(BaseModel):
        video_id: str
        caption: str = ""
        seller_handle: str | None = None
        video_url: str | None = None

    class Out(BaseModel):
        video_id: str

    @broker.subscriber(
        name, group_id=name, auto_offset_reset="earliest", ack_policy=AckPolicy.NACK_ON_ERROR, session_timeout_ms=6000
    )
    @broker.publisher(f"{name}-out")
    async def handle(video: Video) -> Out:
        nonlocal count
        if not first:
            first.append(time.perf_counter())
        count += 1
        if count == events:
            last.set()
        return Out(video_id=video.video_id)

    await broker.start()
    await last.wait()
    took = time.perf_counter() - first[0]
    await broker.stop()
    return took


def run(*, small: bool = False) -> list[Row]:
    """Each contender some rounds in turn; the median ratio of the rounds counts. `small`: one round of 1,000 events."""
    events, rounds = SMALL if small else (EVENTS, ROUNDS)
    logging.disable(logging.ERROR)
    collect_seldom()  # as a service does; the others gain by it as well
    with embedded_broker() as bootstrap:
        bus = KafkaBus(BusSettings(bootstrap_servers=bootstrap, session_timeout_seconds=6))
        took: dict[str, list[float]] = {"raw": [], "ours": [], "faststream": []}
        for _ in range(rounds):
            for contender in (raw, ours, faststream):
                took[contender.__name__].append(asyncio.run(contender(bootstrap, bus, events)))
    rate = {name: [events / seconds for seconds in times] for name, times in took.items()}
    peers = (("aiokafka batch loop", "raw", 0.6), ("FastStream + pydantic", "faststream", 2.5))
    return [
        Row.of("worker, nothing to do", peer, ours=rate["ours"], theirs=rate[name], unit="events/s", goal=goal)
        for peer, name, goal in peers
    ]
