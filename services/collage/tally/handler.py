"""`collage-batch-planned` and `collage-generated` → `collage-batch-completed`, when all pages of a batch have ended."""

from libs.bus import Event
from libs.events import CollageBatchCompleted, CollageBatchPlanned, CollageGenerated
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.completion import BatchCompletion
from services.collage.tally.metrics import PAGES


async def planned(
    event: Event[CollageBatchPlanned], *, batches: BatchStore, completion: BatchCompletion
) -> CollageBatchCompleted | None:
    """Note what a batch holds; its pages may have been counted before."""
    batch, _ = await batches.plan(event.payload)
    return await completion.end(batch, event.id)


async def generated(
    event: Event[CollageGenerated], *, batches: BatchStore, completion: BatchCompletion
) -> CollageBatchCompleted | None:
    """Count a page. Any event of a batch that has ended ends it, a repeat too, for the one that should have may
    have failed to write the summary.
    """
    batch, effect = await batches.count(event.payload)
    PAGES.labels(effect.value).inc()
    return await completion.end(batch, event.id)
