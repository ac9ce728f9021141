"""One process at a time, on one machine."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from libs.database.errors import DatabaseError, Unavailable

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.02


@asynccontextmanager
async def file_lock(path: Path, *, patience: float = PATIENCE_SECONDS) -> AsyncIterator[None]:
    """Hold the lock on the file `path`, which is made and stays. The kernel drops it when the process ends.

    Raises Unavailable when others hold it for longer than `patience` seconds, DatabaseError when it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("ab")
    except OSError as error:
        raise DatabaseError(
            f"{path}: {error.strerror or error}: DATABASE_URL must name a place that can be written to"
        ) from error
    with lock:
        deadline = asyncio.get_running_loop().time() + patience
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if asyncio.get_running_loop().time() > deadline:
                    raise Unavailable(f"{path}: another process has held the lock for {patience:g} s") from None
                await asyncio.sleep(POLL_SECONDS)
        yield
