"""Sheets for tiles, used again: to make one takes longer than to fill it."""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from libs.scratch import Scratch
from services.collage.worker.decoding.sheet import Sheet

SHEET_BYTES = 1_200_000
"""Room for four tiles of 224×400. A sheet for one larger tile is made for it, and not kept."""


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
