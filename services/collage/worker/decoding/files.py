"""A pool of temporary files for pictures: creating a file takes longer than writing a picture to it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from libs.scratch import Scratch

MAX_IDLE_BYTES = 1_000_000
"""A larger file is truncated before it returns to the pool."""


class PooledFile(NamedTuple):
    """An open file, positioned at its start. The writer must truncate it after its data."""

    path: Path
    file: BinaryIO


class Files:
    """The pool. It keeps as many files as were in use at the same time, and removes them when it is closed."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch, self._stack = scratch, ExitStack()
        self._free: list[PooledFile] = []

    @contextmanager
    def file(self) -> Iterator[PooledFile]:
        """A file for the block. Raises OSError."""
        pooled = self._free.pop() if self._free else self._create()
        pooled.file.seek(0)
        try:
            yield pooled
        finally:
            if pooled.file.seek(0, 2) > MAX_IDLE_BYTES:
                pooled.file.truncate(0)
            self._free.append(pooled)

    def _create(self) -> PooledFile:
        path = self._stack.enter_context(self._scratch.file())
        # Unbuffered: errors of writing must be raised for the same picture.
        return PooledFile(path, self._stack.enter_context(path.open("xb", buffering=0)))

    def close(self) -> None:
        """Close and remove the files."""
        self._stack.close()
