"""`reelbus collage`: repair a stored collage, or make one without a broker."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NamedTuple

import typer

from reelbus.console import output
from reelbus.console.connect import connect, run, with_command_timeout
from reelbus.console.errors import UserError
from reelbus.console.options import MISSING, tile_pixels
from reelbus.console.posting import payload_of, post

if TYPE_CHECKING:
    from libs.fetch.http.body import Received
    from services.collage.worker.composition import ComposedPage
    from services.collage.worker.manifest import TileRecord
    from services.collage.worker.renderer import Pictures
    from services.collage.worker.repair import RepairResult

app = typer.Typer(no_args_is_help=True, help="Repair stored collages, or make one from files or URLs.")


class RepairRequest(NamedTuple):
    """Tiles to redraw: by number, with another URL (number → URL), and whether to redraw all missing ones."""

    tiles: frozenset[int]
    urls: dict[int, str]
    missing: bool


@app.command("repair")
def repair_command(
    where: Annotated[
        str, typer.Argument(metavar="URI", help="URI of the collage or its manifest, or the key below STORAGE_URI.")
    ],
    *,
    tile: Annotated[
        list[int] | None,
        typer.Option("--tile", min=1, help="Number of a tile to redraw, counted from 1; may be repeated."),
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Redraw missing tiles (default if there is no --tile or --url).")
    ] = False,
    url: Annotated[
        list[str] | None,
        typer.Option("--url", metavar="N=URL", help="Redraw tile N from this URL; may be repeated."),
    ] = None,
    event: Annotated[bool, typer.Option(help="Send collage-generated, which updates the counts of the batch.")] = True,
) -> None:
    """Fetch pictures of a stored collage again, and redraw their tiles.

    The other tiles stay as they are. Prints the number, the outcome (placed, kept as it was, missing) and the details
    of each tile. If no picture can be fetched, nothing is changed.
    """
    _check_uri(where)
    urls = dict(_numbered(one) for one in url or ())
    request = RepairRequest(frozenset(tile or ()), urls, missing or not (tile or urls))
    run(_repair(where, request, announce=event))


@app.command()
def make(
    pictures: Annotated[list[str], typer.Argument(metavar="PICTURE", help="Files, or http and https URLs.")],
    *,
    out: Annotated[Path, typer.Option("--out", help="JPEG file to write.")] = Path("collage.jpg"),
    rows: Annotated[int, typer.Option("--rows", min=1, max=20, help="Tile rows.")] = 5,
    columns: Annotated[int, typer.Option("--columns", min=1, max=20, help="Tile columns.")] = 7,
    tile: Annotated[str, typer.Option("--tile", metavar="WIDTHxHEIGHT", help="Size of a tile, in pixels.")] = "224x400",
    quality: Annotated[int, typer.Option("--quality", min=1, max=100, help="JPEG quality.")] = 95,
    missing: Annotated[Literal["label", "leave-out"], typer.Option("--missing", help=f"{MISSING}.")] = "label",
) -> None:
    """Make one collage without a broker or object store.

    The COLLAGE_* and FETCH_* settings apply. Prints the number, status, details and address of each tile.
    """
    layout = {"rows": rows, "columns": columns, "quality": quality, "missing": missing, **tile_pixels(tile)}
    made = run(_make(pictures, layout))
    for one in made.manifest.tiles:
        output.line(one.index, one.status, _details(one), one.url)
    if made.collage is None:
        raise UserError(f"{out} was not written: {made.manifest.reason}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(made.collage)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}") from None
    output.note(f"{out}: {made.manifest.width}×{made.manifest.height}, {len(made.collage):,} bytes")


# ---- repair -------------------------------------------------------------------------------------


async def _repair(where: str, request: RepairRequest, *, announce: bool) -> None:
    from libs.events import topic

    bus = connect() if announce else None
    if bus is not None:
        # Before anything is changed: without a broker the counts of the batch would become wrong.
        await bus.check([topic("collage-generated").name])
    repaired = await _repaired(where, request)
    for one in repaired.tiles:
        output.line(one.number, one.outcome, one.detail)
    if not repaired.tiles:
        output.note("no tile is missing (use --tile N to redraw one)")
        return
    if repaired.event is None:
        output.note(f"no picture could be fetched: {where} is unchanged ({_counted(repaired)})")
        return
    if bus is not None:
        await post(bus, repaired.event)
    output.note(f"{repaired.event.uri or repaired.event.manifest_uri}: {_counted(repaired)}")


def _counted(repaired: "RepairResult") -> str:
    manifest = repaired.manifest
    missing = sum(tile.status == "missing" for tile in manifest.tiles)
    return f"{manifest.status}, {len(manifest.tiles) - missing} placed, {missing} missing"


async def _repaired(where: str, request: RepairRequest) -> "RepairResult":
    from libs.bus import Retryable
    from libs.settings import load
    from libs.storage import open_storage
    from services.collage.worker.factory import open_renderer
    from services.collage.worker.repair import RepairError, repair
    from services.collage.worker.settings import CollageSettings

    settings = load(CollageSettings)
    async with open_storage(with_command_timeout(settings.storage)) as storage, open_renderer(settings) as renderer:
        uri = where if where.startswith(("s3:", "file:")) else storage.uri(where)
        try:
            return await repair(
                f"{uri.rpartition('.')[0]}.json",
                request.tiles,
                request.urls,
                missing=request.missing,
                renderer=renderer,
                storage=storage,
            )
        except (RepairError, Retryable) as error:
            raise UserError(str(error)) from None


def _check_uri(where: str) -> None:
    if not where.endswith((".jpg", ".json")):
        raise UserError(f"{where} must be the URI of a collage (.jpg) or of its manifest (.json)", status=2)


def _numbered(text: str) -> tuple[int, str]:
    number, equals, url = text.partition("=")
    if not (equals and url and number.isascii() and number.isdecimal() and len(number) < 5):
        raise UserError(
            f"invalid --url {output.clean(text)}: use N=URL with the number of a tile, such as 4=https://…", status=2
        )
    return int(number), url


# ---- make ---------------------------------------------------------------------------------------


class Files:
    """Fetches pictures from files and from the web; both of at most `max_bytes`."""

    def __init__(self, web: "Pictures", max_bytes: int) -> None:
        self._web = web
        self._max_bytes = max_bytes

    async def save(self, url: str, into: BinaryIO) -> "Received":
        """Copy the file or fetch the URL `url`. Raises FetchError, PictureError."""
        from libs.fetch import BodyTooLarge
        from libs.fetch.http.body import Received
        from libs.pictures.errors import PictureError

        if "://" in url:
            return await self._web.save(url, into)
        # A local file, in a command: nothing else runs on this event loop.
        try:
            with Path(url).open("rb") as file:  # noqa: ASYNC230
                data = file.read(self._max_bytes + 1)
        except OSError as error:
            raise PictureError(f"cannot be read: {error.strerror or error}") from None
        if len(data) > self._max_bytes:
            raise BodyTooLarge(f"more than {self._max_bytes:,} bytes (COLLAGE_MAX_IMAGE_MB)")
        into.write(data)
        return Received(url, len(data), None, hashlib.sha256(data).hexdigest())


async def _make(pictures: Sequence[str], layout: dict[str, Any]) -> "ComposedPage":
    from datetime import UTC, datetime

    from libs.bus import Retryable
    from libs.events import CollageRequested
    from libs.settings import load
    from services.collage.worker.composition import compose_page
    from services.collage.worker.factory import open_renderer
    from services.collage.worker.manifest import new_manifest
    from services.collage.worker.page.layout import capacity
    from services.collage.worker.settings import CollageSettings

    for one in pictures:
        if "://" not in one and not Path(one).is_file():  # noqa: ASYNC240
            raise UserError(f"{one}: no such file", status=2)
    given = {
        **layout, "batch_id": "here", "creator": "here", "page": 1, "pages": 1,
        "images": [{"url": one} for one in pictures], "submitted_at": datetime.now(UTC),
    }  # fmt: skip
    page = payload_of(CollageRequested, given)
    if len(pictures) > capacity(page):
        raise UserError(
            f"too many pictures: {len(pictures)}, and {page.rows}×{page.columns} tiles hold {capacity(page)}", status=2
        )
    settings = load(CollageSettings)
    async with open_renderer(settings, lambda web: Files(web, settings.download_limits.bytes)) as renderer:
        empty = new_manifest(page)
        try:
            return await compose_page(empty, empty.addresses(), renderer, "here")
        except Retryable as error:
            raise UserError(str(error)) from None


def _details(tile: "TileRecord") -> str:
    if tile.status == "placed":
        return f"{tile.width}×{tile.height} {tile.format}"
    return f"{tile.reason}: {tile.message}"
