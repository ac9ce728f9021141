"""A page is made: from nothing by the worker, or out of an earlier one by a repair."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from libs.events import Layout
from services.collage.worker.manifest import Manifest, TileRecord, reasons, status_of
from services.collage.worker.page.canvas import Canvas, Stored
from services.collage.worker.page.layout import place, size
from services.collage.worker.renderer import Missing, Outcome, PageRenderer, Source


class Made(NamedTuple):
    """`collage` is a JPEG, None where no picture could be had; `outcomes` of those that were fetched, by index."""

    manifest: Manifest
    collage: bytes | None
    outcomes: dict[int, Outcome]


async def make(
    manifest: Manifest, wanted: Mapping[int, str], renderer: PageRenderer, uri: str, earlier: Stored | None = None
) -> Made:
    """The page with the pictures `wanted` (index → address) fetched, to be stored as `uri`.

    Other pictures, and those that cannot be had any more, are taken from the `earlier` collage if it has them; without
    one, `manifest` knows of none that are placed.
    """
    tiles, layout = manifest.tiles, manifest.layout
    async with renderer.page(layout, earlier) as canvas:
        if earlier is not None:
            await renderer.run(lambda: _copy(earlier, tiles, canvas))
        outcomes = await renderer.draw(canvas, {index - 1: url for index, url in wanted.items()})
        drawn = [_record(tile, outcomes.get(tile.index - 1), wanted.get(tile.index, tile.url)) for tile in tiles]
        missing = {slot: tile.reason or "" for slot, tile in enumerate(drawn) if tile.status == "missing"}
        if len(missing) < len(drawn):
            collage, slots = await renderer.run(lambda: _finished(canvas, missing, len(drawn)))
        else:
            collage, slots = None, [None] * len(drawn)
    drawn = [_at(tile, slot, layout) for tile, slot in zip(drawn, slots, strict=True)]
    by_index = {slot + 1: outcome for slot, outcome in outcomes.items()}
    return Made(manifest.model_copy(update=_facts(drawn, layout, collage, uri)), collage, by_index)


def _copy(earlier: Stored, tiles: list[TileRecord], canvas: Canvas) -> None:
    for tile in tiles:
        if tile.status == "placed" and tile.box is not None:
            canvas.put(tile.index - 1, earlier.tile(tile.box))


def _finished(canvas: Canvas, missing: Mapping[int, str], count: int) -> tuple[bytes, list[int | None]]:
    slots = canvas.finish(missing, count)
    return canvas.jpeg(), slots


def _record(tile: TileRecord, outcome: Outcome | None, url: str) -> TileRecord:
    """`tile` after `outcome` at `url`; a picture that is there already is not given up for one that cannot be had.

    The address is that of the picture, or the one that the reason for a missing one is about.
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


def _at(tile: TileRecord, slot: int | None, layout: Layout) -> TileRecord:
    if slot is None:
        return tile.model_copy(update={"row": None, "column": None, "box": None})
    return tile.model_copy(update=place(layout, slot)._asdict())


def _facts(tiles: list[TileRecord], layout: Layout, collage: bytes | None, uri: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"tiles": tiles, "status": status_of(tiles)}
    if collage is None:
        return facts | {
            "reason": f"no picture could be had: {reasons(tiles)}", "uri": None, "sha256": None,
            "width": 0, "height": 0, "bytes": 0,
        }  # fmt: skip
    width, height = size(layout)
    digest = sha256(collage).hexdigest()
    return facts | {
        "reason": None, "uri": uri, "sha256": digest, "width": width, "height": height, "bytes": len(collage),
    }  # fmt: skip
