"""Polls the inbox for new CSVs, for stores without notifications."""

import logging
from datetime import UTC, datetime, timedelta
from functools import partial

from libs.bus import Announcer
from libs.storage import NotFound, ObjectInfo, Storage
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import etag_of
from services.ingest.inbox.naming import Inbox
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.runner import run_periodically

log = logging.getLogger(__name__)

POSITION = "polling"
CHUNK = 500


class Polling:
    """Submits new CSVs of the inbox every `seconds`."""

    def __init__(
        self, inbox: Inbox, storage: Storage, arrivals: Arrivals, positions: Positions,
        *, seconds: float, settle_seconds: float,
    ) -> None:  # fmt: skip
        self._inbox, self._storage, self._arrivals, self._positions = inbox, storage, arrivals, positions
        self._seconds, self._settle = seconds, timedelta(seconds=settle_seconds)
        self._seen: dict[str, str] = {}
        """eTags of a folder's files at the last poll, to detect files that are still being written."""

    async def run(self, announcer: Announcer) -> None:
        """Poll until cancelled."""
        await run_periodically(POSITION, partial(self.poll, announcer))

    async def poll(self, announcer: Announcer) -> float:
        """Poll once; returns the seconds until the next poll. Raises DatabaseError, StorageError, LeaseLost."""
        async with self._positions.leased(POSITION) as lease:
            if lease is None:
                return self._seconds
            found = [info async for info in self._storage.list(self._inbox.uri) if self._inbox.contains(info.uri)]
            unsubmitted = await self._arrivals.unsubmitted(found)
            returned = set(unsubmitted.returned)
            settled = self._settled([*unsubmitted.new, *unsubmitted.returned])
            for start in range(0, len(settled), CHUNK):
                chunk = settled[start : start + CHUNK]
                # Unconfirmed files are submitted again by the next poll, after a crash, as the same batches.
                await self._arrivals.record(chunk, confirmed=False)
                # A returned file may have been moved since it was listed. If it still exists now, a later move is
                # recorded after our row was written, and then the row is not confirmed.
                chunk = [info for info in chunk if info not in returned or await self._exists(info)]
                await announcer.announce(self._arrivals.batches(chunk))
                await self._arrivals.confirm(chunk)
        return self._seconds

    async def _exists(self, info: ObjectInfo) -> bool:
        try:
            return etag_of(await self._storage.head(info.uri)) == etag_of(info)
        except NotFound:
            return False

    def _settled(self, found: list[ObjectInfo]) -> list[ObjectInfo]:
        """Files that are not being written any more. Objects of a bucket always are complete."""
        if not self._inbox.root.startswith("file:"):
            return found
        quiet = datetime.now(UTC) - self._settle
        before, self._seen = self._seen, {info.uri: etag_of(info) for info in found}
        return [
            info
            for info in found
            if before.get(info.uri) == etag_of(info) and (info.modified is None or info.modified <= quiet)
        ]
