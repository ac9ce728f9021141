"""The assigned partitions: rebalances and commits."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from libs.bus.bus import Consumer
from libs.bus.settings import WorkerSettings
from libs.bus.worker import metrics
from libs.bus.worker.partition import Buffer, Partition
from libs.telemetry.dependencies import BROKER

log = logging.getLogger(__name__)

RECREATED_SECONDS = 60.0
"""Time in which the group assigns the partitions of a topic that was created again."""

ANSWER_SECONDS = 5.0
"""Timeout of a commit, of reading committed offsets, and of leaving the group."""


class Ownership:
    """The partitions of one group member. A rebalance calls `revoked`, then `assigned`."""

    def __init__(
        self, group: str, subscription: Mapping[str, str], settings: WorkerSettings,
        *, by_key: bool, background: Collection[str] = (),
    ) -> None:  # fmt: skip
        # Created here, so that a scrape shows 0 before the first one.
        self._rebalances = metrics.REBALANCES.labels(group)
        self._commit_failures = metrics.COMMIT_FAILURES.labels(group)
        self._subscription = subscription
        self._settings = settings
        self._by_key = by_key
        self._background = background
        self._committing = asyncio.Lock()
        self._draining = 0
        self._progress = asyncio.Event()
        self._assignments = 0
        self._recreated: dict[str, float] = {}
        """Topics that were created again, and until when their new partitions are read from the beginning."""
        self._commits: dict[TopicPartition, int] = {}
        """The last offset that this process committed for each partition, kept through rebalances."""
        self._assignment_known = asyncio.Event()
        """Cleared from a revocation until `partitions` is the new assignment."""
        self.consumer: Consumer | None = None
        self.buffer = Buffer()
        self.background_buffer = Buffer()
        """For background topics: their messages must not take room from the others."""
        self.partitions: dict[TopicPartition, Partition] = {}

    async def wait_until_assigned(self) -> bool:
        """Wait until `assigned` has finished: a consumer may fetch new partitions before that.

        Returns False if the group rebalanced again meanwhile: what was fetched will be fetched again.
        """
        if self._assignment_known.is_set():
            return True
        assignment = self._assignments
        await self._assignment_known.wait()
        return assignment == self._assignments

    def progressed(self) -> None:
        """Note that a message is done or a handler has ended."""
        if self._draining:
            self._progress.set()

    async def revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Stop handing out messages of these partitions, drain within the budget, and commit."""
        self._assignments += 1
        self._assignment_known.clear()
        revoked_partitions = [self.partitions[tp] for tp in revoked if tp in self.partitions]
        for partition in revoked_partitions:
            partition.release()
        await self.settle(revoked_partitions, self._settings.rebalance_drain_seconds)
        await self.commit()
        for partition in revoked_partitions:
            partition.owned.clear()

    async def assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Take over partitions. One that is assigned again keeps its running handlers if its offset is unchanged."""
        self._rebalances.inc()
        try:
            await self._take_over(assigned)
        finally:
            self._assignment_known.set()
        log.info("%d partitions assigned", len(self.partitions))

    async def _take_over(self, assigned: Collection[TopicPartition]) -> None:
        for tp, old in list(self.partitions.items()):
            if tp not in assigned:
                self._mark_lost(self.partitions.pop(tp))
            elif not old.idle and await self._commit_unchanged(old):
                old.owned.set()
            else:
                self._mark_lost(old)
                self.partitions[tp] = self._new(tp)
        for tp in assigned:
            if tp not in self.partitions:
                self.partitions[tp] = self._new(tp)
                if self._recreated.get(tp.topic, 0.0) > time.monotonic():
                    self._seek_to_beginning(tp)

    def _new(self, tp: TopicPartition) -> Partition:
        origin = self._subscription[tp.topic]
        background = origin in self._background
        buffer = self.background_buffer if background else self.buffer
        return Partition(tp, origin, buffer, by_key=self._by_key, background=background)

    def reread(self, topic: str) -> None:
        """Read `topic` from its beginning, including partitions that are assigned soon: it was created again.

        A committed offset may be one of the deleted topic.
        """
        self._recreated[topic] = time.monotonic() + RECREATED_SECONDS
        self._commits = {tp: offset for tp, offset in self._commits.items() if tp.topic != topic}
        for tp in self.partitions:
            if tp.topic == topic:
                self._seek_to_beginning(tp)

    def _seek_to_beginning(self, tp: TopicPartition) -> None:
        if self.consumer is not None and tp in self.consumer.assignment():
            self.consumer.seek(tp, 0)

    def pop_commit_above(self, tp: TopicPartition, start: int) -> int | None:
        """Remove and return the offset that this process committed for `tp`, if it is above `start`; else None."""
        return self._commits.pop(tp) if self._commits.get(tp, start) > start else None

    async def _commit_unchanged(self, partition: Partition) -> bool:
        """Whether the group's committed offset is still the one that this process committed."""
        if self.consumer is None:
            return False
        try:
            # aiokafka repeats the request until a coordinator answers.
            async with asyncio.timeout(ANSWER_SECONDS):
                committed = await self.consumer.committed(partition.tp)
        except (KafkaError, TimeoutError):
            return False
        if partition.committed is None:
            return committed is None or committed == partition.first
        return committed == partition.committed

    @staticmethod
    def _mark_lost(partition: Partition) -> None:
        partition.drop()
        partition.lost = True
        partition.owned.set()

    async def settle(self, partitions: Collection[Partition], budget: float | None) -> None:
        """Wait until no message of `partitions` is running or waits for an acknowledgement."""
        self._draining += 1
        try:
            async with asyncio.timeout(budget):
                while not all(partition.idle for partition in partitions):
                    self._progress.clear()
                    await self._progress.wait()
        except TimeoutError:
            running = sum(partition.ahead for partition in partitions)
            log.warning("%d messages still unfinished after %g s of draining", running, budget)
        finally:
            self._draining -= 1

    async def commit_regularly(self) -> None:
        while True:
            await asyncio.sleep(self._settings.commit_interval_seconds)
            await self.commit()

    async def commit(self) -> None:
        async with self._committing:
            done = {
                tp: position
                for tp, partition in self.partitions.items()
                if partition.owned.is_set() and (position := partition.to_commit) is not None
            }
            if not done or self.consumer is None:
                return
            try:
                # aiokafka waits for the group's coordinator without a limit.
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self.consumer.commit(done)
            except (KafkaError, TimeoutError) as error:
                # The next commit includes these offsets.
                self._commit_failures.inc()
                if isinstance(error, TimeoutError) or error.retriable:
                    BROKER.down(f"no answer to a commit: {error!r}", by="committing")
                else:
                    log.warning("commit rejected, the group has rebalanced: %r", error)
                return
            BROKER.up("committing")
            self._commits |= done
            for tp, position in done.items():
                if tp in self.partitions:
                    self.partitions[tp].committed = position
