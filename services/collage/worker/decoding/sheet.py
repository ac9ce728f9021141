"""Memory for tiles that a decoding process shares with us: a tile that comes through its pipe is copied five times."""

import mmap
from pathlib import Path

_FLAGS = mmap.MAP_SHARED | getattr(mmap, "MAP_POPULATE", 0)
"""All pages at once, which is quicker than one after the other."""


class Sheet:
    """Tiles of one length, one behind the other in a mapped file; its last byte is the number of the one in work."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0, flags=_FLAGS)

    @property
    def in_work(self) -> int:
        """The number of the tile in work, from 0."""
        return self._memory[-1]

    def begin(self, number: int) -> None:
        """Tile `number` is in work now."""
        self._memory[-1] = number

    def put(self, number: int, data: bytes) -> None:
        """Lay down tile `number`."""
        self._memory[number * len(data) : (number + 1) * len(data)] = data

    def tile(self, number: int, length: int) -> bytes:
        """Tile `number` of `length` bytes, copied."""
        return self._memory[number * length : (number + 1) * length]

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
