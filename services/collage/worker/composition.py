"""Composes a page: a new one for the worker, or a new revision of a stored one for a repair."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from libs.events import Layout
from services.collage.worker.manifest import Manifest, TileRecord, reasons, status_of
from services.collage.worker.page.canvas import Canvas, StoredCollage
from services.collage.worker.page.layout import position, size
from services.collage.worker.renderer import Missing, Outcome, PageRenderer, Source


class ComposedPage(NamedTuple):
    """`collage` is a JPEG, None without any picture; `outcomes` are those of the fetched pictures, by index."""

    manifest: Manifest
    collage: bytes | None
    outcomes: dict[int, Outcome]


async def compose_page(
    manifest: Manifest,
    addresses: Mapping[int, str],
    renderer: PageRenderer,
    uri: str,
    earlier: StoredCollage | None = None,
) -> ComposedPage:
    """Compose the page, which will be stored as `uri`. `addresses` (index → URL) are the pictures to fetch.

    Other pictures, and those that cannot be fetched, are copied from the `earlier` collage if it has them. Without an
    `earlier` collage, no tile of `manifest` may be placed.
    """
    tiles, layout = manifest.tiles, manifest.layout
    async with renderer.page(layout, earlier) as canvas:
        if earlier is not None:
            await renderer.run(lambda: _copy(earlier, tiles, canvas))
        outcomes = await renderer.draw(canvas, {index - 1: url for index, url in addresses.items()})
        drawn = [_updated(tile, outcomes.get(tile.index - 1), addresses.get(tile.index, tile.url)) for tile in tiles]
        missing = {slot: tile.reason or "" for slot, tile in enumerate(drawn) if tile.status == "missing"}
        if len(missing) < len(drawn):
            collage, slots = await renderer.run(lambda: _encode(canvas, missing, len(drawn)))
        else:
            collage, slots = None, [None] * len(drawn)
    drawn = [_positioned(tile, slot, layout) for tile, slot in zip(drawn, slots, strict=True)]
    by_index = {slot + 1: outcome for slot, outcome in outcomes.items()}
    return ComposedPage(manifest.model_copy(update=_manifest_fields(drawn, layout, collage, uri)), collage, by_index)


def _copy(earlier: StoredCollage, tiles: list[TileRecord], canvas: Canvas) -> None:
    for tile in tiles:
        if tile.status == "placed" and tile.box is not None:
            canvas.put(tile.index - 1, earlier.tile(tile.box))


def _encode(canvas: Canvas, missing: Mapping[int, str], count: int) -> tuple[bytes, list[int | None]]:
    slots = canvas.finish(missing, count)
    return canvas.jpeg(), slots


def _updated(tile: TileRecord, outcome: Outcome | None, url: str) -> TileRecord:
    """`tile` after `outcome` at `url`. A picture that is already placed is kept when the new one cannot be fetched.

    The tile's address is the one of its picture, or the one that failed.
    """
    match outcome:
        case Source():
            new: dict[str, Any] = {"status": "placed", "reason": None, "message": None, **outcome._asdict()}
        case Missing() if tile.status == "missing":
            new = {"reason": outcome.reason, "message": outcome.message}
        case _:
            return tile
    if url != tile.url:
        new |= {"url": url, "requested_url": tile.requested_url or tile.url}
    return tile.model_copy(update=new)


def _positioned(tile: TileRecord, slot: int | None, layout: Layout) -> TileRecord:
    if slot is None:
        return tile.model_copy(update={"row": None, "column": None, "box": None})
    return tile.model_copy(update=position(layout, slot)._asdict())


def _manifest_fields(tiles: list[TileRecord], layout: Layout, collage: bytes | None, uri: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"tiles": tiles, "status": status_of(tiles)}
    if collage is None:
        return facts | {
            "reason": f"no picture is available: {reasons(tiles)}", "uri": None, "sha256": None,
            "width": 0, "height": 0, "bytes": 0,
        }  # fmt: skip
    width, height = size(layout)
    digest = sha256(collage).hexdigest()
    return facts | {
        "reason": None, "uri": uri, "sha256": digest, "width": width, "height": height, "bytes": len(collage),
    }  # fmt: skip
