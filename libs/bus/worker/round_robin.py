"""Which partition's turn it is to hand out a message."""

from collections import deque

from libs.bus.worker.partition import Partition


class RoundRobin:
    """Partitions with something to hand out, one after the other; those of background topics while no other has."""

    def __init__(self) -> None:
        self._foreground: deque[Partition] = deque()
        self._background: deque[Partition] = deque()

    def add(self, partition: Partition) -> None:
        """Queue a partition behind the others of its kind."""
        partition.queued = True
        (self._background if partition.background else self._foreground).append(partition)

    def take(self) -> Partition | None:
        """The partition whose turn it is, or None."""
        queue = self._foreground or self._background
        if not queue:
            return None
        partition = queue.popleft()
        partition.queued = False
        return partition
