"""Which offset of a partition may be committed while its messages finish in any order."""

from collections import deque


class OffsetTracker:
    """Contiguous-offset tracker of one partition.

    `begin` takes offsets in ascending order; `finish` takes them in any order; `advance` steps over offsets that hold
    no message (control records, what compaction took). `position` is the offset to commit: no message below it is
    unfinished. `next` is the one from which on nothing was begun. Both are None until the first is known.
    """

    __slots__ = ("_finished", "_open", "next")

    def __init__(self) -> None:
        self._open: deque[int] = deque()
        self._finished: set[int] = set()
        self.next: int | None = None

    def begin(self, offset: int) -> bool:
        """Note a fetched offset. False when it is known already (fetched again after a rebalance)."""
        if self.next is not None and offset < self.next:
            return False
        self._open.append(offset)
        self.next = offset + 1
        return True

    def advance(self, offset: int) -> None:
        """Note that below `offset` there is no message but those that were begun."""
        if self.next is None or offset > self.next:
            self.next = offset

    def finish(self, offset: int) -> None:
        """Note that the message at `offset` reached its one place."""
        waiting, finished = self._open, self._finished
        finished.add(offset)
        while waiting and waiting[0] in finished:
            finished.remove(waiting.popleft())

    def forget_from(self, offset: int) -> None:
        """Drop the open offsets from `offset` on: fetched, never handed out, to be begun again."""
        while self._open and self._open[-1] >= offset:
            self._open.pop()
        self.next = offset

    @property
    def position(self) -> int | None:
        """The offset to commit."""
        return self._open[0] if self._open else self.next

    @property
    def open(self) -> int:
        """How many offsets were begun since the oldest unfinished one, with it."""
        return len(self._open)
