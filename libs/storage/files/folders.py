"""Folders below a store's root, which are there while something is in them: S3 knows none either."""

from pathlib import Path
from typing import BinaryIO

ATTEMPTS = 1000
"""Each takes some microseconds; others that remove folders all the time may win a hundred times in a row."""


def open_new(path: Path) -> BinaryIO:
    """A new file, unbuffered, in a folder that is made if it is not there. Raises OSError.

    From then on the folder is not empty, so that `remove_empty` leaves it; before, it may take it from under our hands.
    """
    attempt = 0
    while True:
        attempt += 1
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return path.open("xb", 0)
        # Both also where a folder vanishes that was there a moment ago: `mkdir` looks once more before it says so.
        except (FileNotFoundError, FileExistsError):
            if attempt == ATTEMPTS:
                raise


def remove_empty(root: Path, path: Path) -> None:
    """Remove the folders above `path` that are empty. `root` stays, and so do the folders directly in it."""
    for folder in path.parents:
        if root in (folder, folder.parent):
            return
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue  # somebody else's delete was faster
        except OSError:
            return  # not empty; or not ours to remove, which harms nobody
