"""Dead letters on a broker: which are unresolved, and what they hold."""

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
from libs.bus.kafka.fetching.recordbatch import read_all, why
from libs.bus.message import Message
from libs.bus.reading import PATIENCE_SECONDS, bounds, read_range
from libs.bus.settings import BATCH_BYTES
from libs.events.envelope import header
from libs.events.topics import is_dead_letter_topic


async def unresolved(bus: KafkaBus, selection: Selection, letters: UnresolvedLetters | None = None) -> list[Letter]:
    """The letters that are meant and neither redriven nor discarded, oldest failure first.

    Reads the dead-letter topics as they are now, from their beginning (with the `letters` of an earlier call, with the
    same selection, from where that ended) to their end; keeps no values.
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
    """Each letter with its record, value included, one at a time."""
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
    """The record that a truncated letter stands for, if it is still there and still the same."""
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
    """What a batch that could not be read holds, if it can be read by now. Raises Unreadable: it cannot, or is gone."""
    assert letter.batch is not None
    topic, first, last = letter.batch
    tp = TopicPartition(topic, letter.origin.partition)
    if record.value is None:
        return await _reread(bus, tp, first, last)
    try:
        found = await asyncio.to_thread(read_all, tp, record.value, BATCH_BYTES)
    except Exception as error:  # noqa: BLE001 - the boundary: whatever a stranger's batch does is told
        raise Unreadable(f"the batch still cannot be read: {why(error)}") from None
    return [each for each in found if first <= each.offset <= last]


async def _reread(bus: KafkaBus, tp: TopicPartition, first: int, last: int) -> list[ConsumerRecord]:
    """From the topic itself: the letter was too large to hold the batch."""
    gone = Unreadable(f"the letter has no value, and the batch is gone from {tp.topic}/{tp.partition}/{first}")
    if tp.partition not in (await partition_numbers(bus)).get(tp.topic, []):
        raise gone
    found: list[ConsumerRecord] = []
    async with bus.reader() as reader:
        start, end = (await bounds(reader, [tp]))[tp]
        if not start <= first <= last < end:
            raise gone
        reader.assign([tp])
        reader.seek(tp, first)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await reader.position(tp) <= last:
                for part in (await reader.fetch(wait=0.5)).values():
                    found += part.records
    for each in found:
        if isinstance(each, UnreadableRecord):
            raise Unreadable(f"the batch still cannot be read: {each.error}")
    return [each for each in found if each.offset <= last]
