"""Publishing on Kafka by batch."""

import asyncio
import logging
from collections.abc import Collection, Sequence

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

from libs.bus.failure import Outgoing

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""So long without an acknowledgement, and the partition is looked up again: it may be gone."""


class BatchProducer:
    """An aiokafka producer by its batch interface."""

    def __init__(self, client: AIOKafkaProducer, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._client = client
        self._look_seconds = look_seconds

    async def partitions(self, topic: str) -> Collection[int]:
        """The partitions of a topic, from the brokers' metadata."""
        return await self._client.partitions_for(topic)  # type: ignore[no-any-return]

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        """Send a head of `records` as one batch and wait for the acknowledgement; returns how many it took."""
        await self._look_up(partition)  # aiokafka meets one that it does not know with an assertion
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
            raise UnknownTopicOrPartitionError(f"no {partition.topic}/{partition.partition}")

    async def stop(self) -> None:
        """Close the connections."""
        try:
            await self._client.stop()
        except (KafkaError, OSError) as error:
            log.debug("closing a producer: %r", error)


def _ignored(sent: "asyncio.Future[object]") -> None:
    """Take the outcome of a batch that nobody waits for any more."""
    if not sent.cancelled():
        sent.exception()
