"""The state of one assigned partition: pending and running messages, offsets and ownership."""

import asyncio
from collections import deque

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.message import Message
from libs.bus.worker.offsets import OffsetTracker


class Buffer:
    """Number and size of the messages that a worker has fetched and not yet given to a handler."""

    __slots__ = ("count", "size")

    def __init__(self) -> None:
        self.count = 0
        self.size = 0

    def add(self, records: int, size: int) -> None:
        """Add `records` messages of `size` bytes; negative numbers remove them."""
        self.count += records
        self.size += size


class Partition:
    """One partition of a worker's assignment.

    `owned` is set while results may be published. It is cleared from the revocation to the new assignment; results
    wait meanwhile. `lost` is final: later results are dropped.
    """

    def __init__(
        self, tp: TopicPartition, topic: str, buffer: Buffer, *, by_key: bool = False, background: bool = False
    ) -> None:
        self.tp = tp
        self.topic = topic
        self.is_retry = tp.topic != topic
        """The partition of a retry topic: its messages are due at a later time."""
        self.background = background
        """Its messages are handed out only while no other partition has any."""
        # Messages in a retry topic that are not due yet must not take room from messages that can run now.
        self._buffer = Buffer() if self.is_retry else buffer
        self.tracker = OffsetTracker()
        self.pending: deque[Message] = deque()
        self.running = 0
        self.first: int | None = None
        """The first offset that was fetched."""
        self.committed: int | None = None
        """The last committed offset."""
        self.owned = asyncio.Event()
        self.owned.set()
        self.lost = False
        self.queued = False
        """Whether it is in the queue of partitions that have messages."""
        self._by_key = by_key
        self._busy: dict[bytes, deque[Message]] = {}
        self._unfinished = 0
        """Messages handed out and not done."""

    def add(self, record: ConsumerRecord) -> bool:
        """Add a fetched record. Returns False if it was added before (fetched again after a rebalance)."""
        if not self.tracker.begin(record.offset):
            if not self.restarts_at(record.offset):
                return False
            self.restart(record.offset)
            self.tracker.begin(record.offset)
        if self.first is None:
            self.first = record.offset
        message = Message(record, self.topic)
        message.tracker = self.tracker
        self.pending.append(message)
        self._buffer.add(1, message.size)
        return True

    def advance(self, start: int, offset: int) -> None:
        """Note that `start` up to `offset` was fetched: offsets without a message can then be committed too."""
        self.tracker.advance(offset)
        if self.first is None:
            self.first = start

    def restarts_at(self, offset: int) -> bool:
        """Whether a record at `offset` belongs to a new log: it is below the last committed offset."""
        known = self.first if self.committed is None else self.committed
        return known is not None and offset < known

    def restart(self, offset: int) -> None:
        """Start tracking a new log at `offset`. Messages that were fetched from the old one are still handled."""
        if self.committed is None:
            self.committed = self.first
        self.tracker = OffsetTracker()
        self.first = offset
        self.tracker.advance(offset)

    def done(self, message: Message) -> None:
        """Note that a message is done, retried or dead-lettered."""
        self._unfinished -= 1
        message.tracker.finish(message.record.offset)

    def take(self) -> Message | None:
        """The next message to handle, or None. With order per key, messages of a running key are kept waiting."""
        while self.pending:
            message = self.pending.popleft()
            key = message.record.key
            if self._by_key and key is not None:
                waiting = self._busy.get(key)
                if waiting is not None:
                    # It still counts as held: otherwise one busy key could load a whole topic into memory.
                    waiting.append(message)
                    continue
                self._busy[key] = deque()
            return self._run(message)
        return None

    def finished(self, message: Message) -> Message | None:
        """Note the end of a handler. Returns the next waiting message of the same key, if any."""
        self.running -= 1
        if not self._by_key:
            return None
        key = message.record.key
        waiting = self._busy.get(key)
        if waiting is None:
            return None
        if waiting and not self.lost:
            return self._run(waiting.popleft())
        self._buffer.add(-len(waiting), -sum(each.size for each in waiting))
        del self._busy[key]
        return None

    def put_back(self, message: Message) -> None:
        """Undo handing out `message`: it is the next one again, before those of its key that waited for it."""
        self.running -= 1
        self._unfinished -= 1
        self._buffer.add(1, message.size)
        key = message.record.key
        waiting = self._busy.pop(key, ()) if self._by_key and key is not None else ()
        self.pending = deque(sorted((message, *waiting, *self.pending), key=self._place))
        if self.lost:
            self.drop()

    def _place(self, message: Message) -> tuple[bool, int]:
        """Its place among the pending messages: by offset, those of an earlier log first."""
        return message.tracker is self.tracker, message.record.offset

    def _run(self, message: Message) -> Message:
        self._buffer.add(-1, -message.size)
        self.running += 1
        self._unfinished += 1
        return message

    @property
    def position(self) -> int | None:
        """The offset below which all messages are done; None before the first fetch."""
        return self.tracker.position

    @property
    def to_commit(self) -> int | None:
        """The offset to commit; None if it is already committed."""
        position = self.tracker.position
        return None if position == (self.first if self.committed is None else self.committed) else position

    @property
    def ahead(self) -> int:
        """How many offsets were handed out from the oldest unfinished one on."""
        return self.tracker.open - len(self.pending)

    @property
    def idle(self) -> bool:
        """Whether no handler runs and no result waits for an acknowledgement."""
        return self.running == 0 and self._unfinished == 0

    def release(self) -> None:
        """Drop the messages that were not handed out yet: they are fetched again, here or by the next owner.

        One that was put back is kept while a later one runs: fetching from there on would repeat that one.
        """
        pending = [each for each in self.pending if each.tracker is self.tracker]
        self.tracker.forget({each.record.offset for each in pending})
        self.drop()
        for each in pending:
            if each.record.offset < (self.tracker.next or 0):
                self.pending.append(each)
                self._buffer.add(1, each.size)

    def drop(self) -> None:
        """Drop all messages that were not handed out yet, for good: this process fetches no more of the partition."""
        self._buffer.add(-len(self.pending), -sum(each.size for each in self.pending))
        self.pending.clear()
