"""Faust's consumer and producer on our clients.

- Batches are fetched by `PackedConsumer`: one that cannot be read becomes an `UnreadableRecord` and stops nothing.
- A record counts as done when the agent says so (`acknowledge`), never because Faust dropped it from a queue.
- After an assignment each partition starts at its committed offset, or at its first record.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage

from libs.bus.kafka.fetching.consumer import PackedConsumer
from libs.bus.kafka.fetching.fetched import Fetched, UnreadableRecord
from libs.bus.settings import BATCH_BYTES, BusSettings
from libs.bus.worker import metrics as worker_metrics
from libs.bus.worker.offsets import OffsetTracker
from libs.bus.worker.skips import Skips
from services.catalog.stream import metrics

log = logging.getLogger(__name__)

MAX_RECORDS, MAX_BYTES = 100, 8 * 1024 * 1024
"""Most records, and their bytes, that one fetch hands to the agent's queue."""


class FetchedMessage(ConsumerMessage):  # type: ignore[misc]
    """A message with the record that it was made of. Faust takes it for acknowledged, and so never does that itself."""

    def __init__(self, record: ConsumerRecord, tp: Any, generation: int, reset: int) -> None:
        super().__init__(
            record.topic, record.partition, record.offset, record.timestamp / 1000, record.timestamp_type,
            None, record.key, record.value, None, tp=tp, generation_id=generation,
        )  # fmt: skip
        self.record = record
        self.reset = reset
        """How often the partition's log had gone back before."""
        self.acked = True


class ConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    """Runs a `PackedConsumer` in a thread of its own, where it joins the group and fetches."""

    def _create_worker_consumer(self, transport: Any) -> PackedConsumer:
        conf, app = self.app.conf, self.app
        self._assignor = app.assignor
        return PackedConsumer(
            **app.brokers.connection(),
            batch_limit=BATCH_BYTES,
            client_id=f"reelbus-{conf.id}",
            group_id=conf.id,
            partition_assignment_strategy=[self._assignor],
            session_timeout_ms=int(conf.broker_session_timeout * 1000),
            heartbeat_interval_ms=int(conf.broker_heartbeat_interval * 1000),
            rebalance_timeout_ms=int(conf.broker_rebalance_timeout * 1000),
            request_timeout_ms=int(conf.broker_request_timeout * 1000),
            fetch_max_wait_ms=500,
        )

    async def _fetch_records(
        self,
        consumer: PackedConsumer,
        active_partitions: Any,
        timeout: float | None = None,  # noqa: ASYNC109 - upstream's signature
        max_records: int | None = None,
    ) -> Mapping[Any, list[ConsumerRecord]]:
        if not self.consumer.flow_active or not active_partitions:
            return {}
        taken = await consumer.fetch(
            *active_partitions, wait=timeout or 0, max_records=MAX_RECORDS, max_bytes=MAX_BYTES
        )
        for tp, part in taken.items():
            own = TP(tp.topic, tp.partition)
            if part.reset_from is not None:
                self.consumer.was_reset(own, part)
            self.consumer.passed(own, part)
        return {TP(tp.topic, tp.partition): list(part.records) for tp, part in taken.items() if part.records}

    async def seek_to_committed(self) -> Mapping[Any, int]:
        """Seek all partitions but those of changelogs; returns where each starts."""
        return await self.call_thread(self._start_positions)  # type: ignore[no-any-return]

    async def _start_positions(self) -> Mapping[Any, int]:
        consumer = self._ensure_consumer()
        sources = [tp for tp in consumer.assignment() if not self.consumer.is_changelog(tp.topic)]
        if not sources:
            return {}
        committed = await consumer.committed_offsets(sources)
        new = [tp for tp in sources if committed[tp] is None]
        first = await consumer.beginning_offsets(new) if new else {}
        starts = {tp: first[tp] if (offset := committed[tp]) is None else offset for tp in sources}
        for tp, offset in starts.items():
            consumer.seek(tp, offset)
        return {TP(tp.topic, tp.partition): offset for tp, offset in starts.items()}

    async def _commit(self, offsets: Mapping[Any, int]) -> bool:
        """Commit; False if that failed, which the next commit repairs."""
        consumer = self._ensure_consumer()
        assigned = consumer.assignment()
        own = {TopicPartition(*tp): offset for tp, offset in offsets.items() if TopicPartition(*tp) in assigned}
        if not own:
            return False
        try:
            await consumer.commit(own)
        except KafkaError as error:
            log.warning("commit of %d partitions failed and is repeated: %r", len(own), error)
            self.consumer.commit_failures.inc()
            return False
        return True


class Consumer(driver.Consumer):  # type: ignore[misc]
    """Tracks which records are done, and where each partition goes on.

    Faust's own lists of acknowledged offsets stay empty: it commits past offsets that are in flight, and counts as done
    what it drops from a queue.
    """

    drained: Callable[[], Awaitable[None]]
    """Waits for the records that are being joined; set by the application."""
    skips: Skips
    """Counts and logs what was not read, or is read again; set by the application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commit_failures = worker_metrics.COMMIT_FAILURES.labels(self.app.conf.id)
        self.frozen = False
        """Whether nothing is committed any more: records were skipped, and the process ends."""
        self.trackers: dict[Any, OffsetTracker] = {}
        """Of each partition that was positioned."""
        self._resets: dict[Any, int] = {}
        self._pending_resets: dict[Any, int] = {}
        self._tails: dict[Any, tuple[int, int]] = {}
        """Offsets without records at the end of a partition: `first` to `next`, such as a transaction's marker."""

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def is_changelog(self, topic: str) -> bool:
        """Whether `topic` is read to restore states, not to be joined."""
        return topic in self.app.tables.changelog_topics

    def _to_message(self, tp: Any, record: ConsumerRecord) -> FetchedMessage:
        return FetchedMessage(record, tp, self.app.consumer_generation_id, self._resets.get(tp, 0))

    def owns(self, message: FetchedMessage) -> bool:
        """Whether the partition is still the one that `message` was fetched from."""
        return (
            message.generation_id == self.app.consumer_generation_id
            and message.tp in self.trackers
            and message.reset == self._resets.get(message.tp, 0)
        )

    def expected(self, message: FetchedMessage) -> int:
        """The offset that comes next in the partition of `message`, which this process owns."""
        self._apply_tail(message.tp)
        following = self.trackers[message.tp].next
        return message.offset if following is None else following

    def begin(self, message: FetchedMessage) -> bool:
        """Note that `message` is in hand. False if it was before: it was fetched again."""
        tracker = self.trackers[message.tp]
        begun = tracker.begin(message.offset)
        if begun and isinstance(message.record, UnreadableRecord):
            tracker.advance(message.record.last + 1)
        self._apply_tail(message.tp)
        return begun

    def acknowledge(self, message: FetchedMessage) -> None:
        """Mark `message` as done, unless its partition was lost."""
        if self.owns(message):
            self.trackers[message.tp].finish(message.offset)

    async def perform_seek(self) -> None:
        """Seek to the committed offsets, from which each partition goes on."""
        starts = await self.seek_to_committed()
        self._tails.clear()
        for tp, start in starts.items():
            self._go_on(tp, start)

    def _go_on(self, tp: Any, start: int) -> None:
        self._read_offset[tp] = self._committed_offset[tp] = start
        tracker = self.trackers[tp] = OffsetTracker()
        tracker.advance(start)

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Let the records in hand finish, and commit them, before partitions are given up."""
        self.stop_flow()
        self.app.flow_control.suspend()
        self.app.flow_control.clear()
        await self.drained()
        await self.maybe_wait_for_commit_to_finish()
        await self.force_commit()
        self.trackers.clear()
        await super().on_partitions_revoked(revoked)

    async def force_commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:
        """Commit what is done, and what an earlier commit failed to."""
        if self.frozen:
            return False
        due = {
            tp: position
            for tp, tracker in self.trackers.items()
            if (position := tracker.position) is not None and position != self._committed_offset[tp]
        }
        if not due or not await self._thread.commit(due):
            return False
        self._committed_offset.update({tp: offset for tp, offset in due.items() if tp in self.trackers})
        return True

    async def _add_gap(self, tp: Any, offset_from: int, offset_to: int) -> None:
        """Nothing: gaps are checked where records are joined, and the trackers know of them."""

    def was_reset(self, tp: Any, part: Fetched) -> None:
        """Note that the log went back, or that its beginning was deleted: called in the consumer's thread."""
        assert part.reset_from is not None
        place = TopicPartition(tp.topic, tp.partition)
        if part.start > part.reset_from:
            self.skips.expired(place, part.reset_from, part.start)
        elif part.start < part.reset_from:
            self.skips.restarted(place, part.reset_from, part.start)
            self._pending_resets[tp] = part.start

    def passed(self, tp: Any, part: Fetched) -> None:
        """Note offsets without records: called in the consumer's thread."""
        first = part.records[-1].offset + 1 if part.records else part.start
        if part.records and isinstance(part.records[-1], UnreadableRecord):
            first = part.records[-1].last + 1
        if first < part.next:
            known = self._tails.get(tp)
            self._tails[tp] = (known[0] if known is not None and known[1] == first else first, part.next)

    def _apply_tail(self, tp: Any) -> None:
        tail, tracker = self._tails.get(tp), self.trackers.get(tp)
        if tail is not None and tracker is not None and tracker.next is not None and tracker.next >= tail[0]:
            if tracker.next < tail[1]:
                tracker.advance(tail[1])
                metrics.GAPS.labels(self.app.conf.id, tp.topic, "nothing").inc()
            self._tails.pop(tp, None)

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 - upstream's signature
        records = await super()._wait_next_records(timeout)
        while self._pending_resets:
            tp, start = self._pending_resets.popitem()
            self._resets[tp] = self._resets.get(tp, 0) + 1
            self._tails.pop(tp, None)
            self._go_on(tp, start)
        for tp in list(self._tails):
            self._apply_tail(tp)
        return records

    async def verify_all_partitions_active(self) -> None:
        """Nothing: `Progress` sees partitions that do not move."""


class Producer(driver.Producer):  # type: ignore[misc]
    """Faust's producer with our connection; it writes the changelog."""

    def _settings_auth(self) -> Mapping[str, Any]:
        brokers: BusSettings = self.app.brokers
        return brokers.connection()


class Transport(driver.Transport):  # type: ignore[misc]
    """Makes the above."""

    Consumer = Consumer
    Producer = Producer
