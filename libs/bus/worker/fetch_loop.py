"""What is fetched, and how much of it."""

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
from libs.bus.worker.ownership import ANSWER_SECONDS, Ownership
from libs.bus.worker.partition import Partition
from libs.bus.worker.skips import Skips
from libs.telemetry.dependencies import BROKER

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
REBUILD_AFTER = 10
"""So many fetch errors in a row and the consumer is made anew."""


class FetchLoop:
    """A group member that fetches only what the executor has room for, however long a handler takes."""

    def __init__(
        self, bus: Bus, group: str, subscription: Mapping[str, str], settings: WorkerSettings,
        executor: Executor, *, order_by_key: bool, background: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._bus = bus
        self._group = group
        self._subscription = subscription
        self._settings = settings
        self._executor = executor
        self._ours = Ownership(group, subscription, settings, by_key=order_by_key, background=background)
        self._buffer = self._ours.buffer
        self._room_free = asyncio.Event()
        self._skips = Skips(bus, group, subscription)
        executor.on_progress = self._progressed
        metrics.PENDING.labels(group).set_function(lambda: self.pending)

    @property
    def partitions(self) -> Mapping[TopicPartition, Partition]:
        """The partitions that are ours now."""
        return self._ours.partitions

    async def start(self) -> None:
        """Join the group."""
        self._ours.consumer = await self._bus.consumer(
            self._group,
            list(self._subscription),
            on_revoked=self._ours.revoked,
            on_assigned=self._ours.assigned,
            drain=self._settings.rebalance_drain_seconds,
            max_batch_bytes=self._settings.max_batch_bytes,
        )

    async def stop(self) -> None:
        """Leave the group."""
        if self._ours.consumer is not None:
            await within(ANSWER_SECONDS, self._ours.consumer.stop(), "leaving the group")
            self._ours.consumer = None
        for us in ("fetching", "committing", "joining"):
            BROKER.forget(us)

    async def run(self) -> None:
        """Fetch and commit until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._ours.commit_regularly())
            group.create_task(self._fetch())

    async def drain(self, budget: float) -> None:
        """Let running handlers end, at most `budget` seconds, and commit what is done."""
        for partition in self.partitions.values():
            partition.release()
        await self.settled(budget)

    @property
    def pending(self) -> int:
        """Messages fetched and not handed out."""
        return self._buffer.count + self._ours.background_buffer.count

    async def committed(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offsets of `partitions`; None: it has none. Empty when the brokers do not answer."""
        consumer = self._ours.consumer
        if consumer is None or not partitions:
            return {}
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await consumer.committed_offsets(partitions)
        except (KafkaError, TimeoutError):
            return {}

    def reread(self, topic: str) -> None:
        """Read `topic`, which was made again, from its beginning."""
        self._ours.reread(topic)

    def reads(self, topic: str) -> bool:
        """Whether `topic` is consumed for itself and not as a retry topic."""
        return self._subscription.get(topic) == topic

    def starved(self, tp: TopicPartition) -> bool:
        """Whether nothing of a partition is held although it may be fetched."""
        partition = self.partitions.get(tp)
        return (
            partition is not None
            and partition.idle
            and not partition.pending
            and self._room() > 0
            and not (partition.background and self._enough_behind())
        )

    def progress(self) -> dict[TopicPartition, int | None]:
        """Positions: something changes whenever a message is done."""
        return {tp: partition.position for tp, partition in self.partitions.items()}

    async def settled(self, budget: float | None = None) -> None:
        """Wait until all that was handed out is done, at most `budget` seconds, and commit it."""
        await self._ours.settle(self.partitions.values(), budget)
        await self._ours.commit()

    async def _fetch(self) -> None:
        errors = 0
        while True:
            assert self._ours.consumer is not None
            if self._room() < self._settings.prefetch / 2:
                # Waiting a little costs nothing; pausing makes aiokafka drop what it prefetched.
                self._room_free.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._room_free.wait(), POLL_SECONDS)
            room = self._room()
            self._pause(everything=room <= 0)
            try:
                fetched = await self._ours.consumer.fetch(
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
            if not await self._ours.still_fresh():
                continue
            for tp, part in fetched.items():
                partition = self.partitions.get(tp)
                if partition is not None:
                    self._take_in(partition, part)
                    self._executor.offer(partition)

    def _rewind(self) -> None:
        """Go back to the first offset not begun of every partition: what we did not get comes again."""
        consumer = self._ours.consumer
        assert consumer is not None
        for tp in consumer.assignment() & self.partitions.keys():
            offset = self.partitions[tp].tracker.next
            if offset is not None:
                consumer.seek(tp, offset)

    def _take_in(self, partition: Partition, part: Fetched) -> None:
        tp, known = partition.tp, partition.tracker.next
        committed = None if known is not None else self._ours.commit_before(tp, part.start)
        if part.came_from is not None and part.start > part.came_from:
            self._skips.expired(tp, part.came_from, part.start)
        elif part.came_from is not None or partition.restarts_at(part.start):
            self._skips.restarted(tp, part.came_from if known is None else known, part.start)
            partition.restart(part.start)
        elif committed is not None:
            self._skips.stepped_back(tp, committed, part.start)
        if part.gaps:
            self._skips.gaps(tp, part.gaps)
        for record in part.records:
            if partition.add(record) and isinstance(record, UnreadableRecord):
                self._skips.unreadable(record)
        partition.advance(part.next)

    def _room(self) -> int:
        full = self._buffer.size >= self._settings.prefetch_bytes
        return 0 if full else self._settings.prefetch - self._buffer.count

    def _progressed(self) -> None:
        if self._buffer.count <= self._settings.prefetch / 2:
            self._room_free.set()
        self._ours.progressed()

    def _enough_behind(self) -> bool:
        behind = self._ours.background_buffer
        return behind.count > self._settings.prefetch / 4 or behind.size > self._settings.prefetch_bytes / 4

    def _pause(self, *, everything: bool) -> None:
        consumer = self._ours.consumer
        assert consumer is not None
        assigned = consumer.assignment()
        enough_behind = self._enough_behind()
        wanted = {
            tp
            for tp, partition in self.partitions.items()
            if tp in assigned
            and (
                everything
                or (enough_behind and partition.background)
                or (partition.pending and partition.parked)
                or partition.ahead >= self._settings.max_open_offsets
            )
        }
        paused = consumer.paused() & assigned
        if wanted - paused:
            consumer.pause(*(wanted - paused))
        if paused - wanted:
            consumer.resume(*(paused - wanted))

    async def _rejoin(self) -> None:
        log.warning("leaving and joining the group anew")
        await self._ours.revoked(list(self.partitions))
        await self.stop()
        while self._ours.consumer is None:
            try:
                await self.start()
            except (KafkaError, SetupError) as error:
                BROKER.down(f"the group is not joined yet: {error}", by="joining")
                await asyncio.sleep(POLL_SECONDS * 4)
        BROKER.up("joining")
