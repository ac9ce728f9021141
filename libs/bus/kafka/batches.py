"""Publishing batches on Kafka."""

import asyncio
import logging
from collections.abc import Collection, Sequence

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

from libs.bus.failure import Outgoing

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""Time without an acknowledgement after which the partition is looked up again: it may have been deleted."""


class BatchProducer:
    """A `Producer` on aiokafka's batch interface."""

    def __init__(self, client: AIOKafkaProducer, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._client = client
        self._look_seconds = look_seconds

    async def partitions(self, topic: str) -> Collection[int]:
        """The partition numbers of a topic, from the brokers' metadata."""
        return await self._client.partitions_for(topic)  # type: ignore[no-any-return]

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        """Send the first `records` that fit into one batch and wait for the acknowledgement; returns their number."""
        await self._look_up(partition)  # for an unknown partition aiokafka fails with an AssertionError
        batch = self._client.create_batch()
        count = 0
        for _, key, value, headers in records:
            if batch.append(timestamp=None, key=key, value=value, headers=list(headers)) is None:
                break
            count += 1
        batch.close()
        sent = await self._client.send_batch(batch, partition.topic, partition=partition.partition)
        while not (await asyncio.wait([sent], timeout=self._look_seconds))[0]:
            try:
                await self._look_up(partition)
            except KafkaError:
                sent.add_done_callback(_ignored)
                raise
        sent.result()
        return count

    async def _look_up(self, partition: TopicPartition) -> None:
        if partition.partition not in await self.partitions(partition.topic):
            raise UnknownTopicOrPartitionError(f"{partition.topic}/{partition.partition} does not exist")

    async def stop(self) -> None:
        """Close the connections."""
        try:
            await self._client.stop()
        except (KafkaError, OSError) as error:
            log.debug("closing a producer: %r", error)


def _ignored(sent: "asyncio.Future[object]") -> None:
    """Read the result of a batch that nobody awaits, so that asyncio does not log it."""
    if not sent.cancelled():
        sent.exception()
