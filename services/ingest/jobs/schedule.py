"""Exports covers and submits them as a batch, at the times of a cron expression."""

import logging
from datetime import datetime
from functools import partial

from libs.bus import Announcer
from libs.epoch import Clock, utc_now
from libs.storage import NotFound, Storage
from services.ingest.covers.export import CoversQuery
from services.ingest.covers.window import Window
from services.ingest.jobs.cron import following, latest
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.runner import run_periodically
from services.ingest.metrics import ROWS, RUNS
from services.ingest.settings import IngestSettings
from services.ingest.source.database import Source
from services.ingest.submission import batch_at, csv_key, store_covers, store_malformed, submission

log = logging.getLogger(__name__)

POSITION = "schedule"
LONGEST_SLEEP = 30.0
"""The clock may be corrected, and another process may release its lease."""


class Schedule:
    """Exports covers and submits a batch at each fire time. Of missed fire times, only the latest is run."""

    def __init__(
        self, settings: IngestSettings, source: Source, storage: Storage, positions: Positions, clock: Clock = utc_now
    ) -> None:
        self._settings, self._source, self._storage, self._positions = settings, source, storage, positions
        self._clock = clock
        self._cron = settings.cron or ""

    async def run(self, announcer: Announcer) -> None:
        """Run until cancelled."""
        await run_periodically(POSITION, partial(self.run_due, announcer))

    async def run_due(self, announcer: Announcer) -> float:
        """Run what is due; returns the seconds until the next call. Raises DatabaseError, StorageError, LeaseLost."""
        due = latest(self._cron, self._clock())
        async with self._positions.leased(POSITION) as lease:
            if lease is not None and lease.value is None:
                await lease.save(due.isoformat())  # the first start: no fire time was missed
            elif lease is not None and datetime.fromisoformat(lease.value) < due:
                await self._fire(due, datetime.fromisoformat(lease.value), announcer)
                await lease.save(due.isoformat())
        now = self._clock()
        return min(LONGEST_SLEEP, max(0.1, (following(self._cron, now) - now).total_seconds()))

    async def _fire(self, due: datetime, last: datetime, announcer: Announcer) -> None:
        """Store the covers and submit them. A repeat submits the stored covers as the same batch again."""
        batch_id = batch_at(due)
        uri = self._storage.uri(csv_key(batch_id))
        try:
            await self._storage.head(uri)
        except NotFound:
            length = self._settings.window_length
            window = Window(last if length is None else due - length, due)
            if not await self._export(uri, batch_id, window):
                return
        await announcer.announce([submission(batch_id, uri, self._settings.layout, trigger="schedule")])
        RUNS.labels("submitted").inc()
        log.info("batch %s is submitted", batch_id, extra={"batch_id": batch_id})

    async def _export(self, uri: str, batch_id: str, window: Window) -> bool:
        """Store the covers of `window`; returns whether there are any."""
        counts = await store_covers(
            self._storage, uri, self._source, CoversQuery(self._settings.covers, window), video_ids=True
        )
        ROWS.labels("used").inc(counts.rows - counts.malformed)
        ROWS.labels("malformed").inc(counts.malformed)
        report = ""
        if counts.first_malformed:
            report = f"; malformed rows are reported in {await store_malformed(self._storage, batch_id, counts)}"
        log.info(
            "covers from %s to %s: %s%s", *(f"{when:%Y-%m-%dT%H:%M:%SZ}" for when in window), counts.summary(), report
        )
        if not counts.urls:
            await self._storage.delete(uri)
            RUNS.labels("empty").inc()
        return counts.urls > 0
