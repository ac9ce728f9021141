"""Shared memory for tiles of a decoding process: through a pipe, a tile would be copied five times."""

import mmap
from pathlib import Path

_FLAGS = mmap.MAP_SHARED | getattr(mmap, "MAP_POPULATE", 0)
"""All pages are mapped at once, which is faster than one by one."""


class Sheet:
    """Tiles of one length in a mapped file. Its last byte is the number of the tile in work."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0, flags=_FLAGS)

    @property
    def in_work(self) -> int:
        """The number of the tile in work, from 0."""
        return self._memory[-1]

    def begin(self, number: int) -> None:
        """Set `number` as the tile in work."""
        self._memory[-1] = number

    def put(self, number: int, data: bytes) -> None:
        """Write tile `number`."""
        self._memory[number * len(data) : (number + 1) * len(data)] = data

    def tile(self, number: int, length: int) -> bytes:
        """A copy of tile `number`, of `length` bytes."""
        return self._memory[number * length : (number + 1) * length]

    def close(self) -> None:
        """Unmap the memory."""
        self._memory.close()
