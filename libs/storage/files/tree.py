"""Listing the files below a folder, in S3's order of keys."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from libs.storage.errors import BadUri
from libs.storage.files.replacing import UNFINISHED
from libs.storage.uri import checked_key


def walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    """Key and status of each file below `folder` whose key starts with `prefix`. Lazy; empty if there is no folder.

    Unfinished files, links, pipes and names that are not valid keys are left out. Raises OSError.
    """
    start, slash, _ = prefix.rpartition("/")
    # The whole path is compared, so that a link in it is not followed.
    if os.path.realpath(folder / start) == str(folder.resolve() / start):
        yield from _below(folder / start, start + slash, prefix)


def unfinished(folder: Path, older_than: float) -> Iterator[Path]:
    """Unfinished files that were last written before `older_than` (Unix seconds)."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if name.startswith(UNFINISHED) and path.lstat().st_mtime < older_than:
                yield path


def _below(folder: Path, start: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    for name in _names(folder):
        key = start + name
        if name.endswith("/"):
            if key.startswith(prefix) or prefix.startswith(key):
                yield from _below(folder / name, key, prefix)
        elif key.startswith(prefix) and _is_key(key):
            try:
                status = (folder / name).lstat()
            except FileNotFoundError:
                continue  # deleted meanwhile
            if stat.S_ISREG(status.st_mode):
                yield key, status


def _names(folder: Path) -> list[str]:
    """Sorted names in `folder`. Folders end with a slash, so that `a-b` comes before `a/c`, and that before `a0`."""
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    names.append(f"{entry.name}/")
                elif not entry.name.startswith(UNFINISHED):
                    names.append(entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(names, key=os.fsencode)


def _is_key(key: str) -> bool:
    try:
        return bool(checked_key(key))
    except BadUri:
        return False
