"""What is written of a batch at its end, and again when a page gets better later."""

import logging

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.events import CollageBatchCompleted
from libs.storage import Storage
from services.collage.keys import summary_key
from services.collage.tally.batch import Batch, completed
from services.collage.tally.findings import find
from services.collage.tally.ledger import Clock, Ledger, utc_now
from services.collage.tally.metrics import BATCHES
from services.collage.tally.page import page
from services.collage.tally.previews import previews
from services.collage.tally.summary import as_json, summary

log = logging.getLogger(__name__)


class Endings:
    """Ends batches. Methods raise DatabaseError and StorageError."""

    def __init__(self, engine: AsyncEngine, ledger: Ledger, storage: Storage, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._ledger = ledger
        self._storage = storage
        self._clock = clock

    async def end(self, batch: Batch, by: str) -> CollageBatchCompleted | None:
        """End `batch` if all of it has ended, on behalf of event `by`; what is to be told then.

        The summary is there before the batch counts as ended, and that is noted before it is told. A crash between
        the two is healed by the repeat of `by`, which tells again.
        """
        by = by.replace("\0", "")  # an id may be a stranger's, and PostgreSQL's texts hold none
        if batch.status != "open":
            return completed(batch) if batch.completed_by == by else None
        if not batch.ended:
            return None
        summary_uri, page_uri = await self.write(batch)
        ended = await self._ledger.complete(batch, by=by, summary_uri=summary_uri, page_uri=page_uri)
        if ended is None:
            return None
        BATCHES.labels(ended.status).inc()
        log.info("batch %s: %s, %d pages, %d failed", ended.batch_id, ended.status, ended.pages or 0, ended.failed)
        return completed(ended)

    async def write(self, batch: Batch) -> tuple[str, str]:
        """Write the summary, for machines and for people; returns the URIs."""
        key = summary_key(batch.batch_id)
        summary_uri, page_uri = (self._storage.uri(name) for name in (key, key.removesuffix(".json") + ".html"))
        findings = await find(self._engine, batch.batch_id)
        document = summary(batch, findings, summary_uri=summary_uri, page_uri=page_uri, now=self._clock())
        sheet = await previews(self._storage, findings.first_collages)
        html = page(batch, findings, sheet).encode("utf-8", "replace")
        await self._storage.put(page_uri, html, content_type="text/html; charset=utf-8")
        await self._storage.put(summary_uri, as_json(document), content_type="application/json")
        return summary_uri, page_uri
