"""Jumps of offsets are checked on the broker before anything behind them counts as done.

Offsets are missing for good reasons: a transaction's marker, retention, compaction. A client that lost its place leaves
records out in just the same way, and commits past them. So the missing range is read by a client of its own. Only where
the fetch that ended a partition has itself read that nothing follows (a marker, mostly), is that taken for an answer.
"""

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiokafka import TopicPartition

from libs.bus import KafkaBus
from libs.bus.kafka.fetching.consumer import PackedConsumer
from libs.bus.reading import NO_PROGRESS_SECONDS
from services.catalog.stream import metrics

log = logging.getLogger(__name__)


class RecordsSkipped(Exception):
    """Records were skipped that exist. Nothing may be committed any more; a new process reads them again."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which offsets from `first` to `stop` (exclusive) hold records."""

    first: int
    stop: int
    offsets: tuple[int, ...]


class Gaps:
    """Reads what a jump skipped. One fetch answers for some hundred offsets: transactions leave a gap each."""

    def __init__(self, bus: KafkaBus, group: str) -> None:
        self._bus = bus
        self._group = group
        self._seen: dict[TopicPartition, _Seen] = {}
        self._reader: PackedConsumer | None = None
        self._stack = AsyncExitStack()

    async def check(self, tp: TopicPartition, first: int, stop: int) -> None:
        """Return if there is no record from offset `first` to `stop` (exclusive), else raise RecordsSkipped."""
        skipped = 0
        position = first
        while position < stop:
            seen = self._seen.get(tp)
            if seen is None or not seen.first <= position < seen.stop:
                seen = self._seen[tp] = await self._read(tp, position)
            skipped += sum(position <= offset < stop for offset in seen.offsets)
            position = seen.stop
        metrics.GAPS.labels(self._group, tp.topic, "records" if skipped else "nothing").inc()
        if skipped:
            raise RecordsSkipped(
                f"{tp.topic}/{tp.partition}: offsets {first} to {stop - 1} were skipped, but hold {skipped} records: "
                "this process ends without committing them"
            )
        log.info("%s/%d: there are no records at offsets %d to %d", tp.topic, tp.partition, first, stop - 1)

    async def _read(self, tp: TopicPartition, position: int) -> _Seen:
        """What is from `position` on. Waits for the broker as long as it takes: nothing goes on without an answer."""
        while True:
            try:
                async with asyncio.timeout(NO_PROGRESS_SECONDS):
                    return await self._fetch(tp, position)
            except Exception as error:  # noqa: BLE001 - the boundary: whatever the client raises, the answer is needed
                log.warning("%s/%d: a gap at offset %d cannot be checked yet: %r", *tp, position, error)
                await self.close()
                await asyncio.sleep(1)

    async def _fetch(self, tp: TopicPartition, position: int) -> _Seen:
        if self._reader is None:
            self._reader = await self._stack.enter_async_context(self._bus.reader())
        reader = self._reader
        reader.assign([tp])
        reader.seek(tp, position)
        while True:
            part = (await reader.fetch(tp, wait=1)).get(tp)
            # Of what is fetched by now, only the position says how far: retention may have deleted what was skipped.
            after = await reader.position(tp)
            if part is not None and part.start >= position and after > position:
                # A batch that cannot be read counts as a record: it was not dead-lettered.
                return _Seen(position, after, tuple(record.offset for record in part.records))

    async def close(self) -> None:
        """Disconnect."""
        self._reader = None
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()
