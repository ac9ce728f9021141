"""Cuts the result into parts of equal size for an upload, while it is written. Memory: the index and one part.

The muxer goes back twice at the end: to write the index into the room that is reserved for it, and the size of the data
behind it. The parts with that room are held, and sent last.
"""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from services.merge.inputs.source import Source
from services.merge.joining.sink import Sink

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MIB = 1024 * 1024
LEAST_PART = 8 * MIB
MOST_PARTS = 9_500
"""A store takes 10,000 parts."""
BEHIND = 64 * 1024
"""Bytes behind the index into which the muxer goes back: the size of the data."""

Send = Callable[[int, bytes], None]
"""Takes the number of a part, from 1 on, and its bytes."""


class NotHeld(io.UnsupportedOperation):
    """A write into a part that was sent already."""


def part_bytes(bound: int) -> int:
    """The size of parts for a result of at most `bound` bytes."""
    return max(LEAST_PART, -(-bound // (MOST_PARTS * MIB)) * MIB)


class PartsFile(io.RawIOBase):
    """A file for the muxer, of parts of `size` bytes. It can be written at its end, and in its first `held` bytes."""

    def __init__(self, size: int, held: int, send: Send) -> None:
        self._size, self._send = size, send
        self._held_parts = max(1, -(-held // size))
        self._held = bytearray()
        self._tail = bytearray()
        self._sent = 0
        """Parts that were sent, without those that are held."""
        self._at = 0
        self.end = 0
        """Bytes."""

    @property
    def head(self) -> bytearray:
        """The bytes that are held."""
        return self._held

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + {0: 0, 1: self._at, 2: self.end}[whence]
        return self._at

    def write(self, data: "ReadableBuffer") -> int:
        view = memoryview(data).cast("B")
        count = len(view)
        if self._at > self.end:
            self._append(memoryview(bytes(self._at - self.end)))  # room that is reserved
        back = min(count, max(0, self.end - self._at))
        if back:
            if self._at + back > len(self._held):
                raise NotHeld(f"bytes {self._at} to {self._at + back} were sent already")
            self._held[self._at : self._at + back] = view[:back]
        if back < count:
            self._append(view[back:])
        self._at += count
        return count

    def _append(self, view: memoryview) -> None:
        self.end += len(view)
        room = self._held_parts * self._size - len(self._held)
        if room:
            self._held += view[:room]
            view = view[room:]
        while view:
            taken = view[: self._size - len(self._tail)]
            self._tail += taken
            view = view[len(taken) :]
            if len(self._tail) == self._size:
                self._send_tail()

    def _send_tail(self) -> None:
        self._sent += 1
        self._send(self._held_parts + self._sent, bytes(self._tail))
        self._tail = bytearray()

    def finish(self) -> None:
        """Send what is held: the last part, then the first ones."""
        if self._tail:
            self._send_tail()
        for number in range(1, self._held_parts + 1):
            part = bytes(self._held[(number - 1) * self._size : number * self._size])
            if part:
                self._send(number, part)


class PartsSink(Sink):
    """Sends parts. `begin` is called with the size of all parts but the last."""

    def __init__(self, begin: Callable[[int], None], send: Send) -> None:
        self._begin, self._send = begin, send
        self._file: PartsFile | None = None

    def begin(self, reserved: int, bound: int) -> BinaryIO:
        size = part_bytes(bound)
        self._begin(size)
        self._file = PartsFile(size, reserved + BEHIND, self._send)
        return cast(BinaryIO, self._file)

    def result(self) -> Source:
        assert self._file is not None
        return _Head(self._file)

    def finish(self) -> int:
        assert self._file is not None
        self._file.finish()
        return self._file.end


class _Head(Source):
    """What is held of a result; the rest reads as zeros."""

    def __init__(self, file: PartsFile) -> None:
        self._file = file

    @property
    def name(self) -> str:
        return "the result"

    @property
    def size(self) -> int:
        return self._file.end

    def file(self) -> BinaryIO:
        return cast(BinaryIO, _Reader(self._file))

    def target(self, file: BinaryIO) -> BinaryIO:
        return file


class _Reader(io.RawIOBase):
    def __init__(self, file: PartsFile) -> None:
        self._file, self._at = file, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + {0: 0, 1: self._at, 2: self._file.end}[whence]
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._file.end - self._at)
        size = left if size < 0 else min(size, left)
        data = bytes(self._file.head[self._at : self._at + size])
        self._at += size
        return data + bytes(size - len(data))
