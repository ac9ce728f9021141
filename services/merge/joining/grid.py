"""Places sound packets on one grid of whole codec frames through the whole result. Pure, in whole numbers.

Players play decoded samples back to back, whatever the timestamps say. So each packet of the result takes exactly one
slot of the grid, no slot stays empty, and at each joint the grid is compared with the picture again.
"""

from typing import NamedTuple


class Placed(NamedTuple):
    """Where a packet goes."""

    silent: int
    """Slots before it, to be filled with silence."""
    slot: int


class Grid:
    """Slots of `frame` samples. Positions are samples from the start of the result."""

    def __init__(self, frame: int) -> None:
        self.next = 0
        """The first slot that is not taken."""
        self._frame = frame
        self._end = 0
        self._following = False
        self._tolerance = 9 * frame // 16

    def begin(self, end: int) -> None:
        """Begin a clip whose picture is shown until `end`. It starts where the one before ended."""
        self._end = self._nearest(end)
        self._following = False

    def place(self, position: int) -> Placed | None:
        """The slot of a packet that belongs at `position`; None if it is outside the clip, or the slot is taken.

        Packets follow each other directly while they are little more than half a frame from their positions: the
        timestamps of Matroska are rounded to milliseconds.
        """
        deviation = position - self.next * self._frame
        if abs(deviation) <= (self._tolerance if self._following else self._frame // 2):
            slot = self.next
        else:
            slot = self._nearest(position)
        if slot < self.next or slot >= self._end:
            return None
        placed = Placed(slot - self.next, slot)
        self.next = slot + 1
        self._following = True
        return placed

    def fill(self, position: int) -> range:
        """Take the free slots before `position`, at most to the end of the clip: they are silent."""
        slots = range(self.next, max(self.next, min(self._end, self._nearest(position))))
        self.next = slots.stop
        return slots

    def finish(self) -> range:
        """Take the slots that are left of the clip: they are silent."""
        return self.fill(self._end * self._frame)

    def _nearest(self, position: int) -> int:
        return (2 * position + self._frame) // (2 * self._frame)
