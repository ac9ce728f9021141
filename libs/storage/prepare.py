"""Makes what a store needs before its first object. Safe to repeat: changes only what differs."""

import time
from pathlib import Path

from libs.storage.factory import require_s3
from libs.storage.files.errors import file_errors
from libs.storage.files.tree import unfinished
from libs.storage.prepare_step import Step
from libs.storage.settings import StorageSettings
from libs.storage.tasks import in_thread
from libs.storage.uri import parse_file_root

LEFT_AFTER_SECONDS = 86_400.0
"""A file that is unfinished for so long has nobody who still writes it."""


async def prepare(settings: StorageSettings) -> list[Step]:
    """Make the bucket or folder, and set a bucket's lifecycle rules; what came of it. Raises StorageError."""
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
        left: list[Path] = list(unfinished(folder, time.time() - LEFT_AFTER_SECONDS))
        for path in left:
            path.unlink(missing_ok=True)
        if left:
            steps.append(Step("removed", f"{len(left)} unfinished files", "of writers that were killed"))
    return [*steps, Step("skipped", "lifecycle rules", "a folder has none: nothing in it is ever deleted")]
