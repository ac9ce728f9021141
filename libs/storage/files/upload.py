"""Objects that are written in parts, at their places in one file that is renamed at the end."""

import secrets
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from libs.storage.files.errors import file_errors
from libs.storage.files.folders import open_new
from libs.storage.files.info import object_info
from libs.storage.files.replacing import UNFINISHED, discard, finish, write_at
from libs.storage.storage import ObjectInfo
from libs.storage.tasks import in_thread


class FileUpload:
    """An upload to `path`. Raises StorageError."""

    def __init__(self, uri: str, path: Path, part_bytes: int) -> None:
        self._uri, self._path, self._part_bytes = uri, path, part_bytes
        self._unfinished = path.with_name(f"{prefix(path)}{secrets.token_hex(8)}")
        self._file: BinaryIO | None = None

    async def begin(self) -> None:
        """Create the file."""
        with file_errors(self._uri, writing=True):
            self._file = await in_thread(open_new, self._unfinished)

    async def part(self, number: int, data: bytes | bytearray) -> None:
        """As in the protocol."""
        assert self._file is not None
        with file_errors(self._uri, writing=True):
            await in_thread(write_at, self._file, data, (number - 1) * self._part_bytes)

    async def complete(self) -> ObjectInfo:
        """As in the protocol."""
        assert self._file is not None
        with file_errors(self._uri, writing=True):
            await in_thread(finish, self._file, self._unfinished, self._path)
        return object_info(self._uri, self._path.stat())

    async def discard(self) -> None:
        """Delete the file, unless it has its name."""
        await in_thread(discard, self._file, self._unfinished)


def prefix(path: Path) -> str:
    """The first part of the names of unfinished uploads of the object at `path`."""
    return f"{UNFINISHED}{sha256(path.name.encode()).hexdigest()[:16]}-"


def abort_all(path: Path) -> int:
    """Delete unfinished uploads of the object at `path`; how many. Raises OSError."""
    if not path.parent.is_dir():
        return 0
    found = [each for each in path.parent.iterdir() if each.name.startswith(prefix(path))]
    for each in found:
        each.unlink(missing_ok=True)
    return len(found)
