"""Files for pictures while they are decoded, used again: to make one takes longer than to write a picture to it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from libs.scratch import Scratch

KEPT_BYTES = 1_000_000
"""Of a file that waits for its next picture."""


class Kept(NamedTuple):
    """An open file, to be written from its start and truncated; and where it is."""

    path: Path
    file: BinaryIO


class Files:
    """As many files as were in use at a time; gone when closed."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch, self._stack = scratch, ExitStack()
        self._free: list[Kept] = []

    @contextmanager
    def file(self) -> Iterator[Kept]:
        """A file of our own for the block. Raises OSError."""
        kept = self._free.pop() if self._free else self._made()
        kept.file.seek(0)
        try:
            yield kept
        finally:
            if kept.file.seek(0, 2) > KEPT_BYTES:
                kept.file.truncate(0)
            self._free.append(kept)

    def _made(self) -> Kept:
        path = self._stack.enter_context(self._scratch.file())
        # Unbuffered: what cannot be written shows at once, and never at the next picture.
        return Kept(path, self._stack.enter_context(path.open("xb", buffering=0)))

    def close(self) -> None:
        """Close and remove the files."""
        self._stack.close()
