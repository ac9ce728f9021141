"""Inputs and the result of a merging process, which reads and writes through its parent: it has no network."""

import io
from collections import OrderedDict
from fractions import Fraction
from typing import BinaryIO, cast

from libs.confined.channel import Channel
from services.merge.inputs.source import Source
from services.merge.job.steps import Step

BLOCK = 1024 * 1024
BLOCKS = 24
"""Held for all inputs together: a file whose tracks do not alternate is read in two places by turns."""


class Parent:
    """The parent, as the process sees it. It answers with whatever went wrong by ending the process."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._blocks: OrderedDict[tuple[int, int], bytes | bytearray] = OrderedDict()

    def block(self, source: int, number: int) -> bytes | bytearray:
        """Block `number` of input `source`."""
        key = source, number
        data = self._blocks.pop(key, None)
        if data is None:
            data = self._channel.ask({"type": "read", "source": source, "start": number * BLOCK, "size": BLOCK}).data
            if len(self._blocks) >= BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks[key] = data
        return data

    def begin(self, part_bytes: int) -> None:
        """Begin an upload of parts of this size; one that was begun before is given up."""
        self._channel.send({"type": "begin", "part_bytes": part_bytes})

    def part(self, number: int, data: bytes) -> None:
        """Upload a part. Waits while too many are under way."""
        self._channel.ask({"type": "part", "number": number}, data)

    def progress(self, step: Step) -> None:
        """Report a step."""
        self._channel.send(
            {"type": "progress", "name": step.name, "done": _float(step.done), "total": _float(step.total)}
        )

    def done(self, summary: dict[str, object], poster: bytes) -> None:
        """Report what was made, when all parts are sent."""
        self._channel.send({"type": "done", "summary": summary}, poster)

    def failed(self, kind: str, message: str) -> None:
        """Report a permanent failure: the name of a class in services/merge/errors.py, and its message."""
        self._channel.send({"type": "failed", "kind": kind, "message": message})


def _float(value: Fraction) -> float:
    return round(float(value), 3)


class ServedObject(Source):
    """An object of which the parent reads ranges."""

    def __init__(self, parent: Parent, number: int, name: str, size: int) -> None:
        self._parent, self._number, self._name, self._size = parent, number, name, size

    @property
    def name(self) -> str:
        return self._name

    @property
    def size(self) -> int:
        return self._size

    def file(self) -> BinaryIO:
        return cast(BinaryIO, _File(self._parent, self._number, self._size))

    def target(self, file: BinaryIO) -> BinaryIO:
        return file


class _File(io.RawIOBase):
    def __init__(self, parent: Parent, number: int, size: int) -> None:
        self._parent, self._number, self._size = parent, number, size
        self._at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + {0: 0, 1: self._at, 2: self._size}[whence])
        return self._at

    def read(self, size: int = -1) -> bytes:
        """At most to the end of a block: who reads on calls again."""
        if self._at >= self._size:
            return b""
        block, start = divmod(self._at, BLOCK)
        # Through a view, so that only what is read is copied.
        view = memoryview(self._parent.block(self._number, block))
        data = bytes(view[start : None if size < 0 else start + size])
        self._at += len(data)
        return data
