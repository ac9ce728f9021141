"""What no event brings about: ends that were missed, and summaries of batches that changed after their end."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from libs.bus import Announcer, Rejected
from libs.database import DatabaseError
from libs.storage import StorageError
from services.collage.tally import metrics
from services.collage.tally.batch import Batch, completed
from services.collage.tally.batch_store import BatchStore, Clock, utc_now
from services.collage.tally.completion import BatchCompletion

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 10.0
"""Pages that get better together, such as redriven dead letters, cost one summary, not one each."""
GRACE = timedelta(minutes=2)
"""A batch that ended just now is being seen to by the handler of its last event."""
WE = "upkeep"


async def upkeep(
    announcer: Announcer,
    *,
    batches: BatchStore,
    completion: BatchCompletion,
    clock: Clock = utc_now,
    interval: float = INTERVAL_SECONDS,
) -> None:
    """Look again and again, until cancelled. Several processes may: they write and tell the same."""
    while True:
        try:
            outdated, left = await batches.outdated(), await batches.left()
            count, oldest = await batches.open()
            metrics.OPEN.set(count)
            metrics.OLDEST.set((clock() - oldest).total_seconds() if oldest else 0)
        except DatabaseError as error:
            log.debug("looks again in %g s: %s", interval, error)  # what watches the database says it once
            outdated, left = [], []
        for batch in outdated:
            await _told(batch, _write_again(batch, batches, completion))
        for batch in left:
            if _last_change(batch) + GRACE < clock():
                await _told(batch, _end(batch, announcer, batches, completion))
        await asyncio.sleep(interval)


async def _told(batch: Batch, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except (DatabaseError, StorageError, Rejected) as error:
        log.warning("batch %s: %s", batch.batch_id, error, extra={"batch_id": batch.batch_id})
    except Exception:  # one batch that we have a bug with keeps neither the others nor the events waiting
        log.exception("batch %s", batch.batch_id, extra={"batch_id": batch.batch_id})


async def _write_again(batch: Batch, batches: BatchStore, completion: BatchCompletion) -> None:
    await completion.write(batch)
    await batches.summarized(batch)
    log.info("batch %s: summary written again", batch.batch_id, extra={"batch_id": batch.batch_id})


async def _end(batch: Batch, announcer: Announcer, batches: BatchStore, completion: BatchCompletion) -> None:
    """End a batch whose last event was given up on, such as while the store was away for long."""
    summary_uri, page_uri, reasons = await completion.write(batch)
    # Told before it is noted, since no event comes back to us after a crash between the two.
    ended = replace(batch, status=batch.last_status, summary_uri=summary_uri, page_uri=page_uri)
    await announcer.announce([completed(ended, reasons)])
    await batches.complete(batch, by=WE, summary_uri=summary_uri, page_uri=page_uri)
    fields = {"batch_id": batch.batch_id}
    log.warning("batch %s: %s, %s, late", batch.batch_id, batch.last_status, batch.outcome, extra=fields)


def _last_change(batch: Batch) -> datetime:
    return max(moment for moment in (batch.seen_at, batch.planned_at, batch.last_page_at) if moment)
