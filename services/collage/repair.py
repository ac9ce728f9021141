"""A stored collage is mended: some of its pictures fetched anew, the others taken from it as they are."""

import time
from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from libs.events import CollageGenerated
from libs.storage import Storage
from libs.storage.errors import NotFound
from services.collage.canvas import Stored
from services.collage.keeping import keep, manifest_at
from services.collage.layout import size
from services.collage.making import make
from services.collage.manifest import Manifest, TileRecord
from services.collage.studio import Outcome, Source, Studio

LARGEST_COLLAGE = 500_000_000
"""Bytes."""


class RepairError(Exception):
    """This cannot be repaired; the message says why."""


class Mended(NamedTuple):
    """One of the pictures that were asked for: `kept` is one that cannot be had any more, but is on the collage."""

    number: int
    outcome: Literal["placed", "kept", "missing"]
    said: str


class Repaired(NamedTuple):
    """What came of it. `event` tells whoever counts the batch; None where nothing was done."""

    tiles: list[Mended]
    manifest: Manifest
    event: CollageGenerated | None


async def repair(
    manifest_uri: str,
    wanted: Collection[int],
    urls: Mapping[int, str],
    *,
    missing: bool,
    studio: Studio,
    storage: Storage,
) -> Repaired:
    """Fetch the pictures `wanted` (by index) anew, those that are `missing`, and those of `urls` from other addresses.

    Where there is no collage, because no picture could be had or it was removed, all are fetched. Raises RepairError,
    StorageError.
    """
    started = time.perf_counter()
    manifest = _changed(await _read(storage, manifest_uri), urls)
    earlier = await _earlier(storage, manifest)
    chosen = _chosen(manifest, {*wanted, *urls}, missing=missing, everything=earlier is None)
    if not chosen:
        return Repaired([], manifest, None)
    uri = manifest.uri or f"{manifest_uri.removesuffix('.json')}.jpg"
    made = await make(manifest, chosen, studio, uri, earlier)
    mended = [_mended(tile, made.outcomes[tile.index]) for tile in made.manifest.tiles if tile.index in made.outcomes]
    await keep(storage, made, manifest_uri)
    return Repaired(mended, made.manifest, made.manifest.generated(manifest_uri, time.perf_counter() - started))


async def _read(storage: Storage, uri: str) -> Manifest:
    try:
        manifest = await manifest_at(storage, uri)
    except ValueError as error:
        raise RepairError(str(error)) from None
    if manifest is None:
        raise RepairError(f"{uri}: there is no such manifest")
    return manifest


def _changed(manifest: Manifest, urls: Mapping[int, str]) -> Manifest:
    """The manifest with other addresses, which remembers those that were asked for."""
    tiles = [
        tile.model_copy(update={"url": urls[tile.index], "requested_url": tile.requested_url or tile.url})
        if urls.get(tile.index, tile.url) != tile.url
        else tile
        for tile in manifest.tiles
    ]
    return manifest.model_copy(update={"tiles": tiles})


async def _earlier(storage: Storage, manifest: Manifest) -> Stored | None:
    if manifest.uri is None:
        return None
    try:
        data = await storage.read(manifest.uri, limit=LARGEST_COLLAGE)
    except NotFound:
        return None
    try:
        return Stored(data, size(manifest.layout))
    except (OSError, ValueError) as error:
        raise RepairError(f"{manifest.uri} cannot be read: {error}") from None


def _chosen(manifest: Manifest, wanted: set[int], *, missing: bool, everything: bool) -> set[int]:
    known = {tile.index for tile in manifest.tiles}
    for index in sorted(wanted - known):
        raise RepairError(f"there is no tile {index}: this page has 1 to {max(known)}")
    if everything:
        return known
    return wanted | {tile.index for tile in manifest.tiles if missing and tile.status == "missing"}


def _mended(tile: TileRecord, outcome: Outcome) -> Mended:
    if isinstance(outcome, Source):
        said = f"{outcome.width}×{outcome.height} {outcome.format}, {outcome.bytes:,} bytes"
        return Mended(tile.index, "placed", said)
    kept = tile.status == "placed"
    return Mended(tile.index, "kept" if kept else "missing", f"{outcome.reason}: {outcome.message}")
