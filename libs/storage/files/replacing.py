"""Writing files atomically: a reader sees the complete file or none."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from libs.storage.files.folders import open_new
from libs.storage.tasks import in_thread

UNFINISHED = ".reelbus-unfinished-"
"""Prefix of the names of files that are being written, or were not finished because of a crash."""


@asynccontextmanager
async def replacing(path: Path, *, make_folders: bool = False) -> AsyncIterator[BinaryIO]:
    """An unbuffered file to write. It replaces `path` at the end of the block, and is removed after an error.

    It is in the same folder, which is created with `make_folders`. Raises OSError.
    """
    unfinished = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    file: BinaryIO | None = None
    try:
        # Not by `tempfile`, whose files other users cannot read: a web server may serve the folder.
        file = await in_thread(open_new if make_folders else _open, unfinished)
        yield file
        await in_thread(finish, file, unfinished, path)
    except BaseException:
        await in_thread(discard, file, unfinished)
        raise


def write_at(file: BinaryIO, piece: bytes | bytearray, offset: int) -> None:
    """Write all of `piece` at `offset`, if necessary by several calls. Raises OSError."""
    view = memoryview(piece)
    while view:
        written = os.pwrite(file.fileno(), view, offset)
        view = view[written:]
        offset += written


def _open(unfinished: Path) -> BinaryIO:
    return unfinished.open("xb", 0)


def finish(file: BinaryIO, unfinished: Path, path: Path) -> None:
    """Give the file `unfinished`, which is open as `file`, the name `path`. Raises OSError."""
    # Without fsync, a power failure could leave an empty file with the new name.
    os.fsync(file.fileno())
    file.close()
    unfinished.replace(path)


def discard(file: BinaryIO | None, unfinished: Path) -> None:
    """Delete the file `unfinished`, if it is there."""
    if file is not None:
        file.close()
    # If its folder is a file, the caller must get the first error.
    with suppress(NotADirectoryError):
        unfinished.unlink(missing_ok=True)
