"""Fetched batches of one partition that are not returned yet. At most one of them is decompressed."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.kafka.fetching.fetched import Fetched, Gap, UnreadableRecord, held_bytes
from libs.bus.kafka.fetching.recordbatch import BadBatch, OpenBatch, PackedBatch, describe_error

log = logging.getLogger(__name__)

OFF_LOOP_BYTES = 256 * 1024
"""A larger batch, and every compressed one, is checked and decompressed in a thread."""

Refetch = Callable[[PackedBatch], bool]
"""Returns whether a batch that cannot be read should be fetched again before it counts as unreadable."""


class Packed:
    """One partition's data of a fetch response, from offset `position` on."""

    def __init__(
        self, tp: TopicPartition, batches: Sequence[PackedBatch], aborted: Sequence[tuple[int, int]], position: int,
        *, limit: int, refetch: Refetch = lambda batch: False, reset_from: int | None = None, assignment: Any = None,
        end: int | None = None,
    ) -> None:  # fmt: skip
        self.tp = tp
        self.position = position
        self.assignment = assignment
        self.epoch = -1
        """The leader epoch of the last batch that was opened; -1 if unknown."""
        self.size = sum(len(batch.data) for batch in batches)
        self._batches = deque(batches)
        self._aborted = deque(sorted(aborted, key=lambda pair: pair[1]))
        self._aborting: set[int] = set()
        self._limit = limit
        self._end = end if end is not None and end > position else None
        """End of the log, from the response. It limits offsets that come from damaged batch headers."""
        self._refetch = refetch
        self.reset_from = reset_from
        self._open: tuple[PackedBatch, Iterator[ConsumerRecord]] | None = None
        self._first = position if batches else -1
        """The first position; -1 if there are no batches."""

    def calculate_backoff(self) -> float:
        """Required by aiokafka: how long other partitions wait for this one."""
        return 0.0

    @property
    def empty(self) -> bool:
        """Whether everything was returned."""
        return self._open is None and not self._batches and self.reset_from is None

    async def take(self, max_records: int, max_bytes: int) -> Fetched:
        """The next records: at most `max_records`, and `max_bytes` exceeded by at most one record.

        Returns none, and is `empty` then, if the next batch must be fetched again.
        """
        records: list[ConsumerRecord] = []
        out = Fetched(self.position, self.position, records, reset_from=self.reset_from)
        self.reset_from = None
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
        """Open the next batch, if it contains messages from `position` on."""
        batch = self._batches.popleft()
        self.size -= len(batch.data)
        if batch.last < self.position:
            if not self._batches and self.position == self._first:
                self._skip_unreadable(batch, BadBatch("its offsets are not those that it was fetched for"), records)
            return
        if batch.magic >= 2 and batch.base > self.position:
            gaps.append(Gap(self.position, batch.base))
            self.position = batch.base
        self.epoch = batch.epoch
        try:
            if not self._has_messages(batch):
                self._move_past(batch)
                return
            opened = await self._unpacked(batch)
        except Exception as error:  # noqa: BLE001 - the boundary: any error of an untrusted batch becomes a letter
            self._skip_unreadable(batch, error, records)
            return
        self._open = (batch, opened.records(self.position))

    def _has_messages(self, batch: PackedBatch) -> bool:
        """False for a control batch and for a batch of an aborted transaction."""
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
            self._skip_unreadable(batch, error, records)
            return size
        self._open = None
        self._move_past(batch)
        return size

    def _move_past(self, batch: PackedBatch) -> None:
        """Set the position after a batch. Its last offset is in its header: compaction may have removed its records."""
        after = batch.last + 1
        self.position = max(self.position, after if self._end is None else min(after, self._end))

    def _skip_unreadable(self, batch: PackedBatch, error: Exception, records: list[ConsumerRecord]) -> None:
        """Fetch the batch again, or replace it by an UnreadableRecord."""
        if self._refetch(batch):
            self._batches.clear()
            self.size = 0
            return
        if self._first < self.position > batch.last:
            # All its offsets were read. The bytes after them have no offset, so no letter can name them.
            log.warning(
                "%s/%d: unexpected data at the end of the batch up to offset %d: %s",
                *self.tp, batch.last, describe_error(error),
            )  # fmt: skip
            return
        offsets = range(self.position, max(self._last(batch), self.position) + 1)
        records.append(UnreadableRecord.of_batch(self.tp, offsets, batch.data, describe_error(error)))
        self.position = offsets.stop

    def _last(self, batch: PackedBatch) -> int:
        """The last offset of a batch that cannot be read: from its header if that is plausible, else the first one."""
        if self._batches:
            return min(batch.last, self._batches[0].base - 1) if self._batches[0].magic >= 2 else batch.last
        return batch.last if self._end is None or batch.last < self._end else self.position
