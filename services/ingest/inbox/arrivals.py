"""Submits new CSVs as batches, for notifications and for polling."""

import logging
from collections.abc import Iterable, Sequence

from libs.events import CollageBatchSubmitted
from libs.storage import ObjectInfo
from services.ingest.inbox.files import Files, Submitted, Unsubmitted, etag_of
from services.ingest.metrics import FILES
from services.ingest.settings import LayoutSettings
from services.ingest.submission import batch_of_file, submission

log = logging.getLogger(__name__)


class Arrivals:
    """Makes batches of CSVs, and records them in the database."""

    def __init__(self, files: Files, layout: LayoutSettings) -> None:
        self._files, self._layout = files, layout

    async def record(self, found: Iterable[ObjectInfo], *, confirmed: bool = True) -> None:
        """Record these as submitted; without `confirmed`, `confirm` must follow. Raises DatabaseError."""
        await self._files.add(map(_submitted, found), confirmed=confirmed)

    async def confirm(self, found: Iterable[ObjectInfo]) -> None:
        """Confirm that these were submitted, except for files that were moved since. Raises DatabaseError."""
        await self._files.confirm(map(_submitted, found))

    async def unsubmitted(self, found: Sequence[ObjectInfo]) -> Unsubmitted:
        """Those that are not submitted. Raises DatabaseError."""
        return await self._files.unsubmitted(found)

    def batches(self, found: Iterable[ObjectInfo]) -> list[CollageBatchSubmitted]:
        """The events for these CSVs. The same content gives the same batch id."""
        events = []
        for info in found:
            batch_id = batch_of_file(info.uri, info.etag)
            log.info("%r (%d bytes) is batch %s", info.uri, info.size, batch_id, extra={"batch_id": batch_id})
            FILES.labels("submitted").inc()
            events.append(submission(batch_id, info.uri, self._layout, trigger="bucket"))
        return events


def _submitted(info: ObjectInfo) -> Submitted:
    return Submitted(info.uri, etag_of(info), batch_of_file(info.uri, info.etag))
