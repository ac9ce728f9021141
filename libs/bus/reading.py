"""Reading ranges of offsets without joining a group."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from libs.bus.errors import Unreachable
from libs.bus.kafka.fetching.consumer import PackedConsumer

NO_PROGRESS_SECONDS = 30.0
"""Timeout without any progress, after which the broker counts as unreachable."""


async def bounds(
    reader: AIOKafkaConsumer, partitions: Collection[TopicPartition]
) -> dict[TopicPartition, tuple[int, int]]:
    """The first and the end offset (last offset + 1) of each partition.

    The end comes from a fetch of the last record: Tansu's ListOffsets counts only one record of the last batch.
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
    deadline = loop.time() + NO_PROGRESS_SECONDS
    while waiting:
        await reader.getmany(*waiting, timeout_ms=100, max_records=1)
        for tp in list(waiting):
            high = reader.highwater(tp)
            if high is not None:
                end[tp] = max(end[tp], high)
                waiting.discard(tp)
        if loop.time() > deadline:
            raise _no_progress(min(waiting).topic)
    return {tp: (first[tp], end[tp]) for tp in partitions}


async def committed_offsets(
    reader: PackedConsumer, partitions: Collection[TopicPartition]
) -> dict[TopicPartition, int | None]:
    """The reader's group's committed offset of each of `partitions` (None: none). Raises Unreachable."""
    try:
        async with asyncio.timeout(NO_PROGRESS_SECONDS):
            return await reader.committed_offsets(partitions)
    except TimeoutError as error:
        raise Unreachable(
            f"the group's committed offsets could not be read within {NO_PROGRESS_SECONDS:.0f} s"
        ) from error


async def read_range(
    reader: AIOKafkaConsumer, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
) -> AsyncGenerator[ConsumerRecord, None]:
    """Records from offset `first` to `end` (exclusive) of each partition, in order within a partition.

    Raises Unreachable if the broker stops answering.
    """
    unread = {tp for tp in first if first[tp] < end[tp]}
    if not unread:
        return  # with an empty assignment aiokafka's consumer fails when it stops
    reader.assign(list(unread))
    for tp in unread:
        reader.seek(tp, first[tp])
    loop = asyncio.get_running_loop()
    last_progress = loop.time()
    while unread:
        batch = await reader.getmany(*unread, timeout_ms=500)
        for tp, records in batch.items():
            for record in records:
                if first[tp] <= record.offset < end[tp]:
                    yield record
        if batch:
            last_progress = loop.time()
        elif loop.time() - last_progress > NO_PROGRESS_SECONDS:
            raise _no_progress(min(unread).topic)
        # By position, not by the last record: offsets have gaps, and retention may have deleted the last ones.
        for tp in list(unread):
            if await asyncio.wait_for(reader.position(tp), NO_PROGRESS_SECONDS) >= end[tp]:
                unread.discard(tp)


def _no_progress(topic: str) -> Unreachable:
    return Unreachable(f"no answer for {NO_PROGRESS_SECONDS:.0f} s while reading {topic}")
