"""The CSV of a batch that ended leaves the inbox. Safe to repeat."""

import json
import logging
from hashlib import sha256
from typing import Any

from libs.events import CollageBatchCompleted
from libs.storage import NotFound, ObjectInfo, Storage, StorageError
from services.ingest.covers.csv_format import CONTENT_TYPE
from services.ingest.inbox.files import Files, etag_of
from services.ingest.inbox.naming import ARCHIVED, FAILED, Inbox
from services.ingest.metrics import FILES
from services.ingest.submission import batch_of_file

log = logging.getLogger(__name__)

REPORT_BYTES = 10_000_000


class Mover:
    """Moves CSVs out of `inbox`. Raises DatabaseError, StorageError."""

    def __init__(self, inbox: Inbox, storage: Storage, files: Files) -> None:
        self._inbox, self._storage, self._files = inbox, storage, files

    async def move(self, batch: CollageBatchCompleted) -> None:
        """Move the batch's CSV, if it lies in the inbox and is still what the batch was made of."""
        if not self._inbox.holds(batch.csv_uri):
            return
        fields = {"batch_id": batch.batch_id}
        try:
            info = await self._storage.head(batch.csv_uri)
        except NotFound:
            log.info("%r has left the inbox already", batch.csv_uri, extra=fields)
            await self._files.left(batch.batch_id)
            return
        if not await self._is_of(batch.batch_id, info):
            log.warning("%r stays: it changed since batch %s was made of it", info.uri, batch.batch_id, extra=fields)
            FILES.labels("changed").inc()
            await self._files.left(batch.batch_id)
            return
        folder = ARCHIVED if batch.status == "completed" else FAILED
        target = await self._free(self._storage.uri(self._inbox.destination(info.uri, folder)), info)
        async with self._storage.get(info.uri) as content:
            await self._storage.put(target, content, content_type=CONTENT_TYPE)
        if folder == FAILED:
            report = json.dumps(await self._report(batch), ensure_ascii=False, indent=1).encode("utf-8", "replace")
            await self._storage.put(f"{target}.report.json", report, content_type="application/json")
        if not await self._is_same(info):
            log.warning("%r stays: it changed while it was copied to %r", info.uri, target, extra=fields)
            await self._files.moved(batch.batch_id, target)
            return
        await self._storage.delete(info.uri)
        # Not before: a look in between would take the file for one that was put there again.
        await self._files.moved(batch.batch_id, target)
        FILES.labels(folder).inc()
        log.info("%r → %r: batch %s %s", info.uri, target, batch.batch_id, batch.reason or batch.status, extra=fields)

    async def _is_of(self, batch_id: str, info: ObjectInfo) -> bool:
        """Whether the batch was made of this version; one that somebody else submitted tells no version."""
        known = await self._files.of_batch(batch_id)
        versions = {file.etag for file in known if file.uri == info.uri}
        return etag_of(info) in versions if versions else not known or batch_of_file(info.uri, info.etag) == batch_id

    async def _is_same(self, info: ObjectInfo) -> bool:
        try:
            return etag_of(await self._storage.head(info.uri)) == etag_of(info)
        except NotFound:
            return False

    async def _free(self, target: str, info: ObjectInfo) -> str:
        """`target`, unless another CSV lies there: last week's of the same name is not to be lost."""
        try:
            there = await self._storage.head(target)
        except NotFound:
            return target
        if there.size == info.size and await self._digest(target) == await self._digest(info.uri):
            return target  # an earlier attempt of ours
        mark = sha256(f"{info.uri}\n{etag_of(info)}".encode()).hexdigest()[:8]
        return f"{target[: -len('.csv')]}.{mark}{target[-len('.csv') :]}"

    async def _digest(self, uri: str) -> bytes:
        digest = sha256()
        async with self._storage.get(uri) as content:
            async for piece in content:
                digest.update(piece)
        return digest.digest()

    async def _report(self, batch: CollageBatchCompleted) -> dict[str, Any]:
        """Why the batch failed, with the planner's word on bad rows where there is one."""
        report: dict[str, Any] = batch.model_dump(mode="json")
        if batch.report_uri is not None and self._storage.contains(batch.report_uri):
            try:
                report["report"] = json.loads(await self._storage.read(batch.report_uri, limit=REPORT_BYTES))
            except (StorageError, ValueError) as error:
                if isinstance(error, StorageError) and error.transient:
                    raise
                fields = {"batch_id": batch.batch_id}
                log.info("the report of batch %s cannot be read: %s", batch.batch_id, error, extra=fields)
        return report
