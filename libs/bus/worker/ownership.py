"""Which partitions are ours, through rebalances, and what may be committed of them."""

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

ANEW_SECONDS = 60.0
"""By then the group has shared out the partitions of a topic that was made again."""

ANSWER_SECONDS = 5.0
"""How long a commit, a question for what is committed, or leaving the group may take when the brokers are away."""


class Ownership:
    """The partitions of one group member. `revoked` and `assigned` are what the group's rebalances call."""

    def __init__(
        self, group: str, subscription: Mapping[str, str], settings: WorkerSettings,
        *, by_key: bool, background: Collection[str] = (),
    ) -> None:  # fmt: skip
        # Made here, so that a scrape shows 0 before the first.
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
        self._anew: dict[str, float] = {}
        """Topics that were made again, and until when their partitions are read from the beginning."""
        self._commits: dict[TopicPartition, int] = {}
        """What this process committed last of each partition, kept through rebalances."""
        self._known = asyncio.Event()
        """Cleared from "the group rebalances" until `partitions` is what the consumer fetches."""
        self.consumer: Consumer | None = None
        self.buffer = Buffer()
        self.background_buffer = Buffer()
        """Of background topics: what waits there must not take room from what goes before it."""
        self.partitions: dict[TopicPartition, Partition] = {}

    async def still_fresh(self) -> bool:
        """Wait until we know what is ours: a consumer fetches its new partitions before `assigned` is through.

        False when the group rebalances once more meanwhile: what was fetched will be fetched again.
        """
        if self._known.is_set():
            return True
        assignment = self._assignments
        await self._known.wait()
        return assignment == self._assignments

    def progressed(self) -> None:
        """A message is done, or a handler has ended."""
        if self._draining:
            self._progress.set()

    async def revoked(self, revoked: Collection[TopicPartition]) -> None:
        """The group rebalances: hand nothing more out, drain within the budget, commit, let go."""
        self._assignments += 1
        self._known.clear()
        going = [self.partitions[tp] for tp in revoked if tp in self.partitions]
        for partition in going:
            partition.release()
        await self.settle(going, self._settings.rebalance_drain_seconds)
        await self.commit()
        for partition in going:
            partition.owned.clear()

    async def assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Take partitions over. One that comes straight back keeps its running handlers, if nobody moved it on."""
        self._rebalances.inc()
        try:
            await self._take_over(assigned)
        finally:
            self._known.set()
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
                if self._anew.get(tp.topic, 0.0) > time.monotonic():
                    self._from_the_beginning(tp)

    def _new(self, tp: TopicPartition) -> Partition:
        origin = self._subscription[tp.topic]
        background = origin in self._background
        buffer = self.background_buffer if background else self.buffer
        return Partition(tp, origin, buffer, by_key=self._by_key, background=background)

    def reread(self, topic: str) -> None:
        """Read `topic`, which was made again, from its beginning: what we have of it, and what we get of it soon.

        What was committed when the first messages of the former topic ended may have landed on the new one.
        """
        self._anew[topic] = time.monotonic() + ANEW_SECONDS
        self._commits = {tp: offset for tp, offset in self._commits.items() if tp.topic != topic}
        for tp in self.partitions:
            if tp.topic == topic:
                self._from_the_beginning(tp)

    def _from_the_beginning(self, tp: TopicPartition) -> None:
        if self.consumer is not None and tp in self.consumer.assignment():
            self.consumer.seek(tp, 0)

    def commit_before(self, tp: TopicPartition, start: int) -> int | None:
        """What this process committed of `tp` if reading begins below that, at `start`; None at the next call."""
        return self._commits.pop(tp) if self._commits.get(tp, start) > start else None

    async def _untouched(self, partition: Partition) -> bool:
        """Whether the group's committed offset is still the one we committed last."""
        if self.consumer is None:
            return False
        try:
            # aiokafka asks again until a coordinator answers.
            async with asyncio.timeout(ANSWER_SECONDS):
                committed = await self.consumer.committed(partition.tp)
        except (KafkaError, TimeoutError):
            return False
        if partition.committed is None:
            return committed is None or committed == partition.first
        return committed == partition.committed

    @staticmethod
    def _lose(partition: Partition) -> None:
        partition.release()
        partition.lost = True
        partition.owned.set()

    async def settle(self, partitions: Collection[Partition], budget: float | None) -> None:
        """Wait until nothing of `partitions` runs or waits for an acknowledgement."""
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
                # aiokafka waits for the group's coordinator as long as it takes.
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self.consumer.commit(done)
            except (KafkaError, TimeoutError) as error:
                # The next commit says it again.
                self._commit_failures.inc()
                if isinstance(error, TimeoutError) or error.retriable:
                    BROKER.down(f"no answer to a commit: {error!r}", by="committing")
                else:
                    log.warning("commit refused, the group has moved on: %r", error)
                return
            BROKER.up("committing")
            self._commits |= done
            for tp, position in done.items():
                if tp in self.partitions:
                    self.partitions[tp].committed = position
