"""`reelbus ingest`: cover URLs from a database, as a CSV or as a batch of collages."""

import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reelbus.console import output
from reelbus.console.connect import connect, run, storage_settings
from reelbus.console.errors import UserError
from reelbus.console.options import MISSING, tile_pixels
from reelbus.console.posting import post

if TYPE_CHECKING:
    from sqlalchemy import URL

    from services.ingest.covers.export import Counts, CoversQuery
    from services.ingest.covers.window import Window
    from services.ingest.settings import LayoutSettings
    from services.ingest.source.database import Source

app = typer.Typer(no_args_is_help=True, help="Read cover URLs from a database.")

BROKEN_PIPE = 141
"""128 + SIGPIPE, as a shell reports it."""
LAYOUT = "Layout, with --submit"
ADDRESS = "mysql://user:password@host/database, postgresql://… or sqlite:///file"


@app.callback()
def _group() -> None:
    pass  # keeps `covers` a sub-command while it is the only one


@app.command()
def covers(
    *,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="INGEST_SOURCE_URL",
            show_default=False,
            help=f"Database: {ADDRESS}. Set a password only in the variable: other users can see command lines.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DURATION", help="Time range up to now, such as 7d, 12h or 90m.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="TIME", help="Start of the time range in UTC, such as 2026-11-15 or 2026-11-15T08:30."
        ),
    ] = None,
    end: Annotated[
        str | None,
        typer.Option("--to", metavar="TIME", help="End of the time range in UTC, not included (default: now)."),
    ] = None,
    creator: Annotated[str | None, typer.Option(help="Only covers of this creator (default: all).")] = None,
    out: Annotated[
        str | None,
        typer.Option(
            help="CSV to write: a file, a URI below STORAGE_URI, a folder that ends in /, or - for stdout (default: -)."
        ),
    ] = None,
    video_ids: Annotated[bool, typer.Option("--video-ids", help="Add a fourth column, video_id.")] = False,
    submit: Annotated[
        bool, typer.Option("--submit", help="Store the CSV and submit it as a batch of collages.")
    ] = False,
    batch_id: Annotated[
        str | None, typer.Option(help="Id of the batch, with --submit (default: from the time).")
    ] = None,
    rows: Annotated[
        int | None,
        typer.Option(min=1, max=20, help="Tile rows per page (default INGEST_ROWS).", rich_help_panel=LAYOUT),
    ] = None,
    columns: Annotated[
        int | None,
        typer.Option(min=1, max=20, help="Tile columns per page (default INGEST_COLUMNS).", rich_help_panel=LAYOUT),
    ] = None,
    tile: Annotated[
        str | None,
        typer.Option(
            metavar="WIDTHxHEIGHT", help="Size of a tile, in pixels (default INGEST_TILE).", rich_help_panel=LAYOUT
        ),
    ] = None,
    quality: Annotated[
        int | None, typer.Option(min=1, max=100, help="JPEG quality (default INGEST_QUALITY).", rich_help_panel=LAYOUT)
    ] = None,
    missing: Annotated[
        Literal["label", "leave-out"] | None,
        typer.Option(help=f"{MISSING} (default INGEST_MISSING).", rich_help_panel=LAYOUT),
    ] = None,
    priority: Annotated[
        Literal["normal", "low"] | None,
        typer.Option(help="low waits for normal batches (default INGEST_PRIORITY).", rich_help_panel=LAYOUT),
    ] = None,
) -> None:
    """Read cover URLs from a table, and write them as CSV.

    INGEST_COVERS_TABLE (default videos_links) names the table. The columns of the CSV are creator_name, cover_url and
    created_at. Rows without a URL in their JSON are counted, and the first hundred are printed on stderr.
    """
    layout = {"rows": rows, "columns": columns, "tile": tile, "quality": quality, "missing": missing,
              "priority": priority}  # fmt: skip
    given = {name: value for name, value in layout.items() if value is not None}
    only_with_submit = [*given, *(["batch-id"] if batch_id is not None else [])]
    if only_with_submit and not submit:
        raise UserError(f"--{only_with_submit[0]} needs --submit", status=2)
    if tile is not None:
        tile_pixels(tile)
    if submit and out is not None:
        raise UserError("--submit cannot be combined with --out: it stores the CSV itself", status=2)
    ask = _ask(_window(since, start, end), creator)
    if submit:
        work = partial(_submit, ask=ask, video_ids=video_ids, batch_id=batch_id, layout=_layout(given))
    else:
        work = partial(_write, ask=ask, video_ids=video_ids, out=out)
    run(_with_source(_address(source), work))


async def _with_source(url: "URL", work: "Callable[[Source], Awaitable[None]]") -> None:
    from libs.database import DatabaseError
    from services.ingest.source.database import open_source

    try:
        async with open_source(url) as source:
            await work(source)
    except DatabaseError as error:
        raise UserError(output.clean(str(error)), status=1 if error.transient else 2) from None


async def _write(source: "Source", *, ask: "CoversQuery", video_ids: bool, out: str | None) -> None:
    from services.ingest.covers.csv_format import as_csv
    from services.ingest.covers.export import Counts
    from services.ingest.covers.export import covers as covers_of
    from services.ingest.covers.target import BadTarget, target_of, write

    settings, counts = storage_settings(), Counts()
    try:
        target = target_of(out, settings, ask.window)
        await write(as_csv(covers_of(source, ask, counts), video_ids=video_ids), target, settings)
    except BadTarget as error:
        raise UserError(str(error), status=2) from None
    except BrokenPipeError:
        # The reader has closed the pipe; Python would report it again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    except OSError as error:
        raise UserError(f"{target}: {error.strerror or error}") from None
    _report(counts, str(target))


async def _submit(
    source: "Source", *, ask: "CoversQuery", video_ids: bool, batch_id: str | None, layout: "LayoutSettings"
) -> None:
    from pydantic import ValidationError

    from libs.storage import open_storage
    from services.ingest.submission import csv_key, store_covers, submission

    moment = f"covers-{datetime.now(UTC):%Y-%m-%dT%H%M%S}Z-{secrets.token_hex(2)}"
    name = batch_id or moment
    bus = connect()
    async with open_storage(storage_settings()) as storage:
        uri = storage.uri(csv_key(name, moment))  # never the key of an earlier CSV with the same batch id
        try:
            batch = submission(name, uri, layout, trigger="manual")
        except ValidationError as error:
            raise UserError(f"--batch-id: {error.errors()[0]['msg']}", status=2) from None
        await bus.check(["collage-batch-submitted"])
        counts = await store_covers(storage, uri, source, ask, video_ids=video_ids)
        if not counts.urls:
            await storage.delete(uri)
            _report(counts, "nothing")
            raise UserError("no covers found: nothing was submitted")
        await post(bus, batch)
    output.line(name, uri)
    _report(counts, uri)


def _layout(given: dict[str, Any]) -> "LayoutSettings":
    from libs.settings import load
    from services.ingest.settings import LayoutSettings

    return load(LayoutSettings, **{f"INGEST_{name.upper()}": value for name, value in given.items()})


def _report(counts: "Counts", to: str) -> None:
    for row in counts.first_malformed:
        output.note(output.clean(f"malformed: {row.creator or '(no creator)'} {row.created_at}: {row.problem}"))
    if counts.malformed > len(counts.first_malformed):
        output.note(f"malformed: {counts.malformed - len(counts.first_malformed):,} more")
    output.note(f"{counts.summary()} → {output.clean(to)}")


def _address(text: str | None) -> "URL":
    from libs.database import BadUrl, async_url

    if not text:
        raise UserError(f"missing source: set INGEST_SOURCE_URL or --source to {ADDRESS}", status=2)
    try:
        return async_url(text.strip())
    except BadUrl as error:
        raise UserError(f"--source {error}", status=2) from None


def _ask(window: "Window", creator: str | None) -> "CoversQuery":
    from libs.settings import load
    from services.ingest.covers.export import CoversQuery
    from services.ingest.settings import CoversSettings

    return CoversQuery(load(CoversSettings), window, creator)


def _window(since: str | None, start: str | None, end: str | None) -> "Window":
    from services.ingest.covers.window import back_from, between, length

    now = datetime.now(UTC)
    try:
        if since is not None and start is None and end is None:
            return back_from(now, length(since))
        if start is not None and since is None:
            return between(start, end or now.isoformat(timespec="seconds"))
    except ValueError as error:
        raise UserError(str(error), status=2) from None
    if since is not None:
        raise UserError("--since cannot be combined with --from or --to", status=2)
    raise UserError("missing time range: use --since 7d, or --from 2026-11-15 and optionally --to 2026-11-22", status=2)
