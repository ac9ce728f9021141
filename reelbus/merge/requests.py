"""`reelbus merge submit`: asks the service for a merge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from reelbus.console import output
from reelbus.console.connect import connect, run, storage_settings
from reelbus.console.errors import UserError
from reelbus.console.posting import payload_of, post
from reelbus.merge.options import Flags, raw_options, with_flags
from reelbus.merge.status import follow

if TYPE_CHECKING:
    from libs.storage import Storage

TOPIC = "video-merge-requested"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The arguments of the command besides the videos and options."""

    key: str
    bucket: str | None
    pipeline_id: str | None
    node_id: str | None
    watch: bool


@with_flags
def submit(
    *,
    videos: Annotated[
        list[str],
        typer.Argument(
            metavar="URI...",
            help="Videos in the order of the result: objects by URI or name below STORAGE_URI, or files in it.",
        ),
    ],
    key: Annotated[
        str, typer.Option(metavar="KEY", help="Key of the result below STORAGE_URI, or in --bucket; ends with .mp4.")
    ],
    bucket: Annotated[
        str | None, typer.Option(help="Bucket of the result, one of MERGE_OUTPUT_BUCKETS (default: that of the store).")
    ] = None,
    pipeline_id: Annotated[str | None, typer.Option(help="Id that is repeated in the answer (default: none).")] = None,
    node_id: Annotated[str | None, typer.Option(help="Likewise, for a node of the pipeline (default: none).")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the merge until it has ended.")] = False,
    flags: Flags,
) -> None:
    """Request a merge of objects from the service, and print its id.

    With --watch, the exit status is 1 if the merge fails.
    """
    run(_submit(videos, flags, Wanted(key, bucket, pipeline_id, node_id, watch)))


async def _submit(videos: Sequence[str], flags: Flags, wanted: Wanted) -> None:
    from libs.events import VideoMergeRequested
    from libs.events.envelope import identity_id
    from libs.storage import open_storage
    from services.merge.requests import id_of

    bus = connect()
    async with open_storage(storage_settings()) as storage:
        inputs = [await _uri(video, storage) for video in videos]
        if flags.audio is not None:
            flags = replace(flags, audio=await _uri(flags.audio, storage))
        fields: dict[str, Any] = {
            "input_videos": inputs, "output_bucket": wanted.bucket, "output_key": wanted.key,
            "pipeline_id": wanted.pipeline_id, "node_id": wanted.node_id,
            "options": raw_options(flags, len(inputs)),
        }  # fmt: skip
        request = payload_of(VideoMergeRequested, fields)
        await bus.check([TOPIC])
        about = str(uuid4())
        await post(bus, request, about=lambda _: about)
        name = id_of(request)
        output.line("requested", name)
        if wanted.watch:
            await follow(name, storage, identity_id(TOPIC, about))


async def _uri(given: str, storage: "Storage") -> str:
    """The URI of a video: given as such, as the path of a file in the store, or as a name below STORAGE_URI.

    Raises UserError, status 2, for what the service cannot read.
    """
    from libs.storage import BadUri, NotFound

    if given.startswith(("s3://", "file://")):
        return given
    local = _local(given, storage)
    if local is not None:
        return local
    try:
        return (await storage.head(storage.uri(given))).uri
    except (BadUri, NotFound):
        raise UserError(f"{given}: neither a local file nor an object below {storage.root}", status=2) from None


def _local(given: str, storage: "Storage") -> str | None:
    """The URI of a local file; None if there is none of that name. Raises UserError for one outside the store."""
    from libs.storage.uri import parse_file_root

    if not Path(given).exists():
        return None
    if storage.root.startswith("file:"):
        folder, path = parse_file_root(storage.root).resolve(), Path(given).resolve()
        if path.is_relative_to(folder):
            return storage.uri(path.relative_to(folder).as_posix())
        advice = f"copy it to {folder}"
    else:
        advice = f"upload it, and give its URI, such as {storage.root}/{Path(given).name}"
    raise UserError(f"{given}: the service cannot read a local file: {advice}; or use `reelbus merge run`", status=2)
