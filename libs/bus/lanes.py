"""Handlers at work, at most `concurrency` at a time, and the one place where each message ends."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError

from libs.bus import metrics
from libs.bus.errors import Rejected, Retryable
from libs.bus.event import Event, Handler, current_event, decode, encode, identify
from libs.bus.failure import Outgoing, origin_of, route
from libs.bus.partition import Partition
from libs.bus.publisher import Publisher, TooLarge
from libs.bus.settings import WorkerSettings
from libs.events.payload import Payload
from libs.events.topics import Topic, is_dead_letter_topic

log = logging.getLogger(__name__)

TURNS = 64
"""A lane gives way to the rest of the loop after so many messages that never had to wait."""

Work = tuple[Partition, ConsumerRecord]


class Lanes:
    """Takes messages from partitions in turn, runs their handlers, publishes what comes of them."""

    def __init__(
        self, group: str, handlers: Mapping[Topic, Handler[Any]], settings: WorkerSettings,
        publisher: Publisher, routes: Mapping[type[Payload], Topic],
    ) -> None:  # fmt: skip
        self._group = group
        self._settings = settings
        self._publisher = publisher
        self._routes = routes
        self._source = f"reelbus/{group}"
        self._handlers = {topic.name: (_payload(topic), handler) for topic, handler in handlers.items()}
        self._turns: deque[Partition] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._publishing: set[asyncio.Task[None]] = set()
        self._open = False
        self.broken: asyncio.Future[None]
        """Fails when the worker itself has a bug; never completes otherwise."""
        self.started: dict[int, float] = {}
        """Handlers at work: record identity → loop time of their start, seconds."""
        self.on_progress: Callable[[], None] = lambda: None
        self._outcomes = {
            (topic, outcome): metrics.EVENTS.labels(group, topic, outcome)
            for topic in self._handlers
            for outcome in ("done", "retried", "dead_lettered", "dropped")
        }
        self._seconds = {topic: metrics.HANDLER_SECONDS.labels(group, topic) for topic in self._handlers}
        metrics.RUNNING.labels(group).set_function(lambda: len(self.started))

    @property
    def timeout_seconds(self) -> float:
        """How long one handler may take."""
        return self._settings.handler_timeout_seconds

    def start(self) -> None:
        """Let handlers start."""
        self.broken = asyncio.get_running_loop().create_future()
        self._open = True

    async def stop(self) -> None:
        """Cancel what still runs: its offsets stay uncommitted, so another worker takes it over."""
        self._open = False
        for task in (*self._tasks, *self._publishing):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._publishing, return_exceptions=True)

    def offer(self, partition: Partition) -> None:
        """Queue a partition that has something due."""
        if partition.pending and not partition.queued and not partition.lost:
            partition.queued = True
            self._turns.append(partition)
        while self._open and self._turns and len(self._tasks) < self._settings.concurrency:
            work = self._next()
            if work is None:
                return
            task = asyncio.get_running_loop().create_task(self._lane(work))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A lane ends when there is nothing to do. One that breaks takes the worker down: nothing may hang unseen."""
        self._tasks.discard(task)
        self._publishing.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self.broken.done():
            self.broken.set_exception(error)

    def _next(self) -> Work | None:
        while self._open and self._turns:
            partition = self._turns.popleft()
            partition.queued = False
            if partition.lost or not self._due(partition):
                continue
            record = partition.take()
            if partition.pending:
                partition.queued = True
                self._turns.append(partition)
            if record is not None:
                return partition, record
        return None

    def _due(self, partition: Partition) -> bool:
        """Whether the head may be handled now; if not, the partition is offered again when it may."""
        if partition.topic == partition.tp.topic or not partition.pending:
            return True
        wait = origin_of(partition.pending[0], partition.topic).not_before - time.time()
        if wait <= 0:
            return True
        asyncio.get_running_loop().call_later(min(wait, 3600.0), self.offer, partition)
        return False

    async def _lane(self, work: Work | None) -> None:
        turns = 0
        while work is not None:
            partition, record = work
            await self._handle(partition, record)
            follower = partition.finished(record)
            self.on_progress()
            work = (partition, follower) if follower is not None else self._next()
            turns += 1
            if turns % TURNS == 0:
                await asyncio.sleep(0)

    async def _handle(self, partition: Partition, record: ConsumerRecord) -> None:
        payload, handler = self._handlers[partition.topic]
        origin = origin_of(record, partition.topic)
        event_id = identify(record, origin)
        loop = asyncio.get_running_loop()
        started = self.started[id(record)] = loop.time()
        outcome = "done"
        try:
            event: Event[Any] = decode(record, origin, event_id, payload, self._settings.max_message_bytes)
            current_event.set(event)
            async with asyncio.timeout(self._settings.handler_timeout_seconds):
                results = await handler(event)
            out = encode(event, results, self._source, self._routes)
        except Exception as error:  # noqa: BLE001 - the boundary: recorded in headers and re-routed
            failure = _named(error, self._settings.handler_timeout_seconds)
            out = [self._letter(record, partition.topic, failure)]
            outcome = "dead_lettered" if is_dead_letter_topic(out[0].topic) else "retried"
        finally:
            del self.started[id(record)]
            self._seconds[partition.topic].observe(loop.time() - started)
            current_event.set(None)
        await self._settle(partition, record, out, outcome)

    async def _settle(self, partition: Partition, record: ConsumerRecord, out: list[Outgoing], outcome: str) -> None:
        """Publish `out`; the offset counts as done when the brokers acknowledged it all."""
        if not partition.owned.is_set():
            await partition.owned.wait()
        if partition.lost:
            self._outcomes[partition.topic, "dropped"].inc()
            return
        if not out:
            self._done(partition, record.offset, outcome)
            return
        try:
            futures = await self._publisher.send(out)
        except (KafkaError, RuntimeError):
            self._insist(partition, record, out, outcome)
            return
        # Waiting for the acknowledgement here would hold the lane for a round trip per message.
        waiting = len(futures)

        def acknowledged(future: asyncio.Future[Any]) -> None:
            nonlocal waiting
            waiting -= 1
            if waiting:
                return
            if any(f.cancelled() or f.exception() for f in futures):
                self._insist(partition, record, out, outcome)
            else:
                self._done(partition, record.offset, outcome)

        for future in futures:
            future.add_done_callback(acknowledged)

    def _letter(self, record: ConsumerRecord, topic: str, error: Exception) -> Outgoing:
        """Where a failed message goes next, said in the log."""
        origin = origin_of(record, topic)
        event_id = identify(record, origin)
        delays = self._settings.retry_delays
        letter = route(record, origin, error, event_id=event_id, group=self._group, delays=delays, now=time.time())
        bug = not isinstance(error, Rejected | Retryable)
        log.log(
            logging.ERROR if bug else logging.WARNING,
            "%s: %s → %s",
            type(error).__name__,
            error,
            letter.topic,
            extra={"event_id": event_id},
            exc_info=error if bug else None,
        )
        return letter

    def _done(self, partition: Partition, offset: int, outcome: str) -> None:
        partition.tracker.finish(offset)
        self._outcomes[partition.topic, outcome].inc()
        self.on_progress()

    def _insist(self, partition: Partition, record: ConsumerRecord, out: list[Outgoing], outcome: str) -> None:
        """The quick way failed: publish again until it works or the partition is lost."""
        if not self._open:
            return
        task = asyncio.get_running_loop().create_task(self._publish(partition, record, out, outcome))
        self._publishing.add(task)
        task.add_done_callback(self._ended)

    async def _publish(self, partition: Partition, record: ConsumerRecord, out: list[Outgoing], outcome: str) -> None:
        try:
            published = await self._publisher.publish(out, wanted=lambda: not partition.lost)
        except TooLarge as error:
            letter = self._letter(record, partition.topic, Rejected(str(error)))
            outcome = "dead_lettered"
            published = await self._publisher.publish([letter], wanted=lambda: not partition.lost)
        if published:
            self._done(partition, record.offset, outcome)
        else:
            self._outcomes[partition.topic, "dropped"].inc()


def _payload(topic: Topic) -> type[Payload]:
    if topic.payload is None:
        raise TypeError(f"{topic.name} has no payload model yet")
    return topic.payload


def _named(error: Exception, timeout: float) -> Exception:
    """Our own time-out says so; everything else speaks for itself."""
    if type(error) is TimeoutError and not error.args:
        return Retryable(f"the handler took longer than {timeout:g} s (WORKER_HANDLER_TIMEOUT_SECONDS)")
    return error
