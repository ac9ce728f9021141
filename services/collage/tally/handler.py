"""`collage-batch-planned` and `collage-generated` → `collage-batch-completed`, when all pages of a batch have ended."""

from libs.bus import Event, retried
from libs.database import DatabaseError
from libs.events import CollageBatchCompleted, CollageBatchPlanned, CollageGenerated
from libs.storage import StorageError
from services.collage.tally.batch_store import Ledger
from services.collage.tally.ending import Endings
from services.collage.tally.metrics import PAGES


async def planned(
    event: Event[CollageBatchPlanned], *, ledger: Ledger, endings: Endings
) -> CollageBatchCompleted | None:
    """Note what a batch holds; its pages may have been counted before."""
    with retried(StorageError, if_transient=DatabaseError):
        batch, _ = await ledger.plan(event.payload)
        return await endings.end(batch, event.id)


async def generated(
    event: Event[CollageGenerated], *, ledger: Ledger, endings: Endings
) -> CollageBatchCompleted | None:
    """Count a page. Any event of a batch that has ended ends it, a repeat too, for the one that should have may
    have failed to write the summary.
    """
    with retried(StorageError, if_transient=DatabaseError):
        batch, effect = await ledger.count(event.payload)
        PAGES.labels(effect.value).inc()
        return await endings.end(batch, event.id)
