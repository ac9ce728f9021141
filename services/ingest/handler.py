"""`object-created` → `collage-batch-submitted`; `collage-batch-completed` → its CSV moves out of the inbox."""

import logging
from urllib.parse import unquote, unquote_plus

from libs.bus import Event
from libs.events import CollageBatchCompleted, CollageBatchSubmitted, ObjectCreated
from libs.events.object import S3Record
from libs.storage import BadUri, Denied, NotFound, ObjectInfo, Storage
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import etag, etag_of
from services.ingest.inbox.moving import Mover
from services.ingest.inbox.naming import Inbox
from services.ingest.metrics import FILES

log = logging.getLogger(__name__)


async def created(
    event: Event[ObjectCreated], *, inbox: Inbox, storage: Storage, arrivals: Arrivals
) -> list[CollageBatchSubmitted]:
    """A batch for each CSV in the inbox that the notification tells of. Test events and removals give none."""
    arrived = [info for record in event.payload.Records for info in await _arrived(record, inbox, storage)]
    found = list({info.uri: info for info in arrived}.values())
    await arrivals.note(found)
    return arrivals.batches(found)


async def completed(event: Event[CollageBatchCompleted], *, mover: Mover) -> None:
    """The CSV of a batch that ended leaves the inbox: to `archived/`, or with a report to `failed/`."""
    await mover.move(event.payload)


async def _arrived(record: S3Record, inbox: Inbox, storage: Storage) -> list[ObjectInfo]:
    """The CSV that a record is about; nothing for what is none of ours, and for one that is gone again.

    Where several are there that it may be about, their versions settle it. If not even that does, all of them are
    taken: a CSV that was taken before is the same batch again, and one that is passed over would lie there for ever.
    """
    if record.eventName and not record.eventName.removeprefix("s3:").startswith("ObjectCreated:"):
        return []
    named = [uri for key in _keys(record.s3.object.key) if inbox.names(uri := f"s3://{record.s3.bucket.name}/{key}")]
    ours = [uri for uri in named if inbox.holds(uri)]
    found = await _there(ours, storage)
    if found:
        version = etag(record.s3.object.eTag)
        return [info for info in found if version and etag_of(info) == version] or found
    if ours:
        log.info("%r is gone again", ours[0])
        FILES.labels("gone").inc()
    elif named and named[0].lower().endswith(".csv"):
        log.warning("%r is left alone: CSVs are read from %s, with a name that holds no controls, no // and no ..",
                    named[0], inbox.uri)  # fmt: skip
        FILES.labels("ignored").inc()
    return []


def _keys(given: str) -> list[str]:
    """The keys that a notification's may mean: AWS and MinIO encode them with + for a blank, others leave that alone,
    and others send them as they are.
    """
    return list(dict.fromkeys((unquote_plus(given), unquote(given), given)))


async def _there(uris: list[str], storage: Storage) -> list[ObjectInfo]:
    found: list[ObjectInfo] = []
    denied: Denied | None = None
    for uri in uris:
        try:
            found.append(await storage.head(uri))
        except (NotFound, BadUri):
            continue
        except Denied as error:
            denied = error  # what S3 says of an object that is not there to keys that may not list the bucket
    if denied is not None and not found:
        raise denied
    return found
