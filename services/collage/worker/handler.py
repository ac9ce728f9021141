"""`collage-requested` → `collage-generated`: draws a page as one collage and stores it with its manifest."""

import logging
import time

from libs.bus import Event, Rejected, Retryable
from libs.events import CollageGenerated, CollageRequested
from libs.storage import Storage
from services.collage.cancelling import CANCELLED, is_cancelled
from services.collage.keys import collage_key, manifest_key
from services.collage.worker.composition import ComposedPage, compose_page
from services.collage.worker.manifest import Manifest, new_manifest
from services.collage.worker.manifest_store import manifest_at, store_page
from services.collage.worker.metrics import PAGES
from services.collage.worker.page.layout import capacity, size
from services.collage.worker.renderer import Missing, PageRenderer

log = logging.getLogger(__name__)

LONGEST_SIDE = 65_500
"""Pixels; the limit of the JPEG library."""


async def handle(
    event: Event[CollageRequested], *, renderer: PageRenderer, storage: Storage, attempts: int, max_pixels: int
) -> CollageGenerated:
    """Draw the page and return its result. The result of a page that was drawn before is read from its manifest.

    Missing pictures never fail the page. If all are missing and all failures are transient, the page is tried
    `attempts` times. Pages of a cancelled batch are not drawn. Raises Rejected for a page larger than `max_pixels`.
    """
    page, started = event.payload, time.perf_counter()
    _check(page, max_pixels)
    manifest_uri = storage.uri(manifest_key(page))
    stored = await _stored_manifest(manifest_uri, storage)
    if stored is not None and _is_drawn(stored, page):
        manifest, outcome = stored, "repeated"
    elif await is_cancelled(storage, page.batch_id):
        PAGES.labels(CANCELLED).inc()
        return _failed_page(page, CANCELLED, CANCELLED)
    else:
        new = new_manifest(page, stored)
        composed = await compose_page(new, new.addresses(), renderer, storage.uri(collage_key(page)))
        if event.attempt < attempts and _is_transient(composed):
            raise Retryable(composed.manifest.reason or "no picture is available")
        # Another worker may have drawn the page meanwhile, and a repair replaced it: then this result is outdated.
        latest = await _stored_manifest(manifest_uri, storage)
        if latest is not None and latest.revision > (stored.revision if stored else 0) and _is_drawn(latest, page):
            manifest, outcome = latest, "repeated"
        else:
            await store_page(storage, composed, manifest_uri)
            manifest, outcome = composed.manifest, composed.manifest.status
    PAGES.labels(outcome).inc()
    if manifest.status == "failed":
        log.debug("no collage: %s", manifest.reason)
    return manifest.generated(manifest_uri, time.perf_counter() - started)


def on_dead_letter(event: Event[CollageRequested], error: Exception) -> CollageGenerated:
    """The failed result of a page that became a dead letter: without it the batch would never end."""
    PAGES.labels("failed").inc()
    return _failed_page(event.payload, str(error) or type(error).__name__, "not-drawn")


def _failed_page(page: CollageRequested, reason: str, code: str) -> CollageGenerated:
    """The result of a page that was not drawn: `reason` is for people, `code` for the counts."""
    return CollageGenerated(
        batch_id=page.batch_id,
        creator=page.creator,
        page=page.page,
        status="failed",
        reason=reason,
        missing=len(page.images),
        failures={code: len(page.images)},
    )


async def _stored_manifest(uri: str, storage: Storage) -> Manifest | None:
    """The stored manifest; None if it does not exist or cannot be read."""
    try:
        return await manifest_at(storage, uri)
    except ValueError as error:
        log.warning("the page is drawn again: %s", error)
        return None


def _is_drawn(manifest: Manifest, page: CollageRequested) -> bool:
    """Whether `manifest` is a result of `page` with at least one picture."""
    return manifest.status != "failed" and manifest.matches(page)


def _is_transient(composed: ComposedPage) -> bool:
    return composed.collage is None and all(
        isinstance(outcome, Missing) and outcome.transient for outcome in composed.outcomes.values()
    )


def _check(page: CollageRequested, max_pixels: int) -> None:
    if len(page.images) > capacity(page):
        raise Rejected(
            f"{len(page.images)} pictures do not fit a page of {page.rows}×{page.columns}: at most {capacity(page)}"
        )
    width, height = size(page)
    if width * height > max_pixels or max(width, height) > LONGEST_SIDE:
        raise Rejected(
            f"a collage of {width}×{height} is too large: at most {max_pixels:,} pixels (COLLAGE_MAX_PAGE_MEGAPIXELS)"
            f" and {LONGEST_SIDE:,} pixels a side"
        )
