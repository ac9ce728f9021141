"""Lag of consumer groups by topic, including the records in their retry topics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiokafka import TopicPartition

from libs.bus.kafka.admin import partition_numbers
from libs.bus.kafka.clients import KafkaBus
from libs.bus.reading import bounds, committed_offsets
from libs.events.topics import Topic


@dataclass(frozen=True, slots=True)
class Lag:
    """Lag of one group on one topic, in records. `committed` is None if the group has never committed there."""

    topic: str
    group: str
    committed: int | None
    end: int
    lag: int
    waiting: int
    """Records in the group's retry topics."""


def subscriptions(topics: Iterable[Topic], group: str | None = None) -> list[tuple[str, str]]:
    """The (topic, group) pairs of `topics`, or those of `group` only (all topics, if it is not among the consumers)."""
    topics = list(topics)
    pairs = [(topic.name, name) for topic in topics for name in topic.consumers]
    if group is None:
        return pairs
    return [pair for pair in pairs if pair[1] == group] or [(topic.name, group) for topic in topics]


def total_lag(
    topic: str, group: str, ranges: Mapping[TopicPartition, tuple[int, int]],
    committed: Mapping[TopicPartition, int | None],
) -> Lag:  # fmt: skip
    """The lag summed over partitions. `ranges` are first and end offsets; deleted records are not counted as lag."""
    own = {tp: bound for tp, bound in ranges.items() if tp.topic == topic}
    retries = {tp: bound for tp, bound in ranges.items() if tp.topic.startswith(f"{topic}.{group}.retry.")}
    known = [offset for tp in own if (offset := committed.get(tp)) is not None]
    return Lag(
        topic,
        group,
        sum(known) if known else None,
        sum(end for _, end in own.values()),
        _behind(own, committed),
        _behind(retries, committed),
    )


async def lags(bus: KafkaBus, pairs: Iterable[tuple[str, str]]) -> list[Lag]:
    """The lag of each (topic, group) whose topic exists."""
    numbers = await partition_numbers(bus)
    found: dict[tuple[str, str], Lag] = {}
    present = [(topic, group) for topic, group in pairs if topic in numbers]
    for group in dict.fromkeys(group for _, group in present):
        mine = [topic for topic, name in present if name == group]
        async with bus.reader(group) as reader:
            partitions = [
                TopicPartition(name, number)
                for topic in mine
                for name in numbers
                if name == topic or name.startswith(f"{topic}.{group}.retry.")
                for number in numbers[name]
            ]
            ranges = await bounds(reader, partitions)
            # By a reader: the admin client reads an error as "nothing committed", and fails on Tansu's response.
            committed = await committed_offsets(reader, partitions)
        found.update({(topic, group): total_lag(topic, group, ranges, committed) for topic in mine})
    return [found[pair] for pair in present]


def _behind(ranges: Mapping[TopicPartition, tuple[int, int]], committed: Mapping[TopicPartition, int | None]) -> int:
    return sum(max(0, end - max(first, committed.get(tp) or 0)) for tp, (first, end) in ranges.items())
