"""Writes the summary of a batch at its end, and again when a page's result improves later."""

import logging
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.epoch import Clock, utc_now
from libs.events import CollageBatchCompleted
from libs.storage import Storage
from services.collage.keys import summary_key
from services.collage.tally.batch import Batch, completed
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.metrics import BATCHES, OUTCOMES
from services.collage.tally.summary.document import as_json, summary
from services.collage.tally.summary.findings import find, missing_by_reason
from services.collage.tally.summary.gaps import main_reasons
from services.collage.tally.summary.page import page
from services.collage.tally.summary.previews import previews

log = logging.getLogger(__name__)


class Written(NamedTuple):
    """URIs of a batch's summary (JSON) and its page (HTML), and the main reasons for its gaps."""

    summary_uri: str
    page_uri: str
    reasons: dict[str, int]


class BatchCompletion:
    """Ends batches. Methods raise DatabaseError and StorageError."""

    def __init__(self, engine: AsyncEngine, batches: BatchStore, storage: Storage, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._batches = batches
        self._storage = storage
        self._clock = clock

    async def end(self, batch: Batch, by: str) -> CollageBatchCompleted | None:
        """End `batch` if all its pages have ended; returns the event to publish. `by` is the id of the current event.

        The summary is stored before the batch is marked as ended, and that is done before the event is published. After
        a crash between the last two, the repeat of event `by` returns the event again.
        """
        by = by.replace("\0", "")  # ids are untrusted, and PostgreSQL refuses NUL
        if batch.status != "open":
            if batch.completed_by != by:
                return None
            return completed(batch, main_reasons(batch, await missing_by_reason(self._engine, batch.batch_id)))
        if not batch.ended:
            return None
        written = await self.write(batch)
        ended = await self._batches.complete(batch, by=by, summary_uri=written.summary_uri, page_uri=written.page_uri)
        if ended is None:
            return None
        BATCHES.labels(ended.status).inc()
        OUTCOMES.labels(ended.outcome or "empty").inc()
        log.info("batch %s: %s, %s, %d pages, %d failed", ended.batch_id, ended.status, ended.outcome, ended.pages or 0,
                 ended.failed, extra={"batch_id": ended.batch_id})  # fmt: skip
        return completed(ended, written.reasons)

    async def write(self, batch: Batch) -> Written:
        """Write the summary as JSON and as HTML."""
        key = summary_key(batch.batch_id)
        summary_uri, page_uri = (self._storage.uri(name) for name in (key, key.removesuffix(".json") + ".html"))
        findings = await find(self._engine, batch.batch_id)
        document = summary(batch, findings, summary_uri=summary_uri, page_uri=page_uri, now=self._clock())
        shown = await previews(self._storage, findings.first_collages)
        html = page(batch, findings, shown).encode("utf-8", "replace")
        await self._storage.put(page_uri, html, content_type="text/html; charset=utf-8")
        await self._storage.put(summary_uri, as_json(document), content_type="application/json")
        return Written(summary_uri, page_uri, main_reasons(batch, findings.failures))
