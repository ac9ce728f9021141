"""The state of one assigned partition: what waits, what runs, and whether it is still ours."""

import asyncio
from collections import deque

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.offsets import OffsetTracker


class Buffer:
    """How much a worker holds that was fetched and not handed out, over all its partitions."""

    __slots__ = ("count", "size")

    def __init__(self) -> None:
        self.count = 0
        self.size = 0

    def add(self, records: int, size: int) -> None:
        """Count `records` messages of `size` bytes in, or out when negative."""
        self.count += records
        self.size += size


class Partition:
    """One partition of a worker's assignment.

    `owned` is set while results may be published. It is cleared between "the group rebalances" and "these
    partitions are yours"; a result that comes in between waits. `lost` is final: late results are dropped.
    """

    def __init__(
        self, tp: TopicPartition, topic: str, buffer: Buffer, *, by_key: bool = False, background: bool = False
    ) -> None:
        self.tp = tp
        self.topic = topic
        self.background = background
        """Its messages are handed out while no other partition has any."""
        # What waits in a retry topic for its time must not take room from what could run now.
        self._buffer = buffer if tp.topic == topic else Buffer()
        self.tracker = OffsetTracker()
        self.pending: deque[ConsumerRecord] = deque()
        self.running = 0
        self.first: int | None = None
        """The first offset that was fetched."""
        self.committed: int | None = None
        """The offset that we committed last."""
        self.owned = asyncio.Event()
        self.owned.set()
        self.lost = False
        self.queued = False
        """It stands in the queue of partitions with something to hand out."""
        self._by_key = by_key
        self._busy: dict[bytes, deque[ConsumerRecord]] = {}

    def add(self, record: ConsumerRecord) -> bool:
        """Take a fetched record in; False when it is known (fetched again after a rebalance)."""
        if not self.tracker.begin(record.offset):
            return False
        if self.first is None:
            self.first = record.offset
        self.pending.append(record)
        self._buffer.add(1, _size(record))
        return True

    def take(self) -> ConsumerRecord | None:
        """The next record to handle, or None. With order per key, a key that is being handled waits."""
        while self.pending:
            record = self.pending.popleft()
            if self._by_key and record.key is not None:
                waiting = self._busy.get(record.key)
                if waiting is not None:
                    # It still counts as held: one busy key must not fetch a topic into memory.
                    waiting.append(record)
                    continue
                self._busy[record.key] = deque()
            return self._run(record)
        return None

    def finished(self, record: ConsumerRecord) -> ConsumerRecord | None:
        """Note the end of a handler; returns the record of the same key that waited for it, if any."""
        self.running -= 1
        if not self._by_key or record.key is None or record.key not in self._busy:
            return None
        waiting = self._busy[record.key]
        if waiting and not self.lost:
            return self._run(waiting.popleft())
        self._buffer.add(-len(waiting), -sum(map(_size, waiting)))
        del self._busy[record.key]
        return None

    def _run(self, record: ConsumerRecord) -> ConsumerRecord:
        self._buffer.add(-1, -_size(record))
        self.running += 1
        return record

    @property
    def position(self) -> int | None:
        """The offset below which all is done, as far as we know; None before the first fetch."""
        return self.first if self.tracker.position is None else self.tracker.position

    @property
    def ahead(self) -> int:
        """How many offsets were handed out since the oldest unfinished one."""
        return self.tracker.open - len(self.pending)

    @property
    def idle(self) -> bool:
        """Nothing runs and nothing that ran waits for an acknowledgement."""
        return self.running == 0 and self.ahead == 0

    def release(self) -> None:
        """Forget what was fetched but not handed out; whoever owns the partition next fetches it again."""
        if self.pending:
            self.tracker.forget_from(self.pending[0].offset)
        self._buffer.add(-len(self.pending), -sum(map(_size, self.pending)))
        self.pending.clear()


def _size(record: ConsumerRecord) -> int:
    return len(record.value or b"") + 200
