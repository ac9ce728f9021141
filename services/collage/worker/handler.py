"""`collage-requested` → `collage-generated`: a page's pictures on one collage, stored with a manifest of it."""

import logging
import time

from libs.bus import Event, Rejected, Retryable
from libs.events import CollageGenerated, CollageRequested
from libs.storage import Storage
from services.collage.cancelling import CANCELLED, is_cancelled
from services.collage.keys import collage_key, manifest_key
from services.collage.worker.composition import Made, make
from services.collage.worker.manifest import Manifest, begin
from services.collage.worker.manifest_store import keep, manifest_at
from services.collage.worker.metrics import PAGES
from services.collage.worker.page.layout import room, size
from services.collage.worker.renderer import Missing, PageRenderer

log = logging.getLogger(__name__)

LONGEST_SIDE = 65_500
"""Pixels; JPEG knows no longer one."""


async def handle(
    event: Event[CollageRequested], *, renderer: PageRenderer, storage: Storage, attempts: int, most_pixels: int
) -> CollageGenerated:
    """What became of the event's page. One that was drawn before is answered from its manifest.

    Pictures that cannot be had never fail the page; where there is none at all and each may come back, the page is
    tried `attempts` times. Of a batch that is cancelled, no more pages are drawn. A page that cannot be drawn, of more
    than `most_pixels`, raises Rejected.
    """
    page, started = event.payload, time.perf_counter()
    _check(page, most_pixels)
    manifest_uri = storage.uri(manifest_key(page))
    before = await _before(manifest_uri, storage)
    if before is not None and _is_drawn(before, page):
        manifest, outcome = before, "repeated"
    elif await is_cancelled(storage, page.batch_id):
        PAGES.labels(CANCELLED).inc()
        return _not_drawn(page, CANCELLED, CANCELLED)
    else:
        new = begin(page, before)
        made = await make(new, new.addresses(), renderer, storage.uri(collage_key(page)))
        if event.attempt < attempts and _may_come_back(made):
            raise Retryable(made.manifest.reason or "no picture could be had")
        # Another worker may have drawn the page meanwhile, and somebody repaired it: then this is outdated.
        now = await _before(manifest_uri, storage)
        if now is not None and now.revision > (before.revision if before else 0) and _is_drawn(now, page):
            manifest, outcome = now, "repeated"
        else:
            await keep(storage, made, manifest_uri)
            manifest, outcome = made.manifest, made.manifest.status
    PAGES.labels(outcome).inc()
    if manifest.status == "failed":
        log.debug("no collage: %s", manifest.reason)
    return manifest.generated(manifest_uri, time.perf_counter() - started)


def on_dead_letter(event: Event[CollageRequested], error: Exception) -> CollageGenerated:
    """What is told of a page that became a dead letter: whoever counts the batch's pages has to have an end of it."""
    PAGES.labels("failed").inc()
    return _not_drawn(event.payload, str(error) or type(error).__name__, "not-drawn")


def _not_drawn(page: CollageRequested, reason: str, code: str) -> CollageGenerated:
    """No picture of the page was fetched: `reason` for people, `code` in the counts."""
    return CollageGenerated(
        batch_id=page.batch_id,
        creator=page.creator,
        page=page.page,
        status="failed",
        reason=reason,
        missing=len(page.images),
        failures={code: len(page.images)},
    )


async def _before(uri: str, storage: Storage) -> Manifest | None:
    """The manifest that is stored; None where there is none that can be read."""
    try:
        return await manifest_at(storage, uri)
    except ValueError as error:
        log.warning("drawn anew: %s", error)
        return None


def _is_drawn(manifest: Manifest, page: CollageRequested) -> bool:
    """Whether `page` need not be drawn again: one that failed, or of other pictures, is."""
    return manifest.status != "failed" and manifest.answers(page)


def _may_come_back(made: Made) -> bool:
    return made.collage is None and all(
        isinstance(outcome, Missing) and outcome.transient for outcome in made.outcomes.values()
    )


def _check(page: CollageRequested, most_pixels: int) -> None:
    if len(page.images) > room(page):
        raise Rejected(
            f"{len(page.images)} pictures for a page of {page.rows}×{page.columns}: it has room for {room(page)}"
        )
    width, height = size(page)
    if width * height > most_pixels or max(width, height) > LONGEST_SIDE:
        raise Rejected(
            f"a collage of {width}×{height}; the limit is {most_pixels:,} pixels (COLLAGE_MAX_PAGE_MEGAPIXELS)"
        )
