"""Where the result is written to: a local file, or parts of an object that another process uploads."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from services.merge.inputs.source import LocalFile, Source


class Sink(Protocol):
    """Takes the bytes of one MP4."""

    def begin(self, reserved: int, bound: int) -> str | BinaryIO:
        """What the muxer writes to. Everything that was written before is dropped.

        `reserved` bytes from the start on are written last: the index. The result will have at most `bound` bytes.
        """
        ...

    def result(self) -> Source:
        """What was written, as far as it can be read: at least the index. For the check before `finish`."""
        ...

    def finish(self) -> int:
        """Give the result its name; its size in bytes."""
        ...


@contextmanager
def opened_target(target: str | BinaryIO) -> Iterator[BinaryIO]:
    """What `begin` returned, as a file to write."""
    if isinstance(target, str):
        with open(target, "wb") as file:
            yield file
    else:
        yield target


class LocalSink(Sink):
    """The file `path`, which gets its name when it is complete; until then it is `unfinished`, in the same folder."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        self.path, self._unfinished = path, unfinished

    def begin(self, reserved: int, bound: int) -> str:
        return str(self._unfinished)

    def result(self) -> Source:
        return LocalFile(self._unfinished)

    def finish(self) -> int:
        size = self._unfinished.stat().st_size
        os.replace(self._unfinished, self.path)
        return size
