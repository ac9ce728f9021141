"""One stack in a folder: a second would delete the logs of the first, and mix its objects with theirs."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reelbus.console.errors import UserError

LOCK = "stack.lock"


@contextmanager
def claimed(folder: Path, address: str) -> Iterator[None]:
    """Hold `folder` for the stack whose broker is at `address`; the kernel lets go of it when the process ends.

    Raises UserError when another process holds it.
    """
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write to {folder}: {error.strerror} (--folder names another place)") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read(200).strip() or "another process"
            raise UserError(
                f"a stack runs in {folder} already ({holder}): stop it, or start a second one with --folder and --port",
                status=2,
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, broker at {address}")
        lock.flush()
        yield
