"""Running handlers, at most `concurrency` at a time."""

import asyncio
import time
from collections.abc import AsyncIterable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from libs.bus.errors import NotBefore, Retryable, verdict
from libs.bus.event import (
    Event,
    Handler,
    OnDeadLetter,
    OnInvalid,
    Tracer,
    age,
    current_event,
    decode,
    decode_object,
    encode,
)
from libs.bus.failure import Outgoing
from libs.bus.message import Message
from libs.bus.publisher import Publisher
from libs.bus.settings import WorkerSettings
from libs.bus.worker import metrics
from libs.bus.worker.gate import Gate
from libs.bus.worker.outcome import Outcomes
from libs.bus.worker.partition import Partition
from libs.bus.worker.round_robin import RoundRobin
from libs.bus.worker.streaming import publish
from libs.events.payload import Payload
from libs.events.topics import Topic
from libs.retry import Failure

YIELD_EVERY = 64
"""Messages after which a slot yields to the event loop, in case its handlers never await."""

LARGE_BYTES = 64 * 1024
"""A message of this size may take about ten milliseconds to parse: only one is parsed per iteration of the loop."""

Work = tuple[Partition, Message]


@dataclass(slots=True)
class Slot:
    """One of the `concurrency` tasks that run handlers, one after the other."""

    started: float | None = None
    """Start of the running handler (monotonic, seconds); None between handlers."""
    timed_out: bool = False
    """Whether its handler was cancelled because of its timeout."""


class Executor:
    """Takes messages from partitions in turn and runs their handlers. `Outcomes` publishes the results or failures."""

    def __init__(
        self, group: str, handlers: Mapping[Topic, Handler[Any]], settings: WorkerSettings,
        publisher: Publisher, *, gate: Gate, routes: Mapping[type[Payload], Topic], tracer: Tracer | None,
        on_dead_letter: Mapping[str, OnDeadLetter[Any]], on_invalid: Mapping[str, OnInvalid],
    ) -> None:  # fmt: skip
        self._publisher = publisher
        self._gate = gate
        gate.on_open.append(self._fill)
        self._on_dead_letter, self._on_invalid = on_dead_letter, on_invalid
        self._settings = settings
        self._routes = routes
        self._tracer = tracer
        self._source = f"reelbus/{group}"
        self._handlers = {
            topic.name: (
                _payload(topic),
                topic.tombstones,
                handler,
                metrics.HANDLER_SECONDS.labels(group, topic.name),
                metrics.EVENT_AGE_SECONDS.labels(group, topic.name),
            )
            for topic, handler in handlers.items()
        }
        self._round_robin = RoundRobin()
        self._large = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._accepting = False
        self.broken: asyncio.Future[None]
        """Fails if the worker itself has a bug; never completes otherwise."""
        self.running: dict[asyncio.Task[Any], Slot] = {}
        """The slots that are open now."""
        self.on_progress: Callable[[], None] = lambda: None
        self._outcomes = Outcomes(
            group, self._handlers, settings.retry_delays, publisher,
            progressed=self._progressed, spawn=self._spawn,
        )  # fmt: skip
        metrics.RUNNING.labels(group).set_function(
            lambda: sum(slot.started is not None for slot in self.running.values())
        )

    @property
    def timeout_seconds(self) -> float:
        """Timeout of one handler."""
        return self._settings.handler_timeout_seconds

    async def enforce_timeout(self) -> None:
        """Cancel handlers that exceed their timeout, until cancelled. One loop costs less than a timer for each."""
        while True:
            await asyncio.sleep(min(1.0, self.timeout_seconds / 4))
            now = time.monotonic()
            for task, slot in self.running.items():
                if slot.started is not None and not slot.timed_out and now - slot.started > self.timeout_seconds:
                    slot.timed_out = True
                    task.cancel()

    @property
    def oldest(self) -> float | None:
        """Start of the oldest running handler (monotonic, seconds)."""
        return min((slot.started for slot in self.running.values() if slot.started is not None), default=None)

    def start(self) -> None:
        """Allow handlers to start."""
        self.broken = asyncio.get_running_loop().create_future()
        self._accepting = True

    def finish(self) -> None:
        """Take no more messages."""
        self._accepting = False

    async def stop(self) -> None:
        """Cancel the running handlers. Their offsets stay uncommitted, so another worker handles the messages."""
        self.finish()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def offer(self, partition: Partition) -> None:
        """Queue a partition that has messages to handle."""
        if partition.pending and not partition.queued and not partition.lost:
            self._round_robin.add(partition)
        self._fill()

    def _fill(self) -> None:
        """Start slots while there are messages for them."""
        while self._accepting and len(self._tasks) < self._settings.concurrency:
            work = self._next()
            if work is None:
                return
            self._spawn(self._run_slot(work))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A slot ends when there is nothing to do. If it fails, the worker stops: no message may hang unnoticed."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self.broken.done():
            self.broken.set_exception(error)

    def _progressed(self) -> None:
        self.on_progress()

    def _next(self) -> Work | None:
        while self._accepting and not self._gate.closed and (partition := self._round_robin.take()) is not None:
            if partition.lost or not partition.owned.is_set() or (partition.is_retry and not self._due(partition)):
                continue
            message = partition.take()
            if partition.pending:
                self._round_robin.add(partition)
            if message is not None:
                return partition, message
        return None

    def _due(self, partition: Partition) -> bool:
        """Whether the first message of a retry topic is due; if not, the partition is queued again when it is."""
        if not partition.pending:
            return True
        wait = partition.pending[0].not_before - time.time()
        if wait <= 0:
            return True
        asyncio.get_running_loop().call_later(min(wait, 3600.0), self.offer, partition)
        return False

    async def _run_slot(self, work: Work | None) -> None:
        task = asyncio.current_task()
        assert task is not None
        slot = self.running[task] = Slot()
        handled = 0
        try:
            while work is not None:
                partition, message = work
                if await self._handle(slot, partition, message):
                    next_of_key = partition.finished(message)
                    if next_of_key is not None and self._gate.closed:
                        self._put_back(partition, next_of_key)
                        next_of_key = None
                else:
                    self._put_back(partition, message)
                    next_of_key = None
                self.on_progress()
                work = (partition, next_of_key) if next_of_key is not None else self._next()
                handled += 1
                if handled % YIELD_EVERY == 0:
                    await asyncio.sleep(0)
        finally:
            del self.running[task]

    def _put_back(self, partition: Partition, message: Message) -> None:
        partition.put_back(message)
        self.offer(partition)

    async def _handle(self, slot: Slot, partition: Partition, message: Message) -> bool:
        """Run the handler of a message. False if it may not begin yet: then the gate is closed."""
        payload, tombstones, handler, seconds, ages = self._handlers[partition.topic]
        value = message.record.value
        ages.observe(age(message.event_time))
        slot.started = started = time.monotonic()
        event: Event[Any] | None = None
        error: Exception | None = None
        out: list[Outgoing] = []
        streamed = 0
        try:
            if value is not None and len(value) > LARGE_BYTES:
                async with self._large:
                    await asyncio.sleep(0)
            event = decode(message, payload, self._settings.max_message_bytes, tombstones=tombstones)
            current_event.set(event)
            if self._tracer is None:
                out, streamed = await self._results(handler, event)
            else:
                with self._tracer.span(event) as traceparent:
                    event = event._replace(traceparent=traceparent)
                    current_event.set(event)
                    out, streamed = await self._results(handler, event)
        except asyncio.CancelledError:
            if not slot.timed_out or _cancelled_by_others():
                raise
            limit = f"{self.timeout_seconds:g} s (WORKER_HANDLER_TIMEOUT_SECONDS)"
            error = Retryable(f"the handler took longer than {limit}")
        except Exception as raised:  # noqa: BLE001 - the boundary: recorded in headers and re-routed
            error = raised
        finally:
            slot.started = None
            slot.timed_out = False
            spent = time.monotonic() - started
            seconds.observe(spent)
        if isinstance(error, NotBefore):
            self._gate.close(error)
            return False
        if error is not None:
            on_dead_letter = partial(self._dead_letter_results, message, event, partition.topic, error)
            await self._outcomes.failed(partition, message, event, error, on_dead_letter, seconds=spent)
        else:
            assert event is not None
            await self._outcomes.done(partition, message, event, out, seconds=spent, streamed=streamed)
        return True

    async def _results(self, handler: Handler[Any], event: Event[Any]) -> tuple[list[Outgoing], int]:
        """The records of the handler's results, and how many were already published (those of an async generator)."""
        try:
            results = await handler(event)
            if not isinstance(results, AsyncIterable):
                return encode(event, results, self._source, self._routes), 0
            return [], await publish(self._publisher, event, results, self._source, self._routes)
        except Failure as failure:
            error = verdict(failure)
            if error is failure:
                raise
            raise error from failure

    def _dead_letter_results(
        self, message: Message, event: Event[Any] | None, topic: str, error: Exception
    ) -> list[Outgoing]:
        """The records of what `on_dead_letter` or `on_invalid` says of a message that becomes a dead letter."""
        on_dead_letter = (self._on_invalid if event is None else self._on_dead_letter).get(topic)
        if on_dead_letter is None:
            return []
        if event is None:
            event = decode_object(message, self._settings.max_message_bytes)
            if event is None:
                return []
        # With other ids: when the letter is redriven and succeeds, that result must not be taken for a repeat.
        return encode(event, on_dead_letter(event, error), self._source, self._routes, root=f"{event.id}/dead")


def _cancelled_by_others() -> bool:
    """Withdraw our own cancellation; True if somebody else has cancelled the task as well."""
    task = asyncio.current_task()
    return task is not None and task.uncancel() > 0


def _payload(topic: Topic) -> type[Payload]:
    if topic.payload is None:
        raise TypeError(f"{topic.name} has no payload model yet")
    return topic.payload
