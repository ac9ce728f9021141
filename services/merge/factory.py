"""Builds the service's parts from the settings."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from libs.events import MergedInput
from libs.scratch import Scratch, scratch
from libs.settings import fail
from libs.storage import ObjectInfo, Storage
from services.merge.inputs.source import LocalFile
from services.merge.job.merging import Merged, Step, merge
from services.merge.joining.sink import LocalSink
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
        yield _Downloading(storage, folder, settings.max_seconds)


def handler_seconds(settings: MergeSettings) -> float:
    """Timeout of a handler: longer than that of its process, which ends with a clear reason."""
    return settings.process_limits.wall_seconds + WALL_MARGIN


class _Downloaded(LocalFile):
    """A file that messages name by the URI of its object."""

    def __init__(self, path: Path, uri: str) -> None:
        super().__init__(path)
        self._uri = uri

    @property
    def name(self) -> str:
        return self._uri


class _Downloading:
    """Merges files that are downloaded before, and uploaded after."""

    def __init__(self, storage: Storage, folder: Scratch, max_seconds: float) -> None:
        self._storage, self._folder, self._max_seconds = storage, folder, max_seconds

    async def __call__(self, job: Job, objects: Mapping[str, ObjectInfo], report: Report) -> Made:
        loop = asyncio.get_running_loop()

        def told(step: Step) -> None:
            loop.call_soon_threadsafe(report, step.name, float(step.done), float(step.total))

        with ExitStack() as stack:

            def new_file() -> Path:
                return stack.enter_context(self._folder.file(".mp4"))

            sources: dict[str, LocalFile] = {}
            for uri in job.sources:
                sources[uri] = _Downloaded(stack.enter_context(self._folder.file()), uri)
                await self._storage.download(uri, sources[uri].path, limit=objects[uri].size)
            out = new_file()
            merged = await asyncio.to_thread(
                merge, [sources[uri] for uri in job.inputs], LocalSink(out, new_file()), job.options,
                new_file=new_file, report=told, max_seconds=self._max_seconds,
            )  # fmt: skip
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
