"""Publishing on Kafka by batch."""

import logging
from collections.abc import Collection, Sequence

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from libs.bus.failure import Outgoing

log = logging.getLogger(__name__)


class BatchProducer:
    """An aiokafka producer by its batch interface."""

    def __init__(self, client: AIOKafkaProducer) -> None:
        self._client = client

    async def partitions(self, topic: str) -> Collection[int]:
        """The partitions of a topic, from the brokers' metadata."""
        return await self._client.partitions_for(topic)  # type: ignore[no-any-return]

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        """Send a head of `records` as one batch and wait for the acknowledgement; returns how many it took."""
        batch = self._client.create_batch()
        count = 0
        for _, key, value, headers in records:
            if batch.append(timestamp=None, key=key, value=value, headers=list(headers)) is None:
                break
            count += 1
        batch.close()
        await (await self._client.send_batch(batch, partition.topic, partition=partition.partition))
        return count

    async def stop(self) -> None:
        """Close the connections."""
        try:
            await self._client.stop()
        except (KafkaError, OSError) as error:
            log.debug("closing a producer: %r", error)
