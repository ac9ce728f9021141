"""Which offset of a partition may be committed while its messages finish in any order."""

from collections import deque


class OffsetTracker:
    """Contiguous-offset tracker of one partition.

    `begin` takes offsets in ascending order (gaps from compaction are fine); `finish` takes them in any order.
    `position` is the offset to commit: all begun offsets below it are finished. None until the first is.
    """

    __slots__ = ("_finished", "_open", "position")

    def __init__(self) -> None:
        self._open: deque[int] = deque()
        self._finished: set[int] = set()
        self.position: int | None = None

    def begin(self, offset: int) -> bool:
        """Note a fetched offset. False when it is known already (fetched again after a rebalance)."""
        if (self._open and offset <= self._open[-1]) or (self.position is not None and offset < self.position):
            return False
        self._open.append(offset)
        return True

    def finish(self, offset: int) -> None:
        """Note that the message at `offset` reached its one place."""
        self._finished.add(offset)
        while self._open and self._open[0] in self._finished:
            first = self._open.popleft()
            self._finished.remove(first)
            self.position = first + 1

    def forget_from(self, offset: int) -> None:
        """Drop the open offsets from `offset` on: fetched, never handed out, to be begun again."""
        while self._open and self._open[-1] >= offset:
            self._open.pop()

    @property
    def open(self) -> int:
        """How many offsets stand between the committable position and the last one begun."""
        return len(self._open)
