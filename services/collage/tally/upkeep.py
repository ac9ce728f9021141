"""A background job: ends batches whose end was missed, and rewrites summaries of batches that changed after it."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from libs.bus import Announcer, Rejected
from libs.database import DatabaseError
from libs.epoch import Clock, utc_now
from libs.storage import StorageError
from services.collage.tally import metrics
from services.collage.tally.batch import Batch, completed
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.completion import BatchCompletion

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 10.0
"""Several pages that improve at the same time, such as redriven dead letters, need one summary only."""
GRACE = timedelta(minutes=2)
"""Time for the handler of a batch's last event to end it."""
COMPLETED_BY = "upkeep"


async def upkeep(
    announcer: Announcer,
    *,
    batches: BatchStore,
    completion: BatchCompletion,
    clock: Clock = utc_now,
    interval: float = INTERVAL_SECONDS,
) -> None:
    """Run every `interval` seconds, until cancelled. Safe in several processes: they write and publish the same."""
    while True:
        try:
            outdated, unannounced = await batches.outdated(), await batches.unannounced()
            count, oldest = await batches.open()
            metrics.OPEN.set(count)
            metrics.OLDEST.set((clock() - oldest).total_seconds() if oldest else 0)
        except DatabaseError as error:
            log.debug("next attempt in %g s: %s", interval, error)  # the check of the database logs the outage
            outdated, unannounced = [], []
        for batch in outdated:
            await _log_errors(batch, _rewrite_summary(batch, batches, completion))
        for batch in unannounced:
            if _last_change(batch) + GRACE < clock():
                await _log_errors(batch, _end(batch, announcer, batches, completion))
        await asyncio.sleep(interval)


async def _log_errors(batch: Batch, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except (DatabaseError, StorageError, Rejected) as error:
        log.warning("batch %s: %s", batch.batch_id, error, extra={"batch_id": batch.batch_id})
    except Exception:  # the boundary: a bug with one batch must not stop the job for the others
        log.exception("batch %s", batch.batch_id, extra={"batch_id": batch.batch_id})


async def _rewrite_summary(batch: Batch, batches: BatchStore, completion: BatchCompletion) -> None:
    await completion.write(batch)
    await batches.mark_summarized(batch)
    log.info("batch %s: summary written again", batch.batch_id, extra={"batch_id": batch.batch_id})


async def _end(batch: Batch, announcer: Announcer, batches: BatchStore, completion: BatchCompletion) -> None:
    """End a batch whose last event became a dead letter, for example during a long outage of the store."""
    summary_uri, page_uri, reasons = await completion.write(batch)
    # Published before it is recorded: after a crash between the two, no event would be delivered again.
    ended = replace(batch, status=batch.final_status, summary_uri=summary_uri, page_uri=page_uri)
    await announcer.announce([completed(ended, reasons)])
    await batches.complete(batch, by=COMPLETED_BY, summary_uri=summary_uri, page_uri=page_uri)
    fields = {"batch_id": batch.batch_id}
    log.warning("batch %s: %s, %s, late", batch.batch_id, batch.final_status, batch.outcome, extra=fields)


def _last_change(batch: Batch) -> datetime:
    return max(moment for moment in (batch.seen_at, batch.planned_at, batch.last_page_at) if moment)
