"""A pool of sheets: creating a sheet takes longer than filling it."""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from libs.scratch import Scratch
from services.collage.worker.decoding.sheet import Sheet

SHEET_BYTES = 1_200_000
"""Space for four tiles of 224×400. A sheet for a larger tile is created for it, and not kept."""


class Sheets:
    """The pool. It keeps as many sheets as were in use at the same time, and removes them when it is closed."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._free: list[tuple[Sheet, ExitStack]] = []

    @contextmanager
    def sheet(self, length: int) -> Iterator[Sheet]:
        """A sheet for tiles of `length` bytes in total, for the block. Raises OSError.

        After an exception it is not used again, because the process may still write to it.
        """
        small = length < SHEET_BYTES
        sheet, stack = self._free.pop() if small and self._free else self._create(max(SHEET_BYTES, length + 1))
        with stack:
            yield sheet
            if small:
                self._free.append((sheet, stack.pop_all()))

    def _create(self, length: int) -> tuple[Sheet, ExitStack]:
        with ExitStack() as stack:
            path = stack.enter_context(self._scratch.file())
            with path.open("xb", buffering=0) as file:
                # Not a sparse file: without disk space for a page, the kernel kills the process that writes to it.
                if file.write(bytes(length)) != length:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            sheet = Sheet(path)
            stack.callback(sheet.close)
            return sheet, stack.pop_all()

    def close(self) -> None:
        """Remove all unused sheets."""
        while self._free:
            self._free.pop()[1].close()
