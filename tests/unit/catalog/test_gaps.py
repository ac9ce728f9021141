"""What a jump of offsets skipped is read before anything behind it counts."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaConnectionError

from libs.bus import KafkaBus
from libs.bus.kafka.fetching.fetched import Fetched
from services.catalog.stream.gaps import Gaps, RecordsSkipped

TP = TopicPartition("parts", 0)


class Log:
    """A reader and its bus: records at `offsets`, up to `end`; each fetch brings at most `batch` offsets."""

    def __init__(self, offsets: Collection[int], end: int, *, first: int = 0, batch: int = 100, fails: int = 0) -> None:
        self._offsets, self._end, self._first, self._batch, self._fails = offsets, end, first, batch, fails
        self._position = 0
        self.fetches = 0

    @asynccontextmanager
    async def reader(self) -> AsyncIterator["Log"]:
        yield self

    def assign(self, partitions: list[TopicPartition]) -> None:
        assert partitions == [TP]

    def seek(self, _: TopicPartition, offset: int) -> None:
        self._position = offset

    async def position(self, _: TopicPartition) -> int:
        return self._position

    async def fetch(self, _: TopicPartition, *, wait: float) -> dict[TopicPartition, Fetched]:
        self.fetches += 1
        if self.fetches <= self._fails:
            raise KafkaConnectionError("the broker is away")
        start = max(self._position, self._first)
        self._position = min(start + self._batch, self._end)
        records = [_record(offset) for offset in self._offsets if start <= offset < self._position]
        return {TP: Fetched(start, self._position, records)}


def _record(offset: int) -> ConsumerRecord:
    return cast(Any, ConsumerRecord)(*TP, offset, 0, 0, None, b"", None, 0, 0, ())


def gaps(log: Log) -> Gaps:
    return Gaps(cast(KafkaBus, log), "tests")


async def test_offsets_without_records_are_stepped_over() -> None:
    log = Log([0, 1, 5], 6)
    await gaps(log).check(TP, 2, 5)


async def test_records_that_were_skipped_end_the_process() -> None:
    with pytest.raises(RecordsSkipped, match=r"parts/0: offsets 1 to 4 were skipped, but hold 2 records"):
        await gaps(Log([0, 2, 3, 5], 6, batch=1)).check(TP, 1, 5)


async def test_what_retention_has_deleted_is_stepped_over() -> None:
    await gaps(Log([100], 101, first=100)).check(TP, 5, 100)


async def test_one_fetch_answers_for_the_gaps_behind_it() -> None:
    """A transaction of one record leaves a gap behind each record."""
    log = Log(range(0, 80, 2), 80)
    checked = gaps(log)
    for offset in range(1, 79, 2):
        await checked.check(TP, offset, offset + 1)
    assert log.fetches == 1


async def test_nothing_goes_on_while_the_broker_is_away() -> None:
    log = Log([0, 2], 3, fails=1)
    await gaps(log).check(TP, 1, 2)
    assert log.fetches == 2
