"""Publishing that does not give up: a result is acknowledged by the brokers before its input counts as done.

Records for one partition gather while the batch before them is on its way, so batches grow with the load, order is
kept, and there is one future per batch rather than one per record.
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

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
REPLACE_AFTER = 4
"""So many failures in a row and the producer is made anew: an idempotent one stays broken after a fatal error."""
PARTITIONS_SECONDS = 5.0
"""How long a topic's partitions are taken for known, on top of the time that a client takes them for known."""
MOST_WAITING, MOST_WAITING_BYTES = 5_000, 32 * 1024 * 1024
"""Records, and bytes of values, that may wait for the brokers before senders have to."""

Done = Callable[[Exception | None], None]


class _Gone(Exception):
    """A partition does not exist any more: its topic was made again with fewer."""


class RecordTooLarge(Exception):
    """The brokers refuse a result for its size: the input is at fault, not the network."""


class Publisher:
    """Queues by partition, each emptied batch by batch by a task of its own while it has something."""

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
        self._forgetting: asyncio.TimerHandle | None = None
        self._room = asyncio.Event()
        self._room.set()

    async def start(self) -> None:
        """Connect."""
        self._producer = await self._bus.batch_producer()
        self._forget_partitions()

    def _forget_partitions(self) -> None:
        """Look again from time to time: topics grow."""
        self._partitions.clear()
        self._forgetting = asyncio.get_running_loop().call_later(PARTITIONS_SECONDS, self._forget_partitions)

    async def stop(self) -> None:
        """Close. What is not acknowledged by now was never counted as done."""
        if self._forgetting is not None:
            self._forgetting.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._producer is not None:
            await self._producer.stop()

    async def send(self, records: Sequence[Outgoing], done: Done) -> None:
        """Queue `records`; `done` is called once, with None when all are acknowledged, or with RecordTooLarge.

        Waits only while too much is on its way. Network errors are not reported: the records are sent again until
        the brokers have them. A repeat of a record that went through is harmless, since ids are derived.
        """
        if not self._room.is_set():
            await self._room.wait()
        if len(records) > 1:
            done = _after(len(records), done)
        for record in records:
            partitions = self._partitions.get(record.topic) or await self._find(record.topic)
            self._waiting += 1
            self._waiting_bytes += len(record.value or b"")
            self._queue(partitions, record, done)
        if self._crowded():
            self._room.clear()

    def _queue(self, partitions: list[TopicPartition], record: Outgoing, done: Done) -> None:
        tp = partition_of(record.key, partitions)
        queue = self._queues.get(tp)
        if queue is not None:
            queue.append((record, done))
            return
        self._queues[tp] = [(record, done)]
        # With no context of the sender: what goes wrong here is not about the event that happened to come first.
        task = asyncio.get_running_loop().create_task(self._empty(tp), context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _crowded(self) -> bool:
        return self._waiting > MOST_WAITING or self._waiting_bytes > MOST_WAITING_BYTES

    async def _find(self, topic: str) -> list[TopicPartition]:
        pause, us = FIRST_PAUSE, f"publishing to {topic}"
        try:
            while True:
                assert self._producer is not None, "start() comes first"
                try:
                    numbers = sorted(await self._producer.partitions(topic))
                    found = self._partitions[topic] = [TopicPartition(topic, number) for number in numbers]
                    self._broker.up(us)
                    return found
                except KafkaError as error:
                    self._broker.down(f"no metadata of {topic}: {error!r}", by=us)
                    await self._sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            self._broker.forget(us)

    async def _empty(self, tp: TopicPartition) -> None:
        """Deliver the queue of `tp` until it stays empty."""
        while batch := self._queues[tp]:
            self._queues[tp] = []
            while batch:
                try:
                    count = await self._insist(tp, [record for record, _ in batch])
                except _Gone:
                    await self._move(tp, batch)
                    return
                if count:
                    for _, done in batch[:count]:
                        done(None)
                else:
                    count = 1
                    self._refuse(tp, *batch[0])
                self._waiting -= count
                self._waiting_bytes -= sum(len(record.value or b"") for record, _ in batch[:count])
                del batch[:count]
            if not self._crowded():
                self._room.set()
        del self._queues[tp]

    async def _move(self, tp: TopicPartition, batch: list[tuple[Outgoing, Done]]) -> None:
        """Send what waits for a partition that is gone to those that its topic has now."""
        self._partitions.pop(tp.topic, None)
        partitions = await self._find(tp.topic)
        log.warning("%s/%d is gone: what waits for it goes to the other partitions", *tp)
        for record, done in batch + self._queues.pop(tp):
            self._queue(partitions, record, done)

    def _refuse(self, tp: TopicPartition, record: Outgoing, done: Done) -> None:
        """The brokers refuse this one for its size: a dead letter is cut to its notes, anything else is reported."""
        shorter = truncated(record) if is_dead_letter_topic(tp.topic) else record
        if shorter is record:
            done(RecordTooLarge(f"the brokers refuse {len(record.value or b'')} bytes on {tp.topic}"))
        else:
            self._waiting += 1
            self._queues[tp].append((shorter, done))

    async def _insist(self, tp: TopicPartition, records: list[Outgoing]) -> int:
        """Deliver a head of `records`, however long it takes; returns how many, 0 when the first is too large."""
        pause, failures, us = FIRST_PAUSE, 0, _publishing_to(tp)
        try:
            while True:
                producer = self._producer
                assert producer is not None, "start() comes first"
                try:
                    count = await producer.deliver(tp, records)
                    if failures:
                        self._broker.up(us)
                    return count
                except MessageSizeTooLargeError:
                    if len(records) == 1:
                        return 0
                    records = records[:1]
                except Exception as error:  # whatever a client raises, these records must arrive
                    failures += 1
                    if not isinstance(error, KafkaError | RuntimeError):
                        log.exception("a bug in publishing to %s: again in %.1f s", tp.topic, pause)
                    self._broker.down(f"publishing to {tp.topic} failed: {error!r}", by=us)
                    await self._sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                    if failures % REPLACE_AFTER == 0:
                        await self._replace(producer)
                        await self._check_partition(tp)
        finally:
            self._broker.forget(us)

    async def _check_partition(self, tp: TopicPartition) -> None:
        """Raise _Gone if the topic exists and the partition does not."""
        assert self._producer is not None, "start() comes first"
        with contextlib.suppress(KafkaError):
            if tp.partition not in await self._producer.partitions(tp.topic):
                self._broker.up(_publishing_to(tp))
                raise _Gone

    async def _replace(self, broken: Producer) -> None:
        async with self._replacing:
            if self._producer is not broken:
                return
            try:
                self._producer = await self._bus.batch_producer()
            except Exception as error:  # noqa: BLE001 - the old one stays, and the caller tries again
                log.debug("no new producer yet: %s", error)
                return
            task = asyncio.get_running_loop().create_task(broken.stop())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


def _publishing_to(tp: TopicPartition) -> str:
    return f"publishing to {tp.topic}/{tp.partition}"


def _after(count: int, done: Done) -> Done:
    """Call `done` after `count` calls, with the first error among them."""
    left, failed = count, None

    def one(error: Exception | None) -> None:
        nonlocal left, failed
        left -= 1
        failed = failed or error
        if not left:
            done(failed)

    return one
