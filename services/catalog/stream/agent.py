"""The one agent: joins each record, in an order in which the same record twice changes nothing and loses nothing.

Results are published and acknowledged, then the state's changelog is, then the state is written, then the record is
done. One agent reads all topics, and records of one key are joined one after the other: else one update overwrites the
other. Records of other keys are joined beside them, because each has to wait for two acknowledgements.
"""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from faust.exceptions import ProducerSendError

from libs.bus.errors import Rejected, Unreadable
from libs.bus.event import age
from libs.bus.failure import Outgoing, route
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.bus.message import Message
from libs.bus.publisher import Publisher
from libs.bus.worker import metrics as worker_metrics
from libs.bus.worker.skips import Skips
from services.catalog.stream import metrics
from services.catalog.stream.consumer import Consumer, FetchedMessage
from services.catalog.stream.forward import forwarded
from services.catalog.stream.gaps import Gaps
from services.catalog.stream.join import BadPart, Join, Record, UnknownState
from services.catalog.stream.store import States

log = logging.getLogger(__name__)

OUTCOMES = ("done", "dead_lettered", "forwarded", "dropped")
LONGEST_PAUSE = 5.0
"""Seconds between two attempts to write the changelog while the broker is away."""


class PartitionLost(Exception):
    """The record's partition was given to another member meanwhile, which handles the record."""


class Agent:
    """Joins at most `concurrency` records at a time.

    `origins` maps each topic that is read to the input topic whose records it has.
    """

    def __init__(
        self, group: str, join: Join, states: States, *, origins: Mapping[str, str], delays: Sequence[float],
        concurrency: int, max_bytes: int, publisher: Publisher, gaps: Gaps, skips: Skips,
    ) -> None:  # fmt: skip
        self._group = group
        self._join = join
        self._states = states
        self._origins = origins
        self._delays = delays
        self._max_bytes = max_bytes
        self._publisher = publisher
        self._gaps = gaps
        self._skips = skips
        self._slots = asyncio.Semaphore(concurrency)
        self._running: dict[asyncio.Task[None], float] = {}
        """The records in hand, with the monotonic time at which each was begun, oldest first."""
        self._lanes: dict[bytes, asyncio.Task[None]] = {}
        """The last record of each key in hand."""
        self._idle = asyncio.Event()
        self._idle.set()
        self._consumer: Consumer
        self._partitions = 0
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Gets the error after which the process must end."""
        topics = dict.fromkeys(origins.values())
        # Created here, so that a scrape shows 0 before the first one.
        self._outcomes = {
            (topic, outcome): worker_metrics.EVENTS.labels(group, topic, outcome)
            for topic in topics
            for outcome in OUTCOMES
        }
        self._seconds = {topic: worker_metrics.HANDLER_SECONDS.labels(group, topic) for topic in topics}
        self._ages = {topic: worker_metrics.EVENT_AGE_SECONDS.labels(group, topic) for topic in topics}
        self._end_to_end = {topic: worker_metrics.END_TO_END_SECONDS.labels(group, topic) for topic in topics}
        self._unchanged = {topic: metrics.UNCHANGED.labels(group, topic) for topic in topics}
        self._forwarded = {topic: metrics.FORWARDED.labels(group, topic) for topic in topics}
        self._published = metrics.PUBLISHED.labels(group, join.output)
        worker_metrics.RUNNING.labels(group).set_function(lambda: len(self._running))
        for topic in origins:
            metrics.GAPS.labels(group, topic, "nothing"), metrics.GAPS.labels(group, topic, "records")

    @property
    def since(self) -> float | None:
        """The monotonic time at which the oldest record in hand was begun; None if there is none."""
        return next(iter(self._running.values()), None)

    async def idle(self) -> None:
        """Wait until no record is in hand."""
        await self._idle.wait()

    async def run(self, stream: Any, consumer: Consumer, partitions: int) -> None:
        """Join the records of `stream`, Faust's; `partitions` is the number that each topic has."""
        self._consumer, self._partitions = consumer, partitions
        async for event in stream.events():
            try:
                await self._begin(event)
            except Exception as error:  # noqa: BLE001 - the boundary: an agent that is left is started anew by Faust
                await self._fail(error)

    async def _begin(self, event: Any) -> None:
        """Start joining a record, when there is a slot and no record before it was skipped."""
        message: FetchedMessage = event.message
        await self._slots.acquire()
        started = False
        try:
            topic = self._origins[message.topic]
            if self._lost(message):
                self._outcomes[topic, "dropped"].inc()
                return
            expected = self._consumer.expected(message)
            if message.offset > expected:
                await self._gaps.check(TopicPartition(message.topic, message.partition), expected, message.offset)
                if self._lost(message):
                    self._outcomes[topic, "dropped"].inc()
                    return
            if self._consumer.begin(message):
                self._start(event)
                started = True
        finally:
            if not started:
                self._slots.release()

    def _lost(self, message: FetchedMessage) -> bool:
        """Whether the record will be fetched again: by another member, or here after a rebalance."""
        return not self._consumer.flow_active or not self._consumer.owns(message)

    def _start(self, event: Any) -> None:
        """Join a record in a task, after those of its key that are in hand."""
        message: FetchedMessage = event.message
        topic = self._origins[message.topic]
        record = _record(message.record, topic)
        key: bytes | BadPart
        try:
            key = b"" if isinstance(message.record, UnreadableRecord) else self._join.key_of(record)
        except BadPart as error:
            key = error
        lane = key if isinstance(key, bytes) else b""
        before = self._lanes.get(lane) if lane else None

        async def work() -> None:
            # Faust holds the current event by a weak reference, and the store takes the partition from it.
            held = event
            try:
                if before is not None:
                    await asyncio.wait([before])
                await self._handle(message, record, key)
            except PartitionLost:
                self._outcomes[topic, "dropped"].inc()
            except Exception as error:  # noqa: BLE001 - the boundary: what nobody expected ends the process
                await self._fail(error)
            finally:
                del held

        task = asyncio.get_running_loop().create_task(work())
        self._running[task] = time.monotonic()
        self._idle.clear()
        if lane:
            self._lanes[lane] = task
        task.add_done_callback(lambda _: self._ended(task, lane))

    def _ended(self, task: "asyncio.Task[None]", lane: bytes) -> None:
        del self._running[task]
        self._slots.release()
        if self._lanes.get(lane) is task:
            del self._lanes[lane]
        if not self._running:
            self._idle.set()

    async def _fail(self, error: Exception) -> None:
        """Commit nothing more, and let the process end. Never returns: Faust would go on with the next record."""
        self._consumer.frozen = True
        if not self.failed.done():
            self.failed.set_exception(error)
        await asyncio.Event().wait()

    async def _handle(self, message: FetchedMessage, record: Record, key: bytes | BadPart) -> None:
        read = Message(message.record, record.topic)
        if isinstance(message.record, UnreadableRecord):
            self._skips.unreadable(message.record)
            await self._dead_letter(read, Unreadable(message.record.error))
            outcome = "dead_lettered"
        else:
            outcome = await self._settle(read, message, record, key)
        self._consumer.acknowledge(message)
        self._outcomes[record.topic, outcome].inc()

    async def _settle(self, read: Message, message: FetchedMessage, record: Record, key: bytes | BadPart) -> str:
        """Join a record, send it on, or make it a dead letter; returns which."""
        attempt, started = 0, time.perf_counter()
        self._ages[record.topic].observe(age(read.event_time))
        while True:
            try:
                if isinstance(key, BadPart):
                    raise key
                size = len(record.value or b"")
                if size > self._max_bytes:
                    raise Rejected(f"the value has {size} bytes; at most {self._max_bytes} are joined")
                outcome = await self._attempt(read, message, record, key)
            except (BadPart, Rejected) as error:
                await self._dead_letter(read, Rejected(str(error)))
                return "dead_lettered"
            except (PartitionLost, UnknownState):
                raise
            except Exception as error:
                log.exception("%s/%d/%d failed", message.topic, message.partition, message.offset)
                if attempt >= len(self._delays):
                    await self._dead_letter(read, error, attempts=attempt + 1)
                    return "dead_lettered"
                await asyncio.sleep(self._delays[attempt])
                attempt += 1
            else:
                self._seconds[record.topic].observe(time.perf_counter() - started)
                self._end_to_end[record.topic].observe(age(read.event_time))
                return outcome

    async def _attempt(self, read: Message, message: FetchedMessage, record: Record, key: bytes) -> str:
        moved = forwarded(record, key, self._partitions, at=read.event_time, elsewhere=message.topic != record.topic)
        if moved is not None:
            await self._publish([moved])
            self._forwarded[record.topic].inc()
            return "forwarded"
        before = self._states.read(key)
        change = self._join.apply(before, record)
        if change.publish:
            await self._publish([Outgoing(self._join.output, *publication) for publication in change.publish])
            self._published.inc(len(change.publish))
        if change.state != before:
            await self._write(message, key, change.state)
        elif not change.publish:
            self._unchanged[record.topic].inc()
        return "done"

    async def _write(self, message: FetchedMessage, key: bytes, state: bytes | None) -> None:
        """Write the state, unless the partition was lost: another member has it then, and states that are newer."""
        with self._states.writing(message.partition) as writing:
            pause = 0.1
            while True:
                self._ensure_owned(message)
                try:
                    offset = await writing.append(key, state)
                    break
                except MessageSizeTooLargeError as error:
                    raise Rejected(f"the state has {len(state or b'')} bytes, too many for the changelog") from error
                except (KafkaError, ProducerSendError) as error:
                    log.warning("the changelog cannot be written yet: %r", error)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
            self._ensure_owned(message)
            writing.keep(key, state, offset)

    def _ensure_owned(self, message: FetchedMessage) -> None:
        if not self._consumer.owns(message):
            raise PartitionLost

    async def _dead_letter(self, read: Message, error: Exception, *, attempts: int = 1) -> None:
        origin = read.origin
        letter = route(
            read.record, origin._replace(attempts=origin.attempts + attempts - 1), error,
            event_id=read.id, group=self._group, delays=(), now=time.time(),
        )  # fmt: skip
        log.log(
            logging.WARNING if isinstance(error, Rejected) else logging.ERROR, "%s: %s → %s",
            type(error).__name__, error, letter.topic,
            extra={"topic": read.topic, "partition": origin.partition, "offset": origin.offset, "event_id": read.id},
        )  # fmt: skip
        await self._publish([letter])

    async def _publish(self, records: Sequence[Outgoing]) -> None:
        """Publish, and return when the brokers have acknowledged all. Raises Rejected for a record they refuse."""
        acknowledged: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

        def done(error: Exception | None) -> None:
            if not acknowledged.done():
                acknowledged.set_result(error)

        await self._publisher.send(records, done)
        if (error := await acknowledged) is not None:
            raise Rejected(str(error))


def _record(record: ConsumerRecord, topic: str) -> Record:
    return Record(
        topic, record.partition, record.offset, record.timestamp / 1000, record.key, record.value,
        tuple(record.headers or ()),
    )  # fmt: skip
