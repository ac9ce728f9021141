"""`object-created` → `collage-batch-submitted`; `collage-batch-completed` → moves the batch's CSV out of the inbox."""

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
    """Submit a batch for each CSV in the inbox that the notification names. Test events and removals are ignored."""
    arrived = [info for record in event.payload.Records for info in await _csvs_of(record, inbox, storage)]
    found = list({info.uri: info for info in arrived}.values())
    await arrivals.record(found)
    return arrivals.batches(found)


async def completed(event: Event[CollageBatchCompleted], *, mover: Mover) -> None:
    """Move the CSV of a batch that ended to `archived/`, or with a report to `failed/`."""
    await mover.move(event.payload)


async def _csvs_of(record: S3Record, inbox: Inbox, storage: Storage) -> list[ObjectInfo]:
    """The CSV of a record; none if it is not in the inbox or was deleted.

    If the record's key matches several objects, the eTag selects one. If it matches none, all are returned: a CSV that
    was submitted before is the same batch again, while a CSV that is skipped would never be submitted.
    """
    if record.eventName and not record.eventName.removeprefix("s3:").startswith("ObjectCreated:"):
        return []
    below = [uri for key in _keys(record.s3.object.key) if inbox.is_below(uri := f"s3://{record.s3.bucket.name}/{key}")]
    csvs = [uri for uri in below if inbox.contains(uri)]
    found = await _existing(csvs, storage)
    if found:
        version = etag(record.s3.object.eTag)
        return [info for info in found if version and etag_of(info) == version] or found
    if csvs:
        log.info("%r does not exist any more", csvs[0])
        FILES.labels("gone").inc()
    elif below and below[0].lower().endswith(".csv"):
        log.warning("%r is ignored: CSVs must be below %s, and keys must not contain control characters, // or ..",
                    below[0], inbox.uri)  # fmt: skip
        FILES.labels("ignored").inc()
    return []


def _keys(key: str) -> list[str]:
    """Possible object keys for the key of a notification: URL-encoded with + for a space (AWS, MinIO), URL-encoded
    without that, or plain.
    """
    return list(dict.fromkeys((unquote_plus(key), unquote(key), key)))


async def _existing(uris: list[str], storage: Storage) -> list[ObjectInfo]:
    found: list[ObjectInfo] = []
    denied: Denied | None = None
    for uri in uris:
        try:
            found.append(await storage.head(uri))
        except (NotFound, BadUri):
            continue
        except Denied as error:
            denied = error  # S3's answer for a missing object if the credentials do not allow listing the bucket
    if denied is not None and not found:
        raise denied
    return found
