"""What is fetched, how much of it, which partitions are ours, and what may be committed."""

import asyncio
import contextlib
import logging
from collections.abc import Collection, Mapping

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from libs.bus import metrics
from libs.bus.bus import Bus, Consumer
from libs.bus.errors import SetupError
from libs.bus.lanes import Lanes
from libs.bus.partition import Buffer, Partition
from libs.bus.settings import WorkerSettings
from libs.bus.within import within

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
ANSWER_SECONDS = 5.0
"""How long a commit, or leaving the group, may take when the brokers are away."""
REBUILD_AFTER = 10
"""So many fetch errors in a row and the consumer is made anew."""


class Intake:
    """A group member that fetches only what the lanes have room for, however long a handler takes."""

    def __init__(
        self, bus: Bus, group: str, subscription: Mapping[str, str], settings: WorkerSettings,
        lanes: Lanes, *, order_by_key: bool,
    ) -> None:  # fmt: skip
        self._bus = bus
        self._group = group
        self._subscription = subscription
        self._settings = settings
        self._lanes = lanes
        self._by_key = order_by_key
        self._consumer: Consumer | None = None
        self._committing = asyncio.Lock()
        self._buffer = Buffer()
        self._room_free = asyncio.Event()
        self._settling = 0
        self._progress = asyncio.Event()
        self._assignments = 0
        self._settled_in = asyncio.Event()
        """Cleared from "the group rebalances" until `partitions` is what the consumer fetches."""
        self.partitions: dict[TopicPartition, Partition] = {}
        lanes.on_progress = self._progressed
        metrics.PENDING.labels(group).set_function(lambda: self._buffer.count)

    async def start(self) -> None:
        """Join the group."""
        self._consumer = await self._bus.consumer(
            self._group,
            list(self._subscription),
            on_revoked=self._revoked,
            on_assigned=self._assigned,
            drain=self._settings.rebalance_drain_seconds,
        )

    async def stop(self) -> None:
        """Leave the group."""
        if self._consumer is not None:
            await within(ANSWER_SECONDS, self._consumer.stop(), "leaving the group")
            self._consumer = None

    async def run(self) -> None:
        """Fetch and commit until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._commit_regularly())
            group.create_task(self._fetch())

    async def drain(self, budget: float) -> None:
        """Let running handlers end, at most `budget` seconds, and commit what is done."""
        for partition in self.partitions.values():
            partition.release()
        await self._settle(self.partitions.values(), budget)
        await self._commit()

    @property
    def pending(self) -> int:
        """Messages fetched and not handed out."""
        return self._buffer.count

    def lag(self) -> dict[str, int]:
        """Messages of our partitions that are not done, by topic."""
        lag = dict.fromkeys(self._subscription, 0)
        consumer = self._consumer
        if consumer is not None:
            for tp in consumer.assignment() & self.partitions.keys():
                end, position = consumer.highwater(tp), self.partitions[tp].position
                if end is not None and position is not None:
                    lag[tp.topic] += max(0, end - position)
        return lag

    def reads(self, topic: str) -> bool:
        """Whether `topic` is consumed for itself and not as a retry topic."""
        return self._subscription.get(topic) == topic

    def progress(self) -> tuple[object, ...]:
        """Changes whenever a message is done."""
        return tuple(sorted((tp, p.tracker.position) for tp, p in self.partitions.items()))

    async def settled(self) -> None:
        """Wait until all that was fetched is done, and commit it."""
        await self._settle(self.partitions.values(), None)
        await self._commit()

    # ---- fetching -------------------------------------------------------------------------------

    async def _fetch(self) -> None:
        errors = 0
        while True:
            assert self._consumer is not None
            if self._room() < self._settings.prefetch / 2:
                # Waiting a little costs nothing; pausing makes aiokafka drop what it prefetched.
                self._room_free.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._room_free.wait(), POLL_SECONDS)
            room = self._room()
            self._pause(everything=room <= 0)
            try:
                batch = await self._consumer.getmany(
                    timeout_ms=int(POLL_SECONDS * 1000) if room > 0 else 0, max_records=max(room, 1)
                )
                errors = 0
            except KafkaError as error:
                errors += 1
                log.warning("fetching failed (%d in a row): %r", errors, error)
                if errors >= REBUILD_AFTER:
                    errors = 0
                    await self._rejoin()
                await asyncio.sleep(POLL_SECONDS)
                continue
            if not self._settled_in.is_set() and not await self._still_fresh():
                continue
            for tp, records in batch.items():
                partition = self.partitions.get(tp)
                if partition is None:
                    continue
                for record in records:
                    partition.add(record)
                self._lanes.offer(partition)

    async def _still_fresh(self) -> bool:
        """Wait until we know what is ours: a consumer fetches its new partitions before `_assigned` is through.

        False when the group rebalances once more meanwhile: the batch will be fetched again.
        """
        assignment = self._assignments
        await self._settled_in.wait()
        return assignment == self._assignments

    def _room(self) -> int:
        full = self._buffer.size >= self._settings.prefetch_bytes
        return 0 if full else self._settings.prefetch - self._buffer.count

    def _progressed(self) -> None:
        if self._buffer.count <= self._settings.prefetch / 2:
            self._room_free.set()
        if self._settling:
            self._progress.set()

    def _pause(self, *, everything: bool) -> None:
        consumer = self._consumer
        assert consumer is not None
        assigned = consumer.assignment()
        wanted = {
            tp
            for tp, partition in self.partitions.items()
            if tp in assigned
            and (
                everything
                or (partition.pending and partition.topic != tp.topic)
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
        await self._revoked(list(self.partitions))
        await self.stop()
        while self._consumer is None:
            try:
                await self.start()
            except (KafkaError, SetupError) as error:
                log.warning("not joined yet: %s", error)
                await asyncio.sleep(POLL_SECONDS * 4)

    # ---- ownership ------------------------------------------------------------------------------

    async def _revoked(self, revoked: Collection[TopicPartition]) -> None:
        """The group rebalances: hand nothing more out, drain within the budget, commit, let go."""
        self._assignments += 1
        self._settled_in.clear()
        going = [self.partitions[tp] for tp in revoked if tp in self.partitions]
        for partition in going:
            partition.release()
        await self._settle(going, self._settings.rebalance_drain_seconds)
        await self._commit()
        for partition in going:
            partition.owned.clear()

    async def _assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Take partitions over. One that comes straight back keeps its running handlers, if nobody moved it on."""
        metrics.REBALANCES.labels(self._group).inc()
        try:
            await self._take_over(assigned)
        finally:
            self._settled_in.set()
        log.info("%d partitions are ours", len(self.partitions))

    async def _take_over(self, assigned: Collection[TopicPartition]) -> None:
        for tp, old in list(self.partitions.items()):
            if tp not in assigned:
                self._lose(self.partitions.pop(tp))
            elif not old.idle and await self._untouched(old):
                old.owned.set()
            else:
                self._lose(old)
                self.partitions[tp] = self._new(tp)
        for tp in assigned:
            if tp not in self.partitions:
                self.partitions[tp] = self._new(tp)

    def _new(self, tp: TopicPartition) -> Partition:
        return Partition(tp, self._subscription[tp.topic], self._buffer, by_key=self._by_key)

    async def _untouched(self, partition: Partition) -> bool:
        """Whether the group's committed offset is still the one we committed last."""
        if self._consumer is None:
            return False
        try:
            committed = await self._consumer.committed(partition.tp)
        except KafkaError:
            return False
        if partition.committed is None:
            return committed is None or committed == partition.first
        return committed == partition.committed

    @staticmethod
    def _lose(partition: Partition) -> None:
        partition.release()
        partition.lost = True
        partition.owned.set()

    async def _settle(self, partitions: Collection[Partition], budget: float | None) -> None:
        """Wait until nothing of `partitions` runs or waits for an acknowledgement."""
        self._settling += 1
        try:
            async with asyncio.timeout(budget):
                while not all(partition.idle for partition in partitions):
                    self._progress.clear()
                    await self._progress.wait()
        except TimeoutError:
            running = sum(partition.ahead for partition in partitions)
            log.warning("%d messages still unfinished after %g s of draining", running, budget)
        finally:
            self._settling -= 1

    # ---- committing -----------------------------------------------------------------------------

    async def _commit_regularly(self) -> None:
        while True:
            await asyncio.sleep(self._settings.commit_interval_seconds)
            await self._commit()

    async def _commit(self) -> None:
        async with self._committing:
            done = {
                tp: p.tracker.position
                for tp, p in self.partitions.items()
                if p.tracker.position is not None and p.tracker.position != p.committed and p.owned.is_set()
            }
            if not done or self._consumer is None:
                return
            try:
                # aiokafka waits for the group's coordinator as long as it takes.
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._consumer.commit(done)
            except (KafkaError, TimeoutError) as error:
                # The group moved on, or a broker is away: the next commit says it again.
                metrics.COMMIT_FAILURES.labels(self._group).inc()
                log.warning("commit refused: %r", error)
                return
            for tp, position in done.items():
                if tp in self.partitions:
                    self.partitions[tp].committed = position
