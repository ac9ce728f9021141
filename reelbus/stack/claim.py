"""One stack in a folder: a second would delete the logs of the first, and mix its objects with theirs."""

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
    from filelock import Timeout, UnixFileLock

    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = UnixFileLock(path, blocking=False, fallback_to_soft=False).acquire()
    except Timeout:
        holder = path.read_text(encoding="utf-8")[:200].strip() or "another process"
        raise UserError(
            f"a stack runs in {folder} already ({holder}): stop it, or start a second one with --folder and --port",
            status=2,
        ) from None
    except OSError as error:
        raise UserError(f"cannot write to {folder}: {error.strerror} (--folder names another place)") from None
    with held:
        path.write_text(f"process {os.getpid()}, broker at {address}", encoding="utf-8")
        yield
