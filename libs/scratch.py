"""Temporary files. Those that remain after a crash are deleted at the next start."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import AcquireReturnProxy, UnixFileLock

PREFIX = "reelbus-"
LOCK = ".in-use"


class Scratch:
    """A temporary folder of this process."""

    def __init__(self, folder: Path) -> None:
        self.path = folder

    @contextmanager
    def file(self, suffix: str = "") -> Iterator[Path]:
        """The path of a file that does not exist yet. A file at that path is deleted at the end."""
        # The file is created to reserve the name, and removed: the caller decides how to open it.
        handle, name = tempfile.mkstemp(suffix, dir=self.path)
        path = Path(name)
        with contextlib.closing(open(handle, "wb")):
            path.unlink()
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def scratch(parent: Path, service: str) -> Iterator[Scratch]:
    """A folder in `parent`, deleted at the end. Folders of `service`'s ended processes are deleted first.

    Raises OSError if the folder cannot be written.
    """
    parent.mkdir(parents=True, exist_ok=True)
    folder, held = _claimed(parent, service)
    with held:
        _sweep(parent, service)
        try:
            yield Scratch(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _claimed(parent: Path, service: str) -> tuple[Path, AcquireReturnProxy[UnixFileLock]]:
    """A new folder and its lock. The kernel releases the lock when the process ends, also after a crash."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{service}-", dir=parent))
        # A process that starts at the same time may delete the folder before it is locked.
        with contextlib.suppress(FileNotFoundError):
            return folder, UnixFileLock(folder / LOCK, fallback_to_soft=False).acquire()


def _sweep(parent: Path, service: str) -> None:
    for folder in parent.glob(f"{PREFIX}{service}-*"):
        # An error: in use, no permission, or deleted meanwhile.
        with contextlib.suppress(OSError):
            if (folder / LOCK).exists():  # otherwise not ours, or just created and not locked yet
                with UnixFileLock(folder / LOCK, blocking=False, fallback_to_soft=False):
                    shutil.rmtree(folder, ignore_errors=True)
