"""`reelbus batch`: collages of the cover images in a CSV."""

from typing import Annotated, Literal

import typer

from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.console.options import tile_pixels

HELP = """Submit CSVs of cover images, and see what became of them.

Objects are in STORAGE_URI or S3_BUCKET_NAME; counts are in DATABASE_URL, where the service collage.tally keeps them."""
WEEK = 7 * 86_400
NOT_COMPLETE = 3
"""Exit status of a batch that ended, and not all that was asked for is there. 1 and 2 are errors, as elsewhere."""

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.command()
def submit(
    *,
    csv: Annotated[str, typer.Argument(help="A file, - for stdin, or the URI of an object below STORAGE_URI.")],
    rows: Annotated[int | None, typer.Option(min=1, max=20, help="Of tiles; 5.")] = None,
    columns: Annotated[int | None, typer.Option(min=1, max=20, help="Of tiles; 7.")] = None,
    tile: Annotated[str | None, typer.Option(metavar="WxH", help="A tile's pixels; 224x400.")] = None,
    quality: Annotated[int | None, typer.Option(min=1, max=100, help="Of the JPEGs; 95.")] = None,
    creator: Annotated[str | None, typer.Option(help="Only this creator's pictures.")] = None,
    priority: Annotated[Literal["normal", "low"], typer.Option(help="low waits while there is any normal.")] = "normal",
    missing: Annotated[
        Literal["label", "leave-out"] | None,
        typer.Option(help="A picture that cannot be had: a labelled blank, or the rest moves up."),
    ] = None,
    batch_id: Annotated[
        str | None, typer.Option(help="By default the file's name and a digest of content and layout.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Follow it to its end, as `batch watch` does.")] = False,
) -> None:
    """Submit a CSV (creator_name,cover_url,created_at). Prints the batch's id and the CSV's URI.

    The same file with the same layout is the same batch: submitting it again makes nothing twice.
    """
    from reelbus.batch.submit import Order, submit

    layout = {"rows": rows, "columns": columns, "quality": quality, "missing": missing}
    layout |= {} if tile is None else tile_pixels(tile)
    given = {name: value for name, value in layout.items() if value is not None}
    submitted = submit(Order(csv, given, creator, priority, batch_id))
    if watch:
        _follow(submitted)


@app.command()
def status(
    batch: Annotated[str | None, typer.Argument(help="Only this one, with all that is known of it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    links: Annotated[
        bool, typer.Option("--links", help="Instead: addresses that open its collages and summary to anyone.")
    ] = False,
    seconds: Annotated[int, typer.Option(min=1, max=WEEK, help="How long --links are good for.")] = 3600,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many batches, the newest first.")] = 50,
) -> None:
    """Show batches, or one: counts, rate, missing pictures by reason, URIs."""
    from reelbus.batch.status import show_all, show_links, show_one

    if links and batch is None:
        raise UserError("--links wants a batch", status=2)
    if batch is None:
        run(show_all(limit, as_json))
    elif links:
        run(show_links(batch, seconds, as_json))
    else:
        run(show_one(batch, as_json))


@app.command()
def watch(batch: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Follow a batch to its end: pages, pictures, rate, missing, time left.

    Exit status: 0 when it is complete; 1 when it failed, as without a usable row; 3 when it ended with gaps, empty or
    cancelled.
    """
    _follow(batch)


@app.command()
def cancel(batch: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Cancel a batch: pages that have not begun are not drawn, and its outcome is `cancelled`.

    What was made stays. Its id remains taken: to make the rest, submit the CSV with another --batch-id.
    """
    from reelbus.batch.cancel import cancel

    run(cancel(batch))


def _follow(batch_id: str) -> None:
    from reelbus.batch.watch import follow

    ended, gaps = run(follow(batch_id))
    if ended.status == "failed":
        raise UserError(f"batch {batch_id} failed: {ended.reason}")
    if ended.outcome != "complete":
        raise UserError(f"batch {batch_id} is not complete, it ended {ended.outcome}: {gaps}", status=NOT_COMPLETE)
