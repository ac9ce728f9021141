"""A lock between processes on one machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import AsyncUnixFileLock, Timeout

from libs.database.errors import DatabaseError, Unavailable

PATIENCE_SECONDS = 60.0


@asynccontextmanager
async def file_lock(path: Path, *, patience: float = PATIENCE_SECONDS) -> AsyncIterator[None]:
    """Hold the lock on the file `path`, which is created and not deleted. It is released when the process ends.

    Raises Unavailable if another process holds it for longer than `patience` seconds, and DatabaseError if the file
    cannot be created.
    """
    lock = AsyncUnixFileLock(path, timeout=patience, fallback_to_soft=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = await lock.acquire()
    except Timeout:
        raise Unavailable(f"{path}: another process has held the lock for {patience:g} s") from None
    except OSError as error:
        raise DatabaseError(
            f"{path}: {error.strerror or error}: DATABASE_URL must name a place that can be written to"
        ) from error
    async with held:
        yield
