"""`object-created` → `collage-batch-submitted`; `collage-batch-completed` → its CSV moves out of the inbox."""

import logging
from urllib.parse import unquote_plus

from libs.bus import Event, retried
from libs.database import DatabaseError
from libs.events import CollageBatchCompleted, CollageBatchSubmitted, ObjectCreated
from libs.events.object import S3Record
from libs.storage import BadUri, NotFound, ObjectInfo, Storage, StorageError
from services.ingest.arrivals import Arrivals
from services.ingest.inbox import Inbox
from services.ingest.metrics import FILES
from services.ingest.moving import Mover

log = logging.getLogger(__name__)


async def created(
    event: Event[ObjectCreated], *, inbox: Inbox, storage: Storage, arrivals: Arrivals
) -> list[CollageBatchSubmitted]:
    """A batch for each CSV in the inbox that the notification tells of. Test events and removals give none."""
    with retried(StorageError, if_transient=DatabaseError):
        found = [info for record in event.payload.Records if (info := await _arrived(record, inbox, storage))]
        await arrivals.note(found)
        return arrivals.batches(found)


async def completed(event: Event[CollageBatchCompleted], *, mover: Mover) -> None:
    """The CSV of a batch that ended leaves the inbox: to `archived/`, or with a report to `failed/`."""
    with retried(StorageError, if_transient=DatabaseError):
        await mover.move(event.payload)


async def _arrived(record: S3Record, inbox: Inbox, storage: Storage) -> ObjectInfo | None:
    """The CSV that a record is about; None for what is none of ours, and for one that is gone again."""
    if record.eventName and not record.eventName.removeprefix("s3:").startswith("ObjectCreated:"):
        return None
    told = record.s3.object.key
    # AWS and MinIO encode keys, with + for a space; others tell them as they are.
    keys = dict.fromkeys((unquote_plus(told), told))
    uris = [f"s3://{record.s3.bucket.name}/{key}" for key in keys]
    named = [uri for uri in uris if inbox.names(uri)]
    ours = [uri for uri in named if inbox.holds(uri)]
    for uri in ours:
        try:
            return await storage.head(uri)
        except (NotFound, BadUri):
            continue
    if ours:
        log.info("%r is gone again", ours[0])
        FILES.labels("gone").inc()
    elif named and named[0].lower().endswith(".csv"):
        log.warning("%r is left alone: CSVs are read from %s, with a name that holds no controls, no // and no ..",
                    named[0], inbox.uri)  # fmt: skip
        FILES.labels("ignored").inc()
    return None
