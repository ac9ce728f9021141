"""`reelbus images generate`: request images for a prompt, wait for them, and download them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reelbus.console import output
from reelbus.console.connect import connect, storage_settings
from reelbus.console.errors import UserError
from reelbus.console.posting import payload_of
from reelbus.database import opened
from reelbus.jobs.follow import follow
from reelbus.jobs.inputs import Picture
from reelbus.jobs.request import Request, Wait, check_new, send
from reelbus.jobs.results import check_complete, print_result, result_of

if TYPE_CHECKING:
    from libs.storage import Storage
    from services.enhance.jobs import Job

TOPIC = "image-generation-requested"
MAX_BYTES = 200_000_000
"""Of a downloaded image."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The images that are requested."""

    prompt: str
    count: int
    aspect: str | None
    size: int
    references: Sequence[Picture]


async def generate(wanted: Wanted, job_id: str | None, run: str, *, wait: Wait, to: Path | None) -> None:
    """Request the images, and with `wait` follow the job and download its images into `to`.

    Raises UserError, StorageError, BusError.
    """
    from libs.storage import open_storage
    from libs.storage.names import segment
    from services.enhance.jobs import Jobs

    bus, subject = connect(), job_id or derived_id(wanted)
    _request(wanted, subject, run, [])  # before anything is stored
    async with open_storage(storage_settings()) as storage, opened() as engine:
        await bus.check([TOPIC])
        uris = [await picture.uri(storage, f"raw/images/{segment(subject)}") for picture in wanted.references]
        request, jobs = _request(wanted, subject, run, uris), Jobs(engine)
        await check_new(request, jobs)
        await send(request, bus, jobs)
        output.line("requested", request.job)
        if not wait.until_end:
            return
        ended = await follow(request.job, engine, wait.seconds)
        print_result(ended)
        if to is not None:
            await _download(ended, storage, to)
    check_complete(ended)


def derived_id(wanted: Wanted) -> str:
    """The default id of a job: the same for the same request, so that a repeat of the command pays nothing."""
    same = [wanted.prompt, wanted.count, wanted.aspect, wanted.size, [one.digest for one in wanted.references]]
    return hashlib.sha256(json.dumps(same).encode()).hexdigest()[:16]


def _request(wanted: Wanted, subject: str, run: str, uris: list[str]) -> Request:
    from libs.events import ImageGenerationRequested

    fields: dict[str, Any] = {
        "job_id": subject, "run": run, "prompt": wanted.prompt, "count": wanted.count, "aspect": wanted.aspect,
        "size": wanted.size, "reference_images": uris,
    }  # fmt: skip
    return Request("image", subject, payload_of(ImageGenerationRequested, fields), "choose another --job-id or --run")


async def _download(job: "Job", storage: "Storage", folder: Path) -> None:
    """Save the images of a job in `folder`, under the last part of their keys, and print the paths."""
    result = result_of(job)
    try:
        _make(folder)
        for image in result.images if result else ():
            if not storage.contains(image.uri):
                raise UserError(f"{image.uri} is outside STORAGE_URI ({storage.root}) and was not downloaded")
            path = folder / image.uri.rpartition("/")[2]
            await storage.download(image.uri, path, limit=MAX_BYTES)
            output.line("saved", path)
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror or error}") from None


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
