"""Repairs a stored collage: fetches some of its pictures again and copies the others from it."""

import time
from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from libs.events import CollageGenerated
from libs.storage import Storage
from libs.storage.errors import NotFound
from services.collage.worker.composition import compose_page
from services.collage.worker.manifest import Manifest, TileRecord, unplaced
from services.collage.worker.manifest_store import manifest_at, store_page
from services.collage.worker.page.canvas import StoredCollage
from services.collage.worker.page.layout import size
from services.collage.worker.renderer import Outcome, PageRenderer, Source

LARGEST_COLLAGE = 500_000_000
"""Bytes."""


class RepairError(Exception):
    """The page cannot be repaired; the message says why."""


class RepairedTile(NamedTuple):
    """One of the requested pictures. `kept`: it cannot be fetched, but the stored collage has it."""

    number: int
    outcome: Literal["placed", "kept", "missing"]
    detail: str


class RepairResult(NamedTuple):
    """`event` is the page's new result for the tally; None if the page did not change."""

    tiles: list[RepairedTile]
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
) -> RepairResult:
    """Fetch again the pictures `wanted` (by index), the `missing` ones, and those of `urls` from other addresses.

    All pictures are fetched if there is no collage. If none can be fetched, nothing changes. Raises RepairError,
    StorageError.
    """
    started = time.perf_counter()
    manifest = await _read_manifest(storage, manifest_uri)
    earlier = await _read_collage(storage, manifest)
    chosen = _select(manifest, {*wanted, *urls}, missing=missing, everything=earlier is None)
    if not chosen:
        return RepairResult([], manifest, None)
    addresses = {index: urls.get(index, url) for index, url in manifest.addresses().items() if index in chosen}
    uri = manifest.uri or f"{manifest_uri.removesuffix('.json')}.jpg"
    page = await compose_page(_revised(manifest, earlier), addresses, renderer, uri, earlier)
    tiles = [
        _tile_result(tile, page.outcomes[tile.index]) for tile in page.manifest.tiles if tile.index in page.outcomes
    ]
    if not any(tile.outcome == "placed" for tile in tiles):
        # Encoding again costs quality. A changed reason alone is not stored: labels show reasons too.
        return RepairResult(tiles, manifest, None)
    await store_page(storage, page, manifest_uri)
    return RepairResult(tiles, page.manifest, page.manifest.generated(manifest_uri, time.perf_counter() - started))


async def _read_manifest(storage: Storage, uri: str) -> Manifest:
    try:
        manifest = await manifest_at(storage, uri)
    except ValueError as error:
        raise RepairError(str(error)) from None
    if manifest is None:
        raise RepairError(f"manifest {uri} does not exist")
    return manifest


def _revised(manifest: Manifest, earlier: StoredCollage | None) -> Manifest:
    """The manifest of the next revision, before pictures are fetched. Without an earlier collage no tile is placed."""
    tiles = manifest.tiles if earlier is not None else [unplaced(tile) for tile in manifest.tiles]
    return manifest.model_copy(update={"revision": manifest.revision + 1, "tiles": tiles})


async def _read_collage(storage: Storage, manifest: Manifest) -> StoredCollage | None:
    if manifest.uri is None:
        return None
    try:
        data = await storage.read(manifest.uri, limit=LARGEST_COLLAGE)
    except NotFound:
        return None
    try:
        return StoredCollage(data, size(manifest.layout))
    except (OSError, ValueError) as error:
        raise RepairError(f"{manifest.uri} cannot be read: {error}") from None


def _select(manifest: Manifest, wanted: set[int], *, missing: bool, everything: bool) -> set[int]:
    known = {tile.index for tile in manifest.tiles}
    for index in sorted(wanted - known):
        raise RepairError(f"tile {index} does not exist: this page has tiles 1 to {max(known)}")
    if everything:
        return known
    return wanted | {tile.index for tile in manifest.tiles if missing and tile.status == "missing"}


def _tile_result(tile: TileRecord, outcome: Outcome) -> RepairedTile:
    if isinstance(outcome, Source):
        detail = f"{outcome.width}×{outcome.height} {outcome.format}, {outcome.bytes:,} bytes"
        return RepairedTile(tile.index, "placed", detail)
    kept = tile.status == "placed"
    return RepairedTile(tile.index, "kept" if kept else "missing", f"{outcome.reason}: {outcome.message}")
