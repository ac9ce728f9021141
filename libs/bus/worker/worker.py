"""The worker: fetch → parse → handle → publish → commit, at least once, with effects that are safe to repeat.

`Worker` composes and runs three parts: `FetchLoop` (fetches; its `Ownership` holds the assigned partitions),
`Executor` (runs handlers; its `Outcomes` publishes results or failures) and `Publisher`.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any

from aiokafka import TopicPartition

from libs.bus.bus import Bus
from libs.bus.closing import CLOSE_SECONDS, within
from libs.bus.event import Handler, OnDeadLetter, OnInvalid, Tracer
from libs.bus.observing.letters import DeadLetterMonitor
from libs.bus.observing.monitor import LOOK_SECONDS, LagMonitor
from libs.bus.publisher import Publisher
from libs.bus.settings import WorkerSettings
from libs.bus.worker.executor import Executor
from libs.bus.worker.fetch_loop import FetchLoop
from libs.bus.worker.gate import Gate
from libs.bus.worker.watchdog import Watchdog
from libs.events.payload import Payload
from libs.events.topics import BY_PAYLOAD, Topic, derived_topics

log = logging.getLogger(__name__)


class Worker:
    """A member of consumer group `group`.

    `handlers` maps each consumed topic to `async def handle(event) -> payload | payloads | None`. The returned
    payloads are published on the topic of their type (`routes`), then the offset is done. The payloads of an async
    generator are published while it runs. A handler raises `Retryable` or `Rejected`; any other exception counts as a
    bug: the message is retried, then dead-lettered. After `NotBefore` the message is put back, and no handler starts
    until that time. With a dead letter, the results of its topic's `on_dead_letter`
    are published, for consumers that expect an answer; of a JSON object that is not a valid payload, those of its
    topic's `on_invalid`. Both must not raise. End offsets are read from the brokers every `look_seconds`.
    """

    def __init__(
        self,
        bus: Bus,
        group: str,
        handlers: Mapping[Topic, Handler[Any]],
        settings: WorkerSettings,
        *,
        routes: Mapping[type[Payload], Topic] = BY_PAYLOAD,
        order_by_key: bool = False,
        on_dead_letter: Mapping[Topic, OnDeadLetter[Any]] | None = None,
        on_invalid: Mapping[Topic, OnInvalid] | None = None,
        tracer: Tracer | None = None,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._bus = bus
        self._settings = settings
        self.group = group
        self.topics = [topic.name for topic in handlers]
        tiers = len(settings.retry_delays)
        self._derived_topics = {retry: name for name in self.topics for retry in derived_topics(name, group, tiers)}
        self._publisher = Publisher(bus)
        dead = {topic.name: callback for topic, callback in (on_dead_letter or {}).items()}
        invalid = {topic.name: callback for topic, callback in (on_invalid or {}).items()}
        self._gate = Gate(group)
        self._executor = Executor(
            group, handlers, settings, self._publisher,
            gate=self._gate, routes=routes, tracer=tracer, on_dead_letter=dead, on_invalid=invalid,
        )  # fmt: skip
        background = [topic.name for topic in handlers if topic.background]
        self._fetch_loop = FetchLoop(
            bus, group, self._subscription(), settings, self._executor,
            gate=self._gate, order_by_key=order_by_key, background=background,
        )  # fmt: skip
        self._monitor = LagMonitor(group, self._subscription(), bus, self._fetch_loop, look_seconds=look_seconds)
        self._letters = DeadLetterMonitor(group, self.topics, bus, self._fetch_loop)
        self._watchdog = Watchdog(
            group, self._fetch_loop, self._executor, self._monitor, settings.stall_seconds, gate=self._gate
        )
        self._stop = asyncio.Event()
        self.ready = False

    def _subscription(self) -> dict[str, str]:
        """Each topic to read, with its input topic: itself, or the one that a retry topic belongs to."""
        retries = {name: origin for name, origin in self._derived_topics.items() if not name.endswith(".dlq")}
        return {name: name for name in self.topics} | retries

    def needs(self, outputs: tuple[Topic, ...] = ()) -> set[str]:
        """All topics that must exist: inputs, their retry and dead-letter topics, and `outputs`."""
        return {*self.topics, *self._derived_topics, *(topic.name for topic in outputs)}

    @property
    def reads(self) -> set[str]:
        """All topics that are read: inputs and their retry topics."""
        return set(self._subscription())

    def writes(self, outputs: tuple[Topic, ...] = ()) -> set[str]:
        """All topics that are written: retry and dead-letter topics, and `outputs`."""
        return {*self._derived_topics, *(topic.name for topic in outputs)}

    @property
    def alive(self) -> bool:
        """Whether no handler hangs. Does not depend on the brokers: a restart would not help."""
        return self._watchdog.alive

    @property
    def waiting(self) -> str | None:
        """One line with time and reason while a handler's `NotBefore` holds back all messages; else None."""
        return self._gate.waiting

    @property
    def pending(self) -> int:
        """Messages that were fetched and not yet given to a handler."""
        return self._fetch_loop.pending

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """The assigned partitions, including those of retry topics."""
        return frozenset(self._fetch_loop.partitions)

    def stop(self) -> None:
        """Make `run` drain and return."""
        self._stop.set()

    async def drained(self) -> None:
        """Wait until all fetched messages are done, and commit: for benchmarks and tests."""
        await self._fetch_loop.settled()

    async def run(self) -> None:
        """Run until `stop`; then: not ready, stop fetching, drain within the budget, flush, commit, leave the group."""
        await self._publisher.start()
        self._executor.start()
        try:
            await self._fetch_loop.start()
            self.ready = True
            jobs = [
                asyncio.create_task(job)
                for job in (
                    self._fetch_loop.run(),
                    self._executor.enforce_timeout(),
                    self._monitor.run(),
                    self._letters.run(),
                    self._watchdog.run(),
                )
            ]
            jobs.append(asyncio.ensure_future(self._executor.broken))
            stopping = asyncio.create_task(self._stop.wait())
            await asyncio.wait([stopping, *jobs], return_when=asyncio.FIRST_COMPLETED)
            self.ready = False
            self._executor.finish()
            started = time.monotonic()
            for job in (stopping, *jobs):
                job.cancel()
            ended = await asyncio.gather(*jobs, return_exceptions=True)
            await self._fetch_loop.drain(self._settings.shutdown_drain_seconds)
            log.info("drained in %.1f s", time.monotonic() - started)
            for outcome in ended:
                if isinstance(outcome, Exception):
                    raise outcome
        finally:
            self.ready = False
            await self._executor.stop()
            self._gate.stop()
            await self._fetch_loop.stop()
            await within(CLOSE_SECONDS, self._publisher.stop(), "closing the producer")
