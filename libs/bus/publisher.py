"""Publishing that is repeated until the brokers acknowledge it: only then is the input of a result done.

Records for one partition are queued while the batch before them is in flight. So batches grow with the load, order is
kept, and there is one future per batch instead of one per record.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from libs.bus.bus import Bus, Producer
from libs.bus.failure import Outgoing, truncated
from libs.bus.kafka.partitioner import partition_of
from libs.events.topics import is_dead_letter_topic
from libs.telemetry.dependencies import BROKER, Dependency

log = logging.getLogger(__name__)

FIRST_PAUSE, MAX_PAUSE = 0.1, 5.0
REPLACE_AFTER = 4
"""Consecutive failures before the producer is replaced: an idempotent one stays broken after a fatal error."""
PARTITIONS_SECONDS = 5.0
"""How long a topic's partition numbers are cached, on top of the client's own cache."""
MAX_WAITING, MAX_WAITING_BYTES = 5_000, 32 * 1024 * 1024
"""Queued records, and bytes of their values, from which on `send` blocks."""

Done = Callable[[Exception | None], None]


class _PartitionDeleted(Exception):
    """A partition no longer exists: its topic was deleted and created again with fewer partitions."""


class RecordTooLarge(Exception):
    """The brokers rejected a result for its size. Sending it again cannot help."""


class Publisher:
    """One queue per partition. A task per queue delivers it batch by batch until it is empty."""

    def __init__(
        self, bus: Bus, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, broker: Dependency = BROKER
    ) -> None:
        self._bus = bus
        self._broker = broker
        self._sleep = sleep
        self._producer: Producer | None = None
        self._replacing = asyncio.Lock()
        self._partitions: dict[str, list[TopicPartition]] = {}
        self._queues: dict[TopicPartition, list[tuple[Outgoing, Done]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._waiting_bytes = 0
        self._refreshing: asyncio.TimerHandle | None = None
        self._room = asyncio.Event()
        self._room.set()

    async def start(self) -> None:
        """Connect to the brokers."""
        self._producer = await self._bus.batch_producer()
        self._refresh_partitions()

    def _refresh_partitions(self) -> None:
        """Clear the cached partition numbers at regular intervals: partitions may be added."""
        self._partitions.clear()
        self._refreshing = asyncio.get_running_loop().call_later(PARTITIONS_SECONDS, self._refresh_partitions)

    async def stop(self) -> None:
        """Close. Records that are not acknowledged by now are dropped: their inputs are not done."""
        if self._refreshing is not None:
            self._refreshing.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._producer is not None:
            await self._producer.stop()

    async def send(self, records: Sequence[Outgoing], done: Done) -> None:
        """Queue `records`. `done` is called once: with None when all are acknowledged, or with RecordTooLarge.

        Blocks only while the queues are full. Network errors are not reported: sending is repeated until the brokers
        acknowledge. A record may be published twice; its derived id is then the same.
        """
        if not self._room.is_set():
            await self._room.wait()
        if len(records) > 1:
            done = _call_after(len(records), done)
        for record in records:
            partitions = self._partitions.get(record.topic) or await self._load_partitions(record.topic)
            self._waiting += 1
            self._waiting_bytes += len(record.value or b"")
            self._queue(partitions, record, done)
        if self._over_limit():
            self._room.clear()

    def _queue(self, partitions: list[TopicPartition], record: Outgoing, done: Done) -> None:
        tp = partition_of(record.key, partitions)
        queue = self._queues.get(tp)
        if queue is not None:
            queue.append((record, done))
            return
        self._queues[tp] = [(record, done)]
        # Without the sender's context: log lines of this task are not about the event that started it.
        task = asyncio.get_running_loop().create_task(self._deliver_queue(tp), context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _over_limit(self) -> bool:
        return self._waiting > MAX_WAITING or self._waiting_bytes > MAX_WAITING_BYTES

    async def _load_partitions(self, topic: str) -> list[TopicPartition]:
        pause, operation = FIRST_PAUSE, f"publishing to {topic}"
        try:
            while True:
                assert self._producer is not None, "start() comes first"
                try:
                    numbers = sorted(await self._producer.partitions(topic))
                    found = self._partitions[topic] = [TopicPartition(topic, number) for number in numbers]
                    self._broker.up(operation)
                    return found
                except KafkaError as error:
                    self._broker.down(f"no metadata of {topic}: {error!r}", by=operation)
                    await self._sleep(pause)
                    pause = min(pause * 2, MAX_PAUSE)
        finally:
            self._broker.forget(operation)

    async def _deliver_queue(self, tp: TopicPartition) -> None:
        """Deliver the queue of `tp` until it is empty."""
        while batch := self._queues[tp]:
            self._queues[tp] = []
            while batch:
                try:
                    count = await self._deliver_until_done(tp, [record for record, _ in batch])
                except _PartitionDeleted:
                    await self._requeue(tp, batch)
                    return
                if count:
                    for _, done in batch[:count]:
                        done(None)
                else:
                    count = 1
                    self._handle_too_large(tp, *batch[0])
                self._waiting -= count
                self._waiting_bytes -= sum(len(record.value or b"") for record, _ in batch[:count])
                del batch[:count]
            if not self._over_limit():
                self._room.set()
        del self._queues[tp]

    async def _requeue(self, tp: TopicPartition, batch: list[tuple[Outgoing, Done]]) -> None:
        """Queue the records of a deleted partition for the partitions that the topic has now."""
        self._partitions.pop(tp.topic, None)
        partitions = await self._load_partitions(tp.topic)
        log.warning("partition %s/%d no longer exists: its records are sent to the other partitions", *tp)
        for record, done in batch + self._queues.pop(tp):
            self._queue(partitions, record, done)

    def _handle_too_large(self, tp: TopicPartition, record: Outgoing, done: Done) -> None:
        """Handle a record that is too large for the brokers: truncate a dead letter, report any other record."""
        shorter = truncated(record) if is_dead_letter_topic(tp.topic) else record
        if shorter is record:
            done(RecordTooLarge(f"the brokers rejected a value of {len(record.value or b'')} bytes on {tp.topic}"))
        else:
            self._waiting += 1
            self._queues[tp].append((shorter, done))

    async def _deliver_until_done(self, tp: TopicPartition, records: list[Outgoing]) -> int:
        """Deliver the first records of `records`; returns how many, 0 if the first is too large. Repeats until done."""
        pause, failures, operation = FIRST_PAUSE, 0, _publishing_to(tp)
        try:
            while True:
                producer = self._producer
                assert producer is not None, "start() comes first"
                try:
                    count = await producer.deliver(tp, records)
                    if failures:
                        self._broker.up(operation)
                    return count
                except MessageSizeTooLargeError:
                    if len(records) == 1:
                        return 0
                    records = records[:1]
                except Exception as error:  # whatever the client raises, these records must be delivered
                    failures += 1
                    if not isinstance(error, KafkaError | RuntimeError):
                        log.exception(
                            "unexpected error while publishing to %s; next attempt in %.1f s", tp.topic, pause
                        )
                    self._broker.down(f"publishing to {tp.topic} failed: {error!r}", by=operation)
                    await self._sleep(pause)
                    pause = min(pause * 2, MAX_PAUSE)
                    if failures % REPLACE_AFTER == 0:
                        await self._replace(producer)
                        await self._check_partition(tp)
        finally:
            self._broker.forget(operation)

    async def _check_partition(self, tp: TopicPartition) -> None:
        """Raise _PartitionDeleted if the topic exists but the partition does not."""
        assert self._producer is not None, "start() comes first"
        with contextlib.suppress(KafkaError):
            if tp.partition not in await self._producer.partitions(tp.topic):
                self._broker.up(_publishing_to(tp))
                raise _PartitionDeleted

    async def _replace(self, broken: Producer) -> None:
        async with self._replacing:
            if self._producer is not broken:
                return
            try:
                self._producer = await self._bus.batch_producer()
            except Exception as error:  # noqa: BLE001 - the old one is kept, and the caller tries again
                log.debug("cannot create a new producer yet: %s", error)
                return
            task = asyncio.get_running_loop().create_task(broken.stop())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


def _publishing_to(tp: TopicPartition) -> str:
    return f"publishing to {tp.topic}/{tp.partition}"


def _call_after(count: int, done: Done) -> Done:
    """Call `done` after `count` calls, with the first error among them."""
    remaining, failed = count, None

    def record_done(error: Exception | None) -> None:
        nonlocal remaining, failed
        remaining -= 1
        failed = failed or error
        if not remaining:
            done(failed)

    return record_done
