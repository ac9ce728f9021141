"""The offset of a partition to commit while its messages finish in any order."""

from collections import deque
from collections.abc import Set


class OffsetTracker:
    """Contiguous-offset tracker of one partition.

    Call `begin` with offsets in ascending order and `finish` in any order. `advance` skips offsets without a message
    (control records, compaction). `position` is the offset to commit: all messages below it are finished. `next` is
    the first offset that was not begun. Both are None until the first call.
    """

    __slots__ = ("_finished", "_open", "next")

    def __init__(self) -> None:
        self._open: deque[int] = deque()
        self._finished: set[int] = set()
        self.next: int | None = None

    def begin(self, offset: int) -> bool:
        """Add a fetched offset. Returns False if it was added before (fetched again after a rebalance)."""
        if self.next is not None and offset < self.next:
            return False
        self._open.append(offset)
        self.next = offset + 1
        return True

    def advance(self, offset: int) -> None:
        """Note that all messages below `offset` were begun."""
        if self.next is None or offset > self.next:
            self.next = offset

    def finish(self, offset: int) -> None:
        """Mark the message at `offset` as finished."""
        waiting, finished = self._open, self._finished
        finished.add(offset)
        while waiting and waiting[0] in finished:
            finished.remove(waiting.popleft())

    def forget(self, offsets: Set[int]) -> None:
        """Remove the last open offsets, as far as all of them are in `offsets`. They will be begun again."""
        while self._open and self._open[-1] in offsets:
            self.next = self._open.pop()

    @property
    def position(self) -> int | None:
        """The offset to commit."""
        return self._open[0] if self._open else self.next

    @property
    def open(self) -> int:
        """Number of offsets begun from the oldest unfinished one on, including it."""
        return len(self._open)
