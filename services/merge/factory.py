"""Builds the service's parts from the settings."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from libs.events import MergedInput
from libs.scratch import Scratch, scratch
from libs.settings import fail
from libs.storage import ObjectInfo, Storage
from services.merge.errors import MergeError
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged, Step
from services.merge.merger import Made, Merger, Report
from services.merge.requests import Job
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
        yield _Downloading(storage, folder)


def handler_seconds(settings: MergeSettings) -> float:
    """Timeout of a handler: longer than that of its process, which ends with a clear reason."""
    return settings.process_limits.wall_seconds + WALL_MARGIN


class _Downloading:
    """Merges files that are downloaded before, and uploaded after."""

    def __init__(self, storage: Storage, folder: Scratch) -> None:
        self._storage, self._folder = storage, folder

    async def __call__(self, job: Job, objects: Mapping[str, ObjectInfo], report: Report) -> Made:
        loop = asyncio.get_running_loop()

        def told(step: Step) -> None:
            loop.call_soon_threadsafe(report, step.name, float(step.done), float(step.total))

        with ExitStack() as stack:
            paths: dict[str, Path] = {}
            for uri in job.inputs:
                if uri not in paths:
                    paths[uri] = stack.enter_context(self._folder.file(Path(uri).suffix))
                    await self._storage.download(uri, paths[uri], limit=objects[uri].size)
            out = stack.enter_context(self._folder.file(".mp4"))
            try:
                merged = await asyncio.to_thread(merge_files, [paths[uri] for uri in job.inputs], out, told)
            except MergeError as error:
                message = str(error)
                for uri, path in paths.items():
                    message = message.replace(str(path), uri)
                raise type(error)(message) from None
            await self._storage.put(job.output, out, content_type="video/mp4")
            return _made(job, merged)


def _made(job: Job, merged: Merged) -> Made:
    shape = merged.plan.picture.geometry
    rows = tuple(
        MergedInput(
            uri=uri,
            seconds=float(each.clip.picture.seconds),
            picture="encoded" if each.picture else "copied",
            picture_reasons=list(each.picture),
            sound="none" if merged.plan.sound is None else "silence" if each.clip.sound is None
            else "encoded" if each.sound else "copied",
            sound_reasons=list(each.sound),
            notes=list(each.notes),
        )
        for uri, each in zip(job.inputs, merged.plan.clips, strict=True)
    )  # fmt: skip
    return Made(
        float(merged.seconds),
        merged.size,
        merged.frames,
        shape.width,
        shape.height,
        merged.plan.picture.codec,
        rows,
        (),
    )
