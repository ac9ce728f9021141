"""Temporary files that do not outlive their process for long: what a crash leaves, the next start removes."""

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
    """A folder of this process's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def file(self, suffix: str = "") -> Iterator[Path]:
        """The path of a file that does not exist yet; whatever is there at the end is removed."""
        # The name is taken and let go again: who writes decides how it is opened.
        handle, name = tempfile.mkstemp(suffix, dir=self._folder)
        path = Path(name)
        with contextlib.closing(open(handle, "wb")):
            path.unlink()
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def scratch(parent: Path, service: str) -> Iterator[Scratch]:
    """A folder in `parent`, gone at the end. Folders of `service`'s processes that are no more are removed first.

    Raises OSError where nothing can be written there.
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
    """A new folder, and its lock. The kernel drops the lock when the process ends, however it ends."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{service}-", dir=parent))
        # Another process that starts now may take it for a left one in the moment before it is locked.
        with contextlib.suppress(FileNotFoundError):
            return folder, UnixFileLock(folder / LOCK, fallback_to_soft=False).acquire()


def _sweep(parent: Path, service: str) -> None:
    for folder in parent.glob(f"{PREFIX}{service}-*"):
        # An error: in use, not ours to remove, or gone meanwhile.
        with contextlib.suppress(OSError):
            if (folder / LOCK).exists():  # otherwise not ours, or just being made: its lock comes a moment later
                with UnixFileLock(folder / LOCK, blocking=False, fallback_to_soft=False):
                    shutil.rmtree(folder, ignore_errors=True)
