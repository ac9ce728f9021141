"""The order in which partitions hand out messages."""

from collections import deque

from libs.bus.worker.partition import Partition


class RoundRobin:
    """A queue of partitions that have messages. Partitions of background topics come last."""

    def __init__(self) -> None:
        self._foreground: deque[Partition] = deque()
        self._background: deque[Partition] = deque()

    def add(self, partition: Partition) -> None:
        """Append a partition to its queue."""
        partition.queued = True
        (self._background if partition.background else self._foreground).append(partition)

    def take(self) -> Partition | None:
        """Remove and return the next partition; None if there is none."""
        queue = self._foreground or self._background
        if not queue:
            return None
        partition = queue.popleft()
        partition.queued = False
        return partition
