"""Looks into the inbox from time to time, where nobody tells what appears in it."""

import logging
from datetime import UTC, datetime, timedelta
from functools import partial

from libs.bus import Announcer
from libs.storage import NotFound, ObjectInfo, Storage
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import etag_of
from services.ingest.inbox.naming import Inbox
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.runner import go_on

log = logging.getLogger(__name__)

POSITION = "polling"
AT_ONCE = 500


class Polling:
    """Submits what is new in the inbox, every so many seconds."""

    def __init__(
        self, inbox: Inbox, storage: Storage, arrivals: Arrivals, positions: Positions,
        *, seconds: float, settle_seconds: float,
    ) -> None:  # fmt: skip
        self._inbox, self._storage, self._arrivals, self._positions = inbox, storage, arrivals, positions
        self._seconds, self._settle = seconds, timedelta(seconds=settle_seconds)
        self._seen: dict[str, str] = {}
        """Of a folder's files that may still be written: what they were at the last look."""

    async def run(self, announcer: Announcer) -> None:
        """Until cancelled."""
        await go_on(POSITION, partial(self.look, announcer))

    async def look(self, announcer: Announcer) -> float:
        """Look once; returns the seconds until the next look. Raises DatabaseError, StorageError, Taken."""
        async with self._positions.claimed(POSITION) as claim:
            if claim is None:
                return self._seconds
            found = [info async for info in self._storage.list(self._inbox.uri) if self._inbox.holds(info.uri)]
            first, again = await self._arrivals.new_among(found)
            returned = set(again)
            new = self._settled([*first, *again])
            for start in range(0, len(new), AT_ONCE):
                some = new[start : start + AT_ONCE]
                # What is not confirmed is new to the next look: a crash in between submits the same batches again.
                await self._arrivals.note(some, sure=False)
                # One that returned may have been moved since it was listed. If it is there now, who moves it from
                # here on notes that after our note, and then it is not confirmed.
                some = [info for info in some if info not in returned or await self._is_there(info)]
                await announcer.announce(self._arrivals.batches(some))
                await self._arrivals.confirm(some)
        return self._seconds

    async def _is_there(self, info: ObjectInfo) -> bool:
        try:
            return etag_of(await self._storage.head(info.uri)) == etag_of(info)
        except NotFound:
            return False

    def _settled(self, found: list[ObjectInfo]) -> list[ObjectInfo]:
        """Those that nobody writes any more. A bucket's objects appear whole."""
        if not self._inbox.root.startswith("file:"):
            return found
        quiet = datetime.now(UTC) - self._settle
        before, self._seen = self._seen, {info.uri: etag_of(info) for info in found}
        return [
            info
            for info in found
            if before.get(info.uri) == etag_of(info) and (info.modified is None or info.modified <= quiet)
        ]
