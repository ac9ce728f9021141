"""Writes a CSV of covers to stdout, a file, or the storage. Files and objects appear only when they are complete."""

import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from libs.storage import StorageSettings, open_storage
from libs.storage.files.replacing import replacing
from libs.storage.uri import key_below
from libs.telemetry.escape import escape_lines
from services.ingest.covers.csv_format import CONTENT_TYPE
from services.ingest.covers.window import Window


class BadTarget(ValueError):
    """The target is invalid. The message says why, and what to use instead."""


class Target(NamedTuple):
    """A file, a URI, or stdout if both are None."""

    path: Path | None = None
    uri: str | None = None

    def __str__(self) -> str:
        return self.uri or (str(self.path) if self.path else "stdout")


def target_of(out: str | None, settings: StorageSettings, window: Window) -> Target:
    """The target of `out`: `-` or None is stdout, a URI is in the storage, other texts are files. Raises BadTarget.

    `YYYY/MM/DD/covers-<from>-<to>.csv`, with today's date, is appended to a URI that ends with a slash.
    """
    if out in (None, "-"):
        return Target()
    if "://" not in out:
        path = Path(out)
        if path.is_dir() or not path.parent.is_dir():
            problem = "is a folder" if path.is_dir() else "is in a folder that does not exist"
            raise BadTarget(f"{out} {problem}: must be a file")
        return Target(path=path)
    uri = out
    if uri.endswith("/"):
        span = "-".join(f"{when:%Y%m%dT%H%M%S}Z" for when in window)
        uri = f"{uri}{datetime.now(UTC):%Y/%m/%d}/covers-{span}.csv"
    if key_below(settings.root, uri) is None:
        raise BadTarget(f"{out} must be below {settings.root} (STORAGE_URI), or a file, without ://")
    return Target(uri=uri)


async def write(pieces: AsyncGenerator[bytes, None], target: Target, settings: StorageSettings) -> None:
    """Write all `pieces`. Raises OSError, StorageError, and what `pieces` raises."""
    if target.uri is not None:
        async with open_storage(settings) as storage:
            await storage.put(target.uri, pieces, content_type=CONTENT_TYPE)
        return
    async with aclosing(pieces), _file(target.path) as file:
        # Untrusted names may contain control sequences, which are escaped on a terminal.
        encode = _for_terminal if file.isatty() else bytes
        async for piece in pieces:
            file.write(encode(piece))
        file.flush()


@asynccontextmanager
async def _file(path: Path | None) -> AsyncIterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
    elif _is_device(path):
        with path.open("wb") as file:
            yield file
    else:
        async with replacing(path) as file:
            yield file


def _for_terminal(piece: bytes) -> bytes:
    return escape_lines(piece.decode()).encode()


def _is_device(path: Path) -> bool:
    """Whether it is a pipe or a device, which is written to and not replaced."""
    return path.exists() and not path.is_file()
