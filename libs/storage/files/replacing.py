"""Files that appear whole or not at all."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from libs.storage.files.folders import open_new
from libs.storage.tasks import in_thread

UNFINISHED = ".reelbus-unfinished-"
"""How the names of files begin that are being written, or were when somebody pulled the plug."""


@asynccontextmanager
async def replacing(path: Path, *, make_folders: bool = False) -> AsyncIterator[BinaryIO]:
    """An unbuffered file to write, which takes the place of `path` if the block ends well, and else is removed.

    It lies in the same folder, which is made with `make_folders`. Raises OSError.
    """
    unfinished = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    file: BinaryIO | None = None
    try:
        # Not by `tempfile`, whose files nobody else may read: a web server may serve the folder.
        file = await in_thread(open_new if make_folders else _open, unfinished)
        yield file
        await in_thread(_finish, file, unfinished, path)
    except BaseException:
        await in_thread(_discard, file, unfinished)
        raise


def write_at(file: BinaryIO, piece: bytes, offset: int) -> None:
    """Write all of `piece` at `offset`: a single call may write less. Raises OSError."""
    view = memoryview(piece)
    while view:
        written = os.pwrite(file.fileno(), view, offset)
        view = view[written:]
        offset += written


def _open(unfinished: Path) -> BinaryIO:
    return unfinished.open("xb", 0)


def _finish(file: BinaryIO, unfinished: Path, path: Path) -> None:
    # Else a power failure could leave the new name with none of the bytes.
    os.fsync(file.fileno())
    file.close()
    unfinished.replace(path)


def _discard(file: BinaryIO | None, unfinished: Path) -> None:
    if file is not None:
        file.close()
    # What should be its folder may be a file, and that is what the caller is to hear of.
    with suppress(NotADirectoryError):
        unfinished.unlink(missing_ok=True)
