"""Reading ranges of offsets without joining a group."""

import asyncio
from collections.abc import AsyncIterator, Mapping

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from libs.bus.errors import Unreachable

PATIENCE_SECONDS = 30.0
"""So long without any progress, and the broker counts as gone."""


async def read_range(
    reader: AIOKafkaConsumer, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
) -> AsyncIterator[ConsumerRecord]:
    """Records from offset `first` up to, but not with, `end` of each partition, as they are there now.

    The order holds within a partition. Raises Unreachable when the broker stops answering.
    """
    left = {tp for tp in first if first[tp] < end[tp]}
    reader.assign(list(left))
    for tp in left:
        reader.seek(tp, first[tp])
    loop = asyncio.get_running_loop()
    moved = loop.time()
    while left:
        batch = await reader.getmany(*left, timeout_ms=500)
        for tp, records in batch.items():
            for record in records:
                if first[tp] <= record.offset < end[tp]:
                    yield record
        if batch:
            moved = loop.time()
        elif loop.time() - moved > PATIENCE_SECONDS:
            raise Unreachable(f"no answer for {PATIENCE_SECONDS:.0f} s while reading {min(left).topic}")
        # By position, not by the last record: offsets have gaps, and retention may have taken the last ones.
        for tp in list(left):
            if await asyncio.wait_for(reader.position(tp), PATIENCE_SECONDS) >= end[tp]:
                left.discard(tp)
