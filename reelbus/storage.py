"""`reelbus storage`: the bucket or folder of objects."""

from typing import Annotated

import typer

from reelbus.console import output
from reelbus.console.connect import run, storage_settings
from reelbus.console.errors import UserError

HELP = "Prepare and list the object store in STORAGE_URI or S3_BUCKET_NAME (default .reelbus/objects)."
WEEK = 7 * 86_400
"""Seconds: the longest time that S3 signs a URL for."""

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.command()
def init() -> None:
    """Create the bucket or folder, and set the lifecycle rules.

    Safe to repeat. Lifecycle rules that Reelbus did not create are kept.
    """
    from libs.storage.prepare import prepare

    for step in run(prepare(storage_settings())):
        output.line(*(part for part in step if part is not None))


@app.command("ls")
def list_objects(
    uri: Annotated[
        str | None,
        typer.Argument(
            metavar="PREFIX", help="First part of the URIs or keys to list (default: all below STORAGE_URI)."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
) -> None:
    """List objects: URI, size in bytes, time of the last change."""
    run(_list(uri, as_json))


@app.command()
def presign(
    uri: Annotated[str, typer.Argument(metavar="URI", help="URI of the object, or its key below STORAGE_URI.")],
    seconds: Annotated[int, typer.Option(min=1, max=WEEK, help="How long the URL is valid, in seconds.")] = 3600,
) -> None:
    """Print a presigned URL: anyone who has it can read the object until it expires."""
    output.line(run(_presign(uri, seconds)))


async def _list(uri: str | None, as_json: bool) -> None:
    from libs.storage import open_storage

    async with open_storage(storage_settings()) as storage:
        async for info in storage.list(_object_uri(uri, storage.root)):
            changed = output.moment(info.modified.timestamp()) if info.modified else None
            if as_json:
                output.json_line({"uri": info.uri, "bytes": info.size, "modified": changed, "etag": info.etag})
            else:
                output.line(info.uri, info.size, changed)


async def _presign(uri: str, seconds: int) -> str:
    from libs.storage import open_storage

    async with open_storage(storage_settings()) as storage:
        return await storage.presign(_object_uri(uri, storage.root), seconds=seconds)


def _object_uri(uri: str | None, root: str) -> str:
    if uri is None:
        return root
    if uri.startswith(("s3:", "file:")):
        return uri
    if uri.startswith("/"):
        raise UserError(f"{uri} must be a URI, or a key below {root}", status=2)
    return f"{root}/{uri}"
