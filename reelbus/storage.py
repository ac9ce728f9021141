"""`reelbus storage`: the bucket or folder that objects are kept in."""

from typing import Annotated

import typer

from reelbus.console import output
from reelbus.console.connect import run, storage_settings
from reelbus.console.errors import UserError

HELP = "Prepare and look into the object store that STORAGE_URI or S3_BUCKET_NAME names (default: a folder)."
WEEK = 7 * 86_400

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.command()
def init() -> None:
    """Make the bucket, or the folder, and set the lifecycle rules. Safe to repeat; keeps rules that are not ours."""
    from libs.storage.prepare import prepare

    for step in run(prepare(storage_settings())):
        output.line(*(part for part in step if part is not None))


@app.command("ls")
def list_objects(
    uri: Annotated[str | None, typer.Argument(help="URI, or key below STORAGE_URI, that theirs begin with.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List objects: URI, bytes, time of last change."""
    run(_list(uri, as_json))


@app.command()
def presign(
    uri: Annotated[str, typer.Argument(help="URI of the object, or its key below STORAGE_URI.")],
    seconds: Annotated[int, typer.Option(min=1, max=WEEK, help="How long the address is good for.")] = 3600,
) -> None:
    """Print an address that gives the object to anyone who has it, for a while."""
    output.line(run(_presign(uri, seconds)))


async def _list(uri: str | None, as_json: bool) -> None:
    from libs.storage import open_storage

    async with open_storage(storage_settings()) as storage:
        async for info in storage.list(_full(uri, storage.root)):
            changed = output.moment(info.modified.timestamp()) if info.modified else None
            if as_json:
                output.json_line({"uri": info.uri, "bytes": info.size, "modified": changed, "etag": info.etag})
            else:
                output.line(info.uri, info.size, changed)


async def _presign(uri: str, seconds: int) -> str:
    from libs.storage import open_storage

    async with open_storage(storage_settings()) as storage:
        return await storage.presign(_full(uri, storage.root), seconds=seconds)


def _full(uri: str | None, root: str) -> str:
    if uri is None:
        return root
    if uri.startswith(("s3:", "file:")):
        return uri
    if uri.startswith("/"):
        raise UserError(f"{uri}: wants a URI, or a key below {root}", status=2)
    return f"{root}/{uri}"
