"""Where an input is read from: a local file, or an object that another process reads by ranges."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from services.merge.errors import NotAVideo


class Source(Protocol):
    """An input that can be read at any position, and again."""

    @property
    def name(self) -> str:
        """For messages: the path as given, or the URI."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def file(self) -> AbstractContextManager[BinaryIO]:
        """The content, readable and seekable. Raises NotAVideo if it cannot be opened."""
        ...

    def target(self, file: BinaryIO) -> str | BinaryIO:
        """What `av.open` takes: `file`, or the path of a local file, which FFmpeg reads faster."""
        ...


class LocalFile(Source):
    """A file. It is opened by its absolute path, because FFmpeg reads the start of `10:30.mp4` as a protocol."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"LocalFile({str(self.path)!r})"

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def file(self) -> AbstractContextManager[BinaryIO]:
        if not self.path.exists():
            raise NotAVideo("no such file")
        if not self.path.is_file():
            raise NotAVideo("not a regular file")
        return self.path.open("rb")

    def target(self, file: BinaryIO) -> str | BinaryIO:
        return str(self.path.absolute())
