"""A consumer with a `PackedFetcher`: a member of a group, or a reader of given partitions."""

from collections.abc import Collection, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.consumer.group_coordinator import NoGroupCoordinator
from aiokafka.errors import ConsumerStoppedError

from libs.bus.kafka.fetching.coordinator import CheckedCoordinator
from libs.bus.kafka.fetching.fetched import Fetched, UnreadableRecord
from libs.bus.kafka.fetching.fetcher import PackedFetcher, ReadTo


class PackedConsumer(AIOKafkaConsumer):  # type: ignore[misc]
    """aiokafka's consumer with auto-commit off, `read_committed`, and offset reset to the earliest offset.

    `batch_limit` is the maximum uncompressed size of a batch, bytes. `read_to` has the positions of an earlier
    consumer of the group.
    """

    def __init__(self, *topics: str, batch_limit: int, read_to: ReadTo | None = None, **given: Any) -> None:
        super().__init__(
            *topics, enable_auto_commit=False, auto_offset_reset="earliest", isolation_level="read_committed", **given
        )
        self._batch_limit = batch_limit
        self._read_to = read_to

    async def start(self) -> None:
        """Connect, and join the group if there is one and topics are subscribed."""
        await self._client.bootstrap()
        await self._wait_topics()
        self._fetcher = PackedFetcher(
            self._client, self._subscription, batch_limit=self._batch_limit, read_to=self._read_to,
            fetch_min_bytes=self._fetch_min_bytes, fetch_max_wait_ms=self._fetch_max_wait_ms,
            retry_backoff_ms=self._retry_backoff_ms, auto_offset_reset=self._auto_offset_reset,
            isolation_level=self._isolation_level,
        )  # fmt: skip
        subscribed = self._subscription.subscription is not None
        if self._group_id is None:
            self._coordinator = NoGroupCoordinator(
                self._client, self._subscription, exclude_internal_topics=self._exclude_internal_topics
            )
            if subscribed and self._subscription.partitions_auto_assigned():
                await self._client.force_metadata_update()
                self._coordinator.assign_all_partitions(check_unknown=True)
            return
        self._coordinator = CheckedCoordinator(
            self._client, self._subscription,
            group_id=self._group_id, group_instance_id=self._group_instance_id,
            heartbeat_interval_ms=self._heartbeat_interval_ms, session_timeout_ms=self._session_timeout_ms,
            retry_backoff_ms=self._retry_backoff_ms, enable_auto_commit=False,
            auto_commit_interval_ms=self._auto_commit_interval_ms, assignors=self._partition_assignment_strategy,
            exclude_internal_topics=self._exclude_internal_topics, rebalance_timeout_ms=self._rebalance_timeout_ms,
            max_poll_interval_ms=self._max_poll_interval_ms,
        )  # fmt: skip
        if subscribed:
            if self._subscription.partitions_auto_assigned():
                await self._subscription.wait_for_assignment()
            else:
                self._coordinator.start_commit_offsets_refresh_task(self._subscription.subscription.assignment)

    async def fetch(
        self, *partitions: TopicPartition, wait: float = 0, max_records: int = 500, max_bytes: int = 32 * 1024 * 1024
    ) -> Mapping[TopicPartition, Fetched]:
        """The next records of the partitions that are not paused; waits up to `wait` seconds for the first."""
        if self._closed:
            raise ConsumerStoppedError
        self._coordinator.check_errors()
        with self._subscription.fetch_context():
            taken: Mapping[TopicPartition, Fetched] = await self._fetcher.take(
                wait=wait, max_records=max_records, max_bytes=max_bytes, only=partitions
            )
        return taken

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Mapping[TopicPartition, list[ConsumerRecord]]:
        """As in aiokafka; batches that cannot be read are left out."""
        taken = await self.fetch(*partitions, wait=timeout_ms / 1000, max_records=max_records or 500)
        readable = {
            tp: [
                record for record in part.records if not isinstance(record, UnreadableRecord) or not record.whole_batch
            ]
            for tp, part in taken.items()
        }
        return {tp: records for tp, records in readable.items() if records}

    async def committed_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offset of each of `partitions` (None: none), by one request."""
        found: dict[TopicPartition, int | None] = await self._coordinator.committed(partitions)
        return found

    def highwater(self, partition: TopicPartition) -> int | None:
        """The offset after the last readable record: records after an open transaction cannot be read yet."""
        high: int | None = super().highwater(partition)
        stable: int | None = super().last_stable_offset(partition)
        return high if high is None or stable is None or stable < 0 else min(high, stable)
