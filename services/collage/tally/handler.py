"""`collage-batch-planned` and `collage-generated` → `collage-batch-completed`, when all pages of a batch have ended."""

from libs.bus import Event
from libs.events import CollageBatchCompleted, CollageBatchPlanned, CollageGenerated
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.completion import BatchCompletion
from services.collage.tally.metrics import PAGES


async def planned(
    event: Event[CollageBatchPlanned], *, batches: BatchStore, completion: BatchCompletion
) -> CollageBatchCompleted | None:
    """Store the plan of a batch. Its pages may arrive before it."""
    batch, _ = await batches.plan(event.payload)
    return await completion.end(batch, event.id)


async def generated(
    event: Event[CollageGenerated], *, batches: BatchStore, completion: BatchCompletion
) -> CollageBatchCompleted | None:
    """Count a page, and end the batch if all its pages have ended. A repeat does so too: the first delivery may have
    failed to write the summary.
    """
    batch, effect = await batches.count(event.payload)
    PAGES.labels(effect.value).inc()
    return await completion.end(batch, event.id)
