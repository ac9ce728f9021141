"""The state of one assigned partition: what waits, what runs, and whether it is still ours."""

import asyncio
from collections import deque

from aiokafka import ConsumerRecord, TopicPartition

from libs.bus.message import Message
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
        self.parked = tp.topic != topic
        """Of a retry topic: its messages wait for their time."""
        self.background = background
        """Its messages are handed out while no other partition has any."""
        # What waits in a retry topic for its time must not take room from what could run now.
        self._buffer = Buffer() if self.parked else buffer
        self.tracker = OffsetTracker()
        self.pending: deque[Message] = deque()
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
        self._busy: dict[bytes, deque[Message]] = {}
        self._unfinished = 0
        """Handed out and not done."""

    def add(self, record: ConsumerRecord) -> bool:
        """Take a fetched record in; False when it is known (fetched again after a rebalance)."""
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
        if self.committed is None:
            self.committed = self.first
        self.tracker = OffsetTracker()
        self.first = offset
        self.tracker.advance(offset)

    def done(self, message: Message) -> None:
        """Note that a message that was handed out has reached its one place."""
        self._unfinished -= 1
        message.tracker.finish(message.record.offset)

    def take(self) -> Message | None:
        """The next message to handle, or None. With order per key, a key that is being handled waits."""
        while self.pending:
            message = self.pending.popleft()
            key = message.record.key
            if self._by_key and key is not None:
                waiting = self._busy.get(key)
                if waiting is not None:
                    # It still counts as held: one busy key must not fetch a topic into memory.
                    waiting.append(message)
                    continue
                self._busy[key] = deque()
            return self._run(message)
        return None

    def finished(self, message: Message) -> Message | None:
        """Note the end of a handler; returns the message of the same key that waited for it, if any."""
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

    def _run(self, message: Message) -> Message:
        self._buffer.add(-1, -message.size)
        self.running += 1
        self._unfinished += 1
        return message

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
        return self.running == 0 and self._unfinished == 0

    def release(self) -> None:
        """Forget what was fetched but not handed out; whoever owns the partition next fetches it again."""
        current = next((each for each in self.pending if each.tracker is self.tracker), None)
        if current is not None:
            self.tracker.forget_from(current.record.offset)
        self._buffer.add(-len(self.pending), -sum(each.size for each in self.pending))
        self.pending.clear()
