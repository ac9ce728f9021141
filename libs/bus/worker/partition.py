"""The state of one assigned partition: what waits, what runs, and whether it is still ours."""

import asyncio
from collections import deque

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.kafka.fetching.fetched import held_bytes
from libs.bus.worker.offsets import OffsetTracker


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
        self._running: dict[int, OffsetTracker] = {}
        """By identity of the record: handed out and not done, with the tracker that it was begun in."""
        self._former: dict[int, OffsetTracker] = {}
        """The same for records of a former log that still wait."""

    def add(self, record: ConsumerRecord) -> bool:
        """Take a fetched record in; False when it is known (fetched again after a rebalance)."""
        if not self.tracker.begin(record.offset):
            if not self.restarts_at(record.offset):
                return False
            self.restart(record.offset)
            self.tracker.begin(record.offset)
        if self.first is None:
            self.first = record.offset
        self.pending.append(record)
        self._buffer.add(1, held_bytes(record))
        return True

    def advance(self, offset: int) -> None:
        """Note that below `offset` there is nothing more to fetch: what holds no message may be committed as well."""
        self.tracker.advance(offset)
        if self.first is None:
            self.first = offset

    def restarts_at(self, offset: int) -> bool:
        """Whether a record at `offset` is of a new log: offsets from the last commit on are repeats, lower ones not."""
        known = self.first if self.committed is None else self.committed
        return known is not None and offset < known

    def restart(self, offset: int) -> None:
        """The log begins anew, at `offset`. What was fetched of the former one is still handled."""
        for record in self.pending:
            self._former.setdefault(id(record), self.tracker)
        for waiting in self._busy.values():
            for record in waiting:
                self._former.setdefault(id(record), self.tracker)
        if self.committed is None:
            self.committed = self.first
        self.tracker = OffsetTracker()
        self.first = offset
        self.tracker.advance(offset)

    def done(self, record: ConsumerRecord) -> None:
        """Note that a record that was handed out has reached its one place."""
        self._running.pop(id(record)).finish(record.offset)

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
        self._buffer.add(-len(waiting), -sum(map(held_bytes, waiting)))
        del self._busy[record.key]
        return None

    def _run(self, record: ConsumerRecord) -> ConsumerRecord:
        self._buffer.add(-1, -held_bytes(record))
        self.running += 1
        self._running[id(record)] = self._former.pop(id(record), self.tracker) if self._former else self.tracker
        return record

    @property
    def position(self) -> int | None:
        """The offset below which all is done, as far as we know; None before the first fetch."""
        return self.tracker.position

    @property
    def to_commit(self) -> int | None:
        """The offset to commit, if it is news."""
        position = self.tracker.position
        return None if position == (self.first if self.committed is None else self.committed) else position

    @property
    def ahead(self) -> int:
        """How many offsets were handed out since the oldest unfinished one."""
        return self.tracker.open - len(self.pending)

    @property
    def idle(self) -> bool:
        """Nothing runs and nothing that ran waits for an acknowledgement."""
        return self.running == 0 and not self._running

    def release(self) -> None:
        """Forget what was fetched but not handed out; whoever owns the partition next fetches it again."""
        current = next((record for record in self.pending if id(record) not in self._former), None)
        if current is not None:
            self.tracker.forget_from(current.offset)
        self._buffer.add(-len(self.pending), -sum(map(held_bytes, self.pending)))
        for record in self.pending:
            self._former.pop(id(record), None)
        self.pending.clear()
