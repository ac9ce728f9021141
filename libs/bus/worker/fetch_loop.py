"""Fetching: as many messages as fit into the worker's buffer."""

import asyncio
import contextlib
import logging
from collections.abc import Collection, Mapping

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from libs.bus.bus import Bus
from libs.bus.closing import within
from libs.bus.errors import SetupError
from libs.bus.kafka.fetching.fetched import Fetched, UnreadableRecord
from libs.bus.settings import WorkerSettings
from libs.bus.worker import metrics
from libs.bus.worker.executor import Executor
from libs.bus.worker.gate import Gate
from libs.bus.worker.ownership import ANSWER_SECONDS, Ownership
from libs.bus.worker.partition import Partition
from libs.bus.worker.skips import Skips
from libs.telemetry.dependencies import BROKER

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
REBUILD_AFTER = 10
"""Consecutive fetch errors before the consumer is replaced."""


class FetchLoop:
    """Fetches messages while there is room in the buffer, and stays in the group however long a handler takes."""

    def __init__(
        self, bus: Bus, group: str, subscription: Mapping[str, str], settings: WorkerSettings,
        executor: Executor, *, gate: Gate, order_by_key: bool, background: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._bus = bus
        self._group = group
        self._subscription = subscription
        self._settings = settings
        self._executor = executor
        self._gate = gate
        self._ownership = Ownership(group, subscription, settings, by_key=order_by_key, background=background)
        self._buffer = self._ownership.buffer
        self._room_free = asyncio.Event()
        self._skips = Skips(bus, group, subscription)
        executor.on_progress = self._progressed
        gate.on_open.append(self._room_free.set)
        metrics.PENDING.labels(group).set_function(lambda: self.pending)

    @property
    def partitions(self) -> Mapping[TopicPartition, Partition]:
        """The assigned partitions."""
        return self._ownership.partitions

    async def start(self) -> None:
        """Join the group."""
        self._ownership.consumer = await self._bus.consumer(
            self._group,
            list(self._subscription),
            on_revoked=self._ownership.revoked,
            on_assigned=self._assigned,
            drain=self._settings.rebalance_drain_seconds,
            max_batch_bytes=self._settings.max_batch_bytes,
        )

    async def stop(self) -> None:
        """Leave the group."""
        if self._ownership.consumer is not None:
            await within(ANSWER_SECONDS, self._ownership.consumer.stop(), "leaving the group")
            self._ownership.consumer = None
        for operation in ("fetching", "committing", "joining"):
            BROKER.forget(operation)

    async def run(self) -> None:
        """Fetch and commit until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._ownership.commit_regularly())
            group.create_task(self._fetch())

    async def drain(self, budget: float) -> None:
        """Wait for running handlers, at most `budget` seconds, and commit."""
        for partition in self.partitions.values():
            partition.release()
            partition.drop()
        await self.settled(budget)

    async def _assigned(self, assigned: Collection[TopicPartition]) -> None:
        await self._ownership.assigned(assigned)
        for partition in self.partitions.values():
            self._executor.offer(partition)  # it may hold messages that were put back

    @property
    def pending(self) -> int:
        """Messages fetched and not yet given to a handler."""
        return self._buffer.count + self._ownership.background_buffer.count

    async def committed(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offsets of `partitions` (None: none). Empty if the brokers do not answer."""
        consumer = self._ownership.consumer
        if consumer is None or not partitions:
            return {}
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await consumer.committed_offsets(partitions)
        except (KafkaError, TimeoutError):
            return {}

    def reread(self, topic: str) -> None:
        """Read `topic` from its beginning: it was deleted and created again."""
        self._ownership.reread(topic)

    def reads(self, topic: str) -> bool:
        """Whether `topic` is an input topic and not a retry topic."""
        return self._subscription.get(topic) == topic

    def starved(self, tp: TopicPartition) -> bool:
        """Whether a partition has no messages here although there is room for them."""
        partition = self.partitions.get(tp)
        return (
            partition is not None
            and partition.idle
            and not partition.pending
            and self._room() > 0
            and not (partition.background and self._background_full())
        )

    def progress(self) -> dict[TopicPartition, int | None]:
        """The position of each partition. It changes when messages are done."""
        return {tp: partition.position for tp, partition in self.partitions.items()}

    async def settled(self, budget: float | None = None) -> None:
        """Wait until all running messages are done, at most `budget` seconds, and commit."""
        await self._ownership.settle(self.partitions.values(), budget)
        await self._ownership.commit()

    async def _fetch(self) -> None:
        errors = 0
        while True:
            assert self._ownership.consumer is not None
            if self._gate.closed or self._room() < self._settings.prefetch / 2:
                # Wait a moment before pausing: when a partition is paused, aiokafka drops what it prefetched.
                self._room_free.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._room_free.wait(), POLL_SECONDS)
            room = 0 if self._gate.closed else self._room()
            self._pause(everything=room <= 0)
            try:
                fetched = await self._ownership.consumer.fetch(
                    wait=POLL_SECONDS if room > 0 else 0,
                    max_records=max(room, 1),
                    max_bytes=max(self._settings.prefetch_bytes - self._buffer.size, 1),
                )
                errors = 0
                BROKER.up("fetching")
            except Exception as error:
                errors += 1
                if isinstance(error, KafkaError):
                    BROKER.down(f"fetching failed: {error!r}", by="fetching")
                else:
                    log.exception("fetching failed (%d in a row)", errors)
                self._rewind()
                if errors >= REBUILD_AFTER:
                    errors = 0
                    await self._rejoin()
                await asyncio.sleep(POLL_SECONDS)
                continue
            if not await self._ownership.wait_until_assigned():
                continue
            for tp, part in fetched.items():
                partition = self.partitions.get(tp)
                if partition is not None:
                    self._add_fetched(partition, part)
                    self._executor.offer(partition)

    def _rewind(self) -> None:
        """Seek each partition to the first offset that was not received, so that it is fetched again."""
        consumer = self._ownership.consumer
        assert consumer is not None
        for tp in consumer.assignment() & self.partitions.keys():
            offset = self.partitions[tp].tracker.next
            if offset is not None:
                consumer.seek(tp, offset)

    def _add_fetched(self, partition: Partition, part: Fetched) -> None:
        tp, known = partition.tp, partition.tracker.next
        committed = None if known is not None else self._ownership.pop_commit_above(tp, part.start)
        if part.reset_from is not None and part.start > part.reset_from:
            self._skips.expired(tp, part.reset_from, part.start)
        elif part.reset_from is not None or partition.restarts_at(part.start):
            self._skips.restarted(tp, part.reset_from if known is None else known, part.start)
            partition.restart(part.start)
        elif committed is not None:
            self._skips.stepped_back(tp, committed, part.start)
        if part.gaps:
            self._skips.gaps(tp, part.gaps)
        for record in part.records:
            if partition.add(record) and isinstance(record, UnreadableRecord):
                self._skips.unreadable(record)
        partition.advance(part.start, part.next)

    def _room(self) -> int:
        full = self._buffer.size >= self._settings.prefetch_bytes
        return 0 if full else self._settings.prefetch - self._buffer.count

    def _progressed(self) -> None:
        if self._buffer.count <= self._settings.prefetch / 2:
            self._room_free.set()
        self._ownership.progressed()

    def _background_full(self) -> bool:
        buffer = self._ownership.background_buffer
        return buffer.count > self._settings.prefetch / 4 or buffer.size > self._settings.prefetch_bytes / 4

    def _pause(self, *, everything: bool) -> None:
        consumer = self._ownership.consumer
        assert consumer is not None
        assigned = consumer.assignment()
        background_full = self._background_full()
        to_pause = {
            tp
            for tp, partition in self.partitions.items()
            if tp in assigned
            and (
                everything
                or (background_full and partition.background)
                or (partition.pending and partition.is_retry)
                or partition.ahead >= self._settings.max_open_offsets
            )
        }
        paused = consumer.paused() & assigned
        if to_pause - paused:
            consumer.pause(*(to_pause - paused))
        if paused - to_pause:
            consumer.resume(*(paused - to_pause))

    async def _rejoin(self) -> None:
        log.warning("leaving the group and joining it again")
        await self._ownership.revoked(list(self.partitions))
        await self.stop()
        while self._ownership.consumer is None:
            try:
                await self.start()
            except (KafkaError, SetupError) as error:
                BROKER.down(f"cannot join the group yet: {error}", by="joining")
                await asyncio.sleep(POLL_SECONDS * 4)
        BROKER.up("joining")
