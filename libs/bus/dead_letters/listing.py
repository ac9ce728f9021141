"""Reading dead letters from a broker."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.dead_letters.letter import Letter, Place, Selection, UnresolvedLetters
from libs.bus.errors import Unreadable
from libs.bus.failure import TRUNCATED
from libs.bus.kafka.admin import partition_numbers
from libs.bus.kafka.clients import KafkaBus
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.bus.kafka.fetching.recordbatch import describe_error, read_all
from libs.bus.message import Message
from libs.bus.reading import NO_PROGRESS_SECONDS, bounds, read_range
from libs.bus.settings import BATCH_BYTES
from libs.events.envelope import header
from libs.events.topics import is_dead_letter_topic


async def unresolved(bus: KafkaBus, selection: Selection, letters: UnresolvedLetters | None = None) -> list[Letter]:
    """The selected letters that are neither redriven nor discarded, oldest failure first, without their values.

    Reads the dead-letter topics from their beginning to their end. With the `letters` of an earlier call with the same
    selection, it continues where that call ended.
    """
    letters = UnresolvedLetters() if letters is None else letters
    numbers = await partition_numbers(bus)
    topics = [name for name in numbers if is_dead_letter_topic(name) and selection.covers(name)]
    partitions = [TopicPartition(topic, number) for topic in topics for number in numbers[topic]]
    if partitions:
        async with bus.reader() as reader:
            ranges = await bounds(reader, partitions)
            start = {tp: max(first, letters.next.get((tp.topic, tp.partition), 0)) for tp, (first, _) in ranges.items()}
            async for record in read_range(reader, start, {tp: end for tp, (_, end) in ranges.items()}):
                letters.read(record)
    return letters.select(selection, time.time())


async def contents(bus: KafkaBus, letters: Iterable[Letter]) -> AsyncGenerator[tuple[Letter, ConsumerRecord], None]:
    """Each letter with its record, including the value."""
    wanted: dict[Place, Letter] = {letter.place: letter for letter in letters}
    offsets: dict[TopicPartition, list[int]] = {}
    for topic, partition, offset in wanted:
        offsets.setdefault(TopicPartition(topic, partition), []).append(offset)
    async with bus.reader() as reader:
        first = {tp: min(mine) for tp, mine in offsets.items()}
        end = {tp: max(mine) + 1 for tp, mine in offsets.items()}
        async with aclosing(read_range(reader, first, end)) as records:
            async for record in records:
                letter = wanted.get((record.topic, record.partition, record.offset))
                if letter is not None:
                    yield letter, record


async def original(bus: KafkaBus, letter: Letter) -> ConsumerRecord | None:
    """The original record of a truncated letter; None if it no longer exists or is another one."""
    origin = letter.origin
    tp = TopicPartition(origin.topic, origin.partition)
    if origin.partition not in (await partition_numbers(bus)).get(origin.topic, []):
        return None
    async with bus.reader() as reader:
        first, end = (await bounds(reader, [tp]))[tp]
        if not first <= origin.offset < end:
            return None
        async for record in read_range(reader, {tp: origin.offset}, {tp: origin.offset + 1}):
            size = str(len(record.value or b""))
            if Message(record, tp.topic).id == letter.id and size == header(letter.headers, TRUNCATED):
                return record
    return None


async def records_of_batch(bus: KafkaBus, letter: Letter, record: ConsumerRecord) -> list[ConsumerRecord]:
    """The records of a batch that could not be read before. Raises Unreadable if it still cannot, or was deleted."""
    assert letter.batch is not None
    topic, first, last = letter.batch
    tp = TopicPartition(topic, letter.origin.partition)
    if record.value is None:
        return await _reread(bus, tp, first, last)
    try:
        found = await asyncio.to_thread(read_all, tp, record.value, BATCH_BYTES)
    except Exception as error:  # noqa: BLE001 - the boundary: any error of an untrusted batch is reported
        raise Unreadable(f"the batch still cannot be read: {describe_error(error)}") from None
    return [each for each in found if first <= each.offset <= last]


async def _reread(bus: KafkaBus, tp: TopicPartition, first: int, last: int) -> list[ConsumerRecord]:
    """Read the batch from its topic: it was too large for the letter."""
    deleted = Unreadable(f"the letter has no value, and {tp.topic}/{tp.partition}/{first} no longer contains the batch")
    if tp.partition not in (await partition_numbers(bus)).get(tp.topic, []):
        raise deleted
    found: list[ConsumerRecord] = []
    async with bus.reader() as reader:
        start, end = (await bounds(reader, [tp]))[tp]
        if not start <= first <= last < end:
            raise deleted
        reader.assign([tp])
        reader.seek(tp, first)
        async with asyncio.timeout(NO_PROGRESS_SECONDS):
            while await reader.position(tp) <= last:
                for part in (await reader.fetch(wait=0.5)).values():
                    found += part.records
    for each in found:
        if isinstance(each, UnreadableRecord):
            raise Unreadable(f"the batch still cannot be read: {each.error}")
    return [each for each in found if each.offset <= last]
