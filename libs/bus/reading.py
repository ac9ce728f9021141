"""Reading ranges of offsets without joining a group: where partitions begin and end, and what stands in between."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from libs.bus.errors import Unreachable
from libs.bus.kafka.fetching.consumer import PackedConsumer

PATIENCE_SECONDS = 30.0
"""So long without any progress, and the broker counts as gone."""


async def bounds(
    reader: AIOKafkaConsumer, partitions: Collection[TopicPartition]
) -> dict[TopicPartition, tuple[int, int]]:
    """The first offset of each partition and the one after its last record, as they are now.

    The end comes from a fetch of the last record: Tansu's answer to "which offset is the latest" counts only one
    record of the last batch.
    """
    if not partitions:
        return {}
    first, end = await reader.beginning_offsets(partitions), await reader.end_offsets(partitions)
    waiting = {tp for tp in partitions if end[tp] > first[tp]}
    if waiting:
        reader.assign(list(waiting))
        for tp in waiting:
            reader.seek(tp, end[tp] - 1)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_SECONDS
    while waiting:
        await reader.getmany(*waiting, timeout_ms=100, max_records=1)
        for tp in list(waiting):
            high = reader.highwater(tp)
            if high is not None:
                end[tp] = max(end[tp], high)
                waiting.discard(tp)
        if loop.time() > deadline:
            raise _silent(min(waiting).topic)
    return {tp: (first[tp], end[tp]) for tp in partitions}


async def committed_offsets(
    reader: PackedConsumer, partitions: Collection[TopicPartition]
) -> dict[TopicPartition, int | None]:
    """What the reader's group has committed of each of `partitions`; None: nothing. Raises Unreachable."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await reader.committed_offsets(partitions)
    except TimeoutError as error:
        raise Unreachable(f"the group's committed offsets could not be read within {PATIENCE_SECONDS:.0f} s") from error


async def read_range(
    reader: AIOKafkaConsumer, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
) -> AsyncGenerator[ConsumerRecord, None]:
    """Records from offset `first` up to, but not with, `end` of each partition, as they are there now.

    The order holds within a partition. Raises Unreachable when the broker stops answering.
    """
    left = {tp for tp in first if first[tp] < end[tp]}
    if not left:
        return  # an empty assignment makes aiokafka's consumer stumble when it stops
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
            raise _silent(min(left).topic)
        # By position, not by the last record: offsets have gaps, and retention may have taken the last ones.
        for tp in list(left):
            if await asyncio.wait_for(reader.position(tp), PATIENCE_SECONDS) >= end[tp]:
                left.discard(tp)


def _silent(topic: str) -> Unreachable:
    return Unreachable(f"no answer for {PATIENCE_SECONDS:.0f} s while reading {topic}")
