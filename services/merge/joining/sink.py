"""Where the result is written to: a local file, or parts of an object that another process uploads."""

from typing import BinaryIO, Protocol

from services.merge.inputs.source import Source


class Sink(Protocol):
    """Takes the bytes of one MP4."""

    def begin(self, reserved: int, bound: int) -> str | BinaryIO:
        """What `av.open` writes to.

        `reserved` bytes at the start are written last: the index. The result will have at most `bound` bytes.
        """
        ...

    def result(self) -> Source:
        """What was written, as far as it can be read: at least the index. For the check before `finish`."""
        ...

    def finish(self) -> None:
        """Give the result its name."""
        ...
