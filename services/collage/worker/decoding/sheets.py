"""Memory for tiles that a decoding process shares with us: a tile that comes through its pipe is copied five times."""

import errno
import mmap
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from libs.scratch import Scratch

SHEET_BYTES = 1_200_000
"""Room for four tiles of 224×400. A sheet for one larger tile is made for it, and not kept."""
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


class Sheets:
    """As many as were in use at a time, used again; gone when closed."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._free: list[tuple[Sheet, ExitStack]] = []

    @contextmanager
    def sheet(self, length: int) -> Iterator[Sheet]:
        """A sheet with room for tiles of `length` bytes together, for the block. Raises OSError.

        After an exception it is not used again: the process may still write to it.
        """
        small = length < SHEET_BYTES
        sheet, stack = self._free.pop() if small and self._free else self._made(max(SHEET_BYTES, length + 1))
        with stack:
            yield sheet
            if small:
                self._free.append((sheet, stack.pop_all()))

    def _made(self, length: int) -> tuple[Sheet, ExitStack]:
        with ExitStack() as stack:
            path = stack.enter_context(self._scratch.file())
            with path.open("xb", buffering=0) as file:
                # Not a hole: where there is no room for a page of it later, the kernel ends the process that writes.
                if file.write(bytes(length)) != length:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            sheet = Sheet(path)
            stack.callback(sheet.close)
            return sheet, stack.pop_all()

    def close(self) -> None:
        """Let go of all that wait."""
        while self._free:
            self._free.pop()[1].close()
