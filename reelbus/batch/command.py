"""`reelbus batch`: collages of the cover images in a CSV."""

from typing import Annotated, Literal

import typer

from reelbus.console.connect import run
from reelbus.console.errors import NOT_COMPLETE, UserError
from reelbus.console.options import MISSING, tile_pixels

HELP = """Submit CSVs of cover images, and follow their batches.

STORAGE_URI or S3_BUCKET_NAME sets the object store, DATABASE_URL the database that the collage-tally service writes."""
WEEK = 7 * 86_400
"""Seconds: the longest time that S3 signs a URL for."""

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.command()
def submit(
    *,
    csv: Annotated[
        str, typer.Argument(metavar="CSV", help="CSV file, URI of an object below STORAGE_URI, or - for stdin.")
    ],
    rows: Annotated[int | None, typer.Option(min=1, max=20, help="Tile rows per page (default 5).")] = None,
    columns: Annotated[int | None, typer.Option(min=1, max=20, help="Tile columns per page (default 7).")] = None,
    tile: Annotated[
        str | None, typer.Option(metavar="WIDTHxHEIGHT", help="Size of a tile, in pixels (default 224x400).")
    ] = None,
    quality: Annotated[int | None, typer.Option(min=1, max=100, help="JPEG quality (default 95).")] = None,
    creator: Annotated[str | None, typer.Option(help="Only pictures of this creator (default: all).")] = None,
    priority: Annotated[Literal["normal", "low"], typer.Option(help="low waits for normal batches.")] = "normal",
    missing: Annotated[
        Literal["label", "leave-out"] | None,
        typer.Option(help=f"{MISSING} (default label)."),
    ] = None,
    batch_id: Annotated[
        str | None, typer.Option(help="Id of the batch (default: the file name and a digest of content and layout).")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Follow the batch until it ends, like `reelbus batch watch`.")
    ] = False,
) -> None:
    """Submit a CSV of cover URLs, and print the id of the batch and the URI of the CSV.

    The columns are creator_name, cover_url and created_at. The same file with the same layout is the same batch:
    submitting it again makes no second set of collages.
    """
    from reelbus.batch.submit import Submission, submit

    layout = {"rows": rows, "columns": columns, "quality": quality, "missing": missing}
    layout |= {} if tile is None else tile_pixels(tile)
    given = {name: value for name, value in layout.items() if value is not None}
    submitted = submit(Submission(csv, given, creator, priority, batch_id))
    if watch:
        _follow(submitted)


@app.command()
def status(
    batch: Annotated[
        str | None, typer.Argument(metavar="BATCH", help="Id of one batch, to show its details (default: list all).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
    links: Annotated[
        bool, typer.Option("--links", help="Print presigned URLs of the collages and the summary of the batch instead.")
    ] = False,
    seconds: Annotated[
        int, typer.Option(min=1, max=WEEK, help="How long the URLs of --links are valid, in seconds.")
    ] = 3600,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Number of batches to list, newest first.")] = 50,
) -> None:
    """List batches, or show the counts, missing pictures and URIs of one."""
    from reelbus.batch.status import show_all, show_links, show_one

    if links and batch is None:
        raise UserError("--links needs the id of a batch", status=2)
    if batch is None:
        run(show_all(limit, as_json))
    elif links:
        run(show_links(batch, seconds, as_json))
    else:
        run(show_one(batch, as_json))


@app.command()
def watch(batch: Annotated[str, typer.Argument(metavar="BATCH", help="Id of the batch.")]) -> None:
    """Follow a batch until it ends.

    Shows pages, pictures, missing pictures, pictures per second and the remaining time. The exit status is 0 if the
    batch is complete, 1 if it failed (for example without a valid row), 3 if it ended with gaps, empty or cancelled.
    """
    _follow(batch)


@app.command()
def cancel(batch: Annotated[str, typer.Argument(metavar="BATCH", help="Id of the batch.")]) -> None:
    """Cancel a batch: no further page is started, and its outcome is `cancelled`.

    Finished collages are kept. The id cannot be used again: to make the rest, submit the CSV with another --batch-id.
    """
    from reelbus.batch.cancel import cancel

    run(cancel(batch))


def _follow(batch_id: str) -> None:
    from reelbus.batch.watch import follow

    ended, gaps = run(follow(batch_id))
    if ended.status == "failed":
        raise UserError(f"batch {batch_id} failed: {ended.reason}")
    if ended.outcome != "complete":
        raise UserError(f"batch {batch_id} is not complete (outcome {ended.outcome}): {gaps}", status=NOT_COMPLETE)
