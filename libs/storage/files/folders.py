"""Folders below a store's root. They exist only while they contain objects, as in S3."""

from pathlib import Path
from typing import BinaryIO

ATTEMPTS = 1000
"""An attempt takes some microseconds. Concurrent deletes may remove the folder a hundred times in a row."""


def open_new(path: Path) -> BinaryIO:
    """A new unbuffered file; its folder is created if necessary. Raises OSError.

    A concurrent `remove_empty` may remove the folder until the file exists: then both are created again.
    """
    attempt = 0
    while True:
        attempt += 1
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return path.open("xb", 0)
        # Both are raised if the folder is removed meanwhile: `mkdir` checks again before it raises.
        except (FileNotFoundError, FileExistsError):
            if attempt == ATTEMPTS:
                raise


def remove_empty(root: Path, path: Path) -> None:
    """Remove the empty folders above `path`, but not `root` and the folders directly in it."""
    for folder in path.parents:
        if root in (folder, folder.parent):
            return
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue  # another process has removed it
        except OSError:
            return  # not empty, or without permission, which does no harm
