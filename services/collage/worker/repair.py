"""A stored collage is mended: some of its pictures fetched anew, the others taken from it as they are."""

import time
from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from libs.events import CollageGenerated
from libs.storage import Storage
from libs.storage.errors import NotFound
from services.collage.worker.composition import make
from services.collage.worker.manifest import Manifest, TileRecord, waiting
from services.collage.worker.manifest_store import keep, manifest_at
from services.collage.worker.page.canvas import Stored
from services.collage.worker.page.layout import size
from services.collage.worker.renderer import Outcome, PageRenderer, Source

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
    """What came of it. `event` tells whoever counts the batch; None where the page is what it was."""

    tiles: list[Mended]
    manifest: Manifest
    event: CollageGenerated | None


async def repair(
    manifest_uri: str,
    wanted: Collection[int],
    urls: Mapping[int, str],
    *,
    missing: bool,
    renderer: PageRenderer,
    storage: Storage,
) -> Repaired:
    """Fetch the pictures `wanted` (by index) anew, those that are `missing`, and those of `urls` from other addresses.

    Where there is no collage, because no picture could be had or it was removed, all are fetched. Where none of them
    can be had, everything stays as it is. Raises RepairError, StorageError.
    """
    started = time.perf_counter()
    manifest = await _read(storage, manifest_uri)
    earlier = await _earlier(storage, manifest)
    chosen = _chosen(manifest, {*wanted, *urls}, missing=missing, everything=earlier is None)
    if not chosen:
        return Repaired([], manifest, None)
    addresses = {index: urls.get(index, url) for index, url in manifest.addresses().items() if index in chosen}
    uri = manifest.uri or f"{manifest_uri.removesuffix('.json')}.jpg"
    made = await make(_revised(manifest, earlier), addresses, renderer, uri, earlier)
    mended = [_mended(tile, made.outcomes[tile.index]) for tile in made.manifest.tiles if tile.index in made.outcomes]
    if not any(one.outcome == "placed" for one in mended):
        # Each encoding costs the other tiles a little; and blanks say why, so that a reason is not changed alone.
        return Repaired(mended, manifest, None)
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


def _revised(manifest: Manifest, earlier: Stored | None) -> Manifest:
    """The manifest of the next revision, before anything is fetched: without a collage no picture is there."""
    tiles = manifest.tiles if earlier is not None else [waiting(tile) for tile in manifest.tiles]
    return manifest.model_copy(update={"revision": manifest.revision + 1, "tiles": tiles})


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
