"""Preparing a store before its first object. Safe to repeat: only differences are changed."""

import time
from pathlib import Path

from libs.storage.factory import require_s3
from libs.storage.files.errors import file_errors
from libs.storage.files.tree import unfinished
from libs.storage.prepare_step import Step
from libs.storage.settings import StorageSettings
from libs.storage.tasks import in_thread
from libs.storage.uri import parse_file_root

ABANDONED_AFTER_SECONDS = 86_400.0
"""Age of an unfinished file after which no process can still be writing it."""


async def prepare(settings: StorageSettings) -> list[Step]:
    """Create the bucket or folder, and set a bucket's lifecycle rules; returns the steps. Raises StorageError."""
    if settings.root.startswith("s3:"):
        require_s3(settings.root)
        from libs.storage.s3.bucket import prepare_bucket

        return await prepare_bucket(settings)
    return await in_thread(_prepare_folder, settings.root)


def _prepare_folder(root: str) -> list[Step]:
    folder = parse_file_root(root)
    with file_errors(root, writing=True):
        there = folder.is_dir()
        folder.mkdir(parents=True, exist_ok=True)
        steps = [Step("unchanged" if there else "made", f"folder {folder}")]
        abandoned: list[Path] = list(unfinished(folder, time.time() - ABANDONED_AFTER_SECONDS))
        for path in abandoned:
            path.unlink(missing_ok=True)
        if abandoned:
            steps.append(Step("removed", f"{len(abandoned)} unfinished files", "of processes that were killed"))
    return [*steps, Step("skipped", "lifecycle rules", "a folder has none: its files are never deleted")]
