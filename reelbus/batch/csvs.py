"""CSVs to submit: files, stdin, and objects in the object store."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reelbus.console.errors import UserError
from reelbus.console.source import announce_stdin

if TYPE_CHECKING:
    from libs.storage import Storage


@dataclass(frozen=True, slots=True)
class Csv:
    """A CSV: a local file (`path`) or an object (`uri`). `version` changes with its content."""

    name: str
    version: str
    path: Path | None = None
    uri: str | None = None


async def in_storage(uri: str, storage: "Storage") -> Csv:
    """The CSV at `uri` in `storage`. Raises UserError, StorageError."""
    if not storage.contains(uri):
        raise UserError(f"{uri} is outside STORAGE_URI ({storage.root}): submit the file itself", status=2)
    info = await storage.head(uri)
    if info.size == 0:
        raise UserError(f"{uri} is empty")
    return Csv(PurePosixPath(uri).name, f"{uri}#{info.etag}", uri=uri)


@contextmanager
def local(given: str) -> Iterator[Csv]:
    """The file `given`, or a temporary copy of stdin for `-`. Raises UserError."""
    from libs.storage.names import segment

    with tempfile.TemporaryDirectory(prefix="reelbus-") as folder:
        path = Path(given)
        if given == "-":
            path = Path(folder) / "stdin.csv"
            announce_stdin()
            with path.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
        try:
            with path.open("rb") as content:
                version = hashlib.file_digest(content, "sha256").hexdigest()
            size = path.stat().st_size
        except OSError as error:
            raise UserError(f"{given}: {error.strerror}", status=2) from None
        if not size:
            raise UserError(f"{'stdin' if given == '-' else given} is empty")
        name = segment(path.name)
        yield Csv(name if "." in name else f"{name}.csv", version, path=path)


async def digest(uri: str, storage: "Storage") -> str:
    """SHA-256 (hex) of an object, read as a stream. Raises StorageError."""
    found = hashlib.sha256()
    async with storage.get(uri) as chunks:
        async for chunk in chunks:
            found.update(chunk)
    return found.hexdigest()
