"""One stack per folder: a second one would delete the logs of the first and mix their objects."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reelbus.console.errors import UserError

LOCK = "stack.lock"


@contextmanager
def locked_folder(folder: Path, address: str) -> Iterator[None]:
    """Lock `folder` for the stack whose broker is at `address`. The kernel releases the lock when the process ends.

    Raises UserError if another process holds the lock.
    """
    from filelock import Timeout, UnixFileLock

    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = UnixFileLock(path, blocking=False, fallback_to_soft=False).acquire()
    except Timeout:
        holder = path.read_text(encoding="utf-8")[:200].strip() or "another process"
        raise UserError(
            f"a stack is already running in {folder} ({holder}): stop it, or start another with --folder and --port",
            status=2,
        ) from None
    except OSError as error:
        raise UserError(f"cannot write to {folder}: {error.strerror} (choose another folder with --folder)") from None
    with held:
        path.write_text(f"process {os.getpid()}, broker at {address}", encoding="utf-8")
        yield
