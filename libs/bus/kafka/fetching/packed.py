"""What was fetched of one partition and not handed out: batches as they came, at most one of them unpacked."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.kafka.fetching.fetched import Fetched, Gap, UnreadableRecord, held_bytes
from libs.bus.kafka.fetching.recordbatch import BadBatch, OpenBatch, PackedBatch, why

log = logging.getLogger(__name__)

OFF_LOOP_BYTES = 256 * 1024
"""A larger batch, and every packed one, is checked and unpacked in a thread."""

Again = Callable[[PackedBatch], bool]
"""Whether a batch that cannot be read should be fetched again before it counts as unreadable."""


class Packed:
    """One partition's share of a fetch response, from offset `position` on."""

    def __init__(
        self, tp: TopicPartition, batches: Sequence[PackedBatch], aborted: Sequence[tuple[int, int]], position: int,
        *, limit: int, again: Again = lambda batch: False, came_from: int | None = None, assignment: Any = None,
        end: int | None = None,
    ) -> None:  # fmt: skip
        self.tp = tp
        self.position = position
        self.assignment = assignment
        self.epoch = -1
        """The leader epoch of the last batch that was begun; -1 is unknown."""
        self.size = sum(len(batch.data) for batch in batches)
        self._batches = deque(batches)
        self._aborted = deque(sorted(aborted, key=lambda pair: pair[1]))
        self._aborting: set[int] = set()
        self._limit = limit
        self._end = end if end is not None and end > position else None
        """Where the log ends, as the response says: a damaged header may say anything."""
        self._again = again
        self.came_from = came_from
        self._open: tuple[PackedBatch, Iterator[ConsumerRecord]] | None = None
        self._first = position if batches else -1
        """-1 once we are past it, or need not get past it."""

    def calculate_backoff(self) -> float:
        """aiokafka's question how long it may take until somebody takes this: others need not wait for that."""
        return 0.0

    @property
    def empty(self) -> bool:
        """Nothing is left to hand out."""
        return self._open is None and not self._batches and self.came_from is None

    async def take(self, max_records: int, max_bytes: int) -> Fetched:
        """The next records, at most so many, and hardly more bytes, but at least one if there is one.

        Nothing at all, and `empty`, when the first thing to hand out is a batch that is to be fetched again.
        """
        records: list[ConsumerRecord] = []
        out = Fetched(self.position, self.position, records, came_from=self.came_from)
        self.came_from = None
        size = 0
        while len(records) < max_records and size < max_bytes:
            if self._open is not None:
                size += self._read(records, max_records, max_bytes - size)
            elif self._batches:
                await self._next(records, out.gaps)
            else:
                break
        out.next, out.size = self.position, size
        return out

    async def _next(self, records: list[ConsumerRecord], gaps: list[Gap]) -> None:
        """Open the next batch, if it holds something for us."""
        batch = self._batches.popleft()
        self.size -= len(batch.data)
        if batch.last < self.position:
            if not self._batches and self.position == self._first:
                self._give_up(batch, BadBatch("its offsets are not those that it was fetched for"), records)
            return
        if batch.magic >= 2 and batch.base > self.position:
            gaps.append(Gap(self.position, batch.base))
            self.position = batch.base
        self.epoch = batch.epoch
        try:
            if not self._wanted(batch):
                self._step(batch)
                return
            opened = await self._unpacked(batch)
        except Exception as error:  # noqa: BLE001 - the boundary: whatever a stranger's batch does is told in a letter
            self._give_up(batch, error, records)
            return
        self._open = (batch, opened.records(self.position))

    def _wanted(self, batch: PackedBatch) -> bool:
        """False for a control batch, and for one of a transaction that was aborted."""
        if batch.magic < 2 or batch.producer < 0:
            return not batch.control
        while self._aborted and self._aborted[0][1] <= batch.base:
            self._aborting.add(self._aborted.popleft()[0])
        if batch.control:
            if OpenBatch(self.tp, batch, limit=self._limit).aborts():
                self._aborting.discard(batch.producer)
            return False
        return not (batch.transactional and batch.producer in self._aborting)

    async def _unpacked(self, batch: PackedBatch) -> OpenBatch:
        if not batch.codec and len(batch.data) < OFF_LOOP_BYTES:
            return OpenBatch(self.tp, batch, limit=self._limit)
        return await asyncio.to_thread(OpenBatch, self.tp, batch, limit=self._limit)

    def _read(self, records: list[ConsumerRecord], max_records: int, max_bytes: int) -> int:
        assert self._open is not None
        batch, opened = self._open
        size = 0
        try:
            for record in opened:
                self.position = record.offset + 1
                records.append(record)
                size += held_bytes(record)
                if len(records) >= max_records or size >= max_bytes:
                    return size
        except Exception as error:  # noqa: BLE001 - the boundary, as above
            self._open = None
            self._give_up(batch, error, records)
            return size
        self._open = None
        self._step(batch)
        return size

    def _step(self, batch: PackedBatch) -> None:
        """Go on behind a batch that was read. Its last offset is in its header: compaction takes records out of it."""
        after = batch.last + 1
        self.position = max(self.position, after if self._end is None else min(after, self._end))

    def _give_up(self, batch: PackedBatch, error: Exception, records: list[ConsumerRecord]) -> None:
        """Let the batch be fetched again, or put something in its place that says why it cannot be read."""
        if self._again(batch):
            self._batches.clear()
            self.size = 0
            return
        if self._first < self.position > batch.last:
            # All its offsets were read. What stands behind them has none, and cannot be told from the next batch's.
            log.warning(
                "%s/%d: the batch up to offset %d ends in what it should not: %s", *self.tp, batch.last, why(error)
            )
            return
        offsets = range(self.position, max(self._last(batch), self.position) + 1)
        records.append(UnreadableRecord.of_batch(self.tp, offsets, batch.data, why(error)))
        self.position = offsets.stop

    def _last(self, batch: PackedBatch) -> int:
        """The last offset of a batch that cannot be read: as far as its header can be true, else the first."""
        if self._batches:
            return min(batch.last, self._batches[0].base - 1) if self._batches[0].magic >= 2 else batch.last
        return batch.last if self._end is None or batch.last < self._end else self.position
