"""CSVs that appeared become batches, whoever told of them: a notification, or a look into the folder."""

import logging
from collections.abc import Iterable, Sequence

from libs.events import CollageBatchSubmitted
from libs.storage import ObjectInfo
from services.ingest.inbox.files import Files, New, Submitted, etag_of
from services.ingest.metrics import FILES
from services.ingest.settings import LayoutSettings
from services.ingest.submission import batch_of_file, submission

log = logging.getLogger(__name__)


class Arrivals:
    """Makes batches of CSVs and keeps note of them."""

    def __init__(self, files: Files, layout: LayoutSettings) -> None:
        self._files, self._layout = files, layout

    async def note(self, found: Iterable[ObjectInfo], *, sure: bool = True) -> None:
        """Keep note that these are submitted; not `sure`: only when `confirm` says so. Raises DatabaseError."""
        await self._files.add(map(_submitted, found), sure=sure)

    async def confirm(self, found: Iterable[ObjectInfo]) -> None:
        """These have been submitted; a file that was moved since stays noted as moved. Raises DatabaseError."""
        await self._files.confirm(map(_submitted, found))

    async def new_among(self, found: Sequence[ObjectInfo]) -> New:
        """Those that nobody has submitted. Raises DatabaseError."""
        return await self._files.new_among(found)

    def batches(self, found: Iterable[ObjectInfo]) -> list[CollageBatchSubmitted]:
        """The events for these CSVs: the same for the same content."""
        events = []
        for info in found:
            batch_id = batch_of_file(info.uri, info.etag)
            log.info("%r (%d bytes) is batch %s", info.uri, info.size, batch_id, extra={"batch_id": batch_id})
            FILES.labels("submitted").inc()
            events.append(submission(batch_id, info.uri, self._layout, trigger="bucket"))
        return events


def _submitted(info: ObjectInfo) -> Submitted:
    return Submitted(info.uri, etag_of(info), batch_of_file(info.uri, info.etag))
