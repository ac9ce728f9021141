"""Builds the service's parts from the settings."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from libs.scratch import scratch
from libs.settings import fail
from libs.storage import Storage
from services.merge.job.remote import RemoteMerger
from services.merge.merger import Merger
from services.merge.settings import MergeSettings

WALL_MARGIN = 600.0
"""Seconds of a handler besides those of its process: looking at the inputs, ending the upload, storing the status."""


@asynccontextmanager
async def open_merger(settings: MergeSettings, storage: Storage) -> AsyncIterator[Merger]:
    """A merger, with its folder for intermediate files. Exits with status 2 and one line if that cannot be made."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(settings.folder, "merge"))
        except OSError as error:
            fail(f"bad setting MERGE_WORK_FOLDER: {settings.folder}: {error.strerror or error}")
        yield RemoteMerger(storage, folder.path, settings.process_limits, settings.max_seconds)


def handler_seconds(settings: MergeSettings) -> float:
    """Timeout of a handler: longer than that of its process, which ends with a clear reason."""
    return settings.process_limits.wall_seconds + WALL_MARGIN
