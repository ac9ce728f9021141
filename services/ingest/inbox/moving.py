"""Moves the CSV of a batch that ended out of the inbox. Safe to repeat."""

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
        """Move the batch's CSV, if it is in the inbox and has not changed since the batch was submitted."""
        if not self._inbox.contains(batch.csv_uri):
            return
        fields = {"batch_id": batch.batch_id}
        try:
            info = await self._storage.head(batch.csv_uri)
        except NotFound:
            log.info("%r is not in the inbox any more", batch.csv_uri, extra=fields)
            await self._files.mark_removed(batch.batch_id)
            return
        if not await self._is_of(batch.batch_id, info):
            log.warning(
                "%r is not moved: it changed after batch %s was submitted", info.uri, batch.batch_id, extra=fields
            )
            FILES.labels("changed").inc()
            await self._files.mark_removed(batch.batch_id)
            return
        folder = ARCHIVED if batch.status == "completed" else FAILED
        target = await self._free_target(self._storage.uri(self._inbox.destination(info.uri, folder)), info)
        async with self._storage.get(info.uri) as content:
            await self._storage.put(target, content, content_type=CONTENT_TYPE)
        if folder == FAILED:
            report = json.dumps(await self._report(batch), ensure_ascii=False, indent=1).encode("utf-8", "replace")
            await self._storage.put(f"{target}.report.json", report, content_type="application/json")
        if not await self._is_same(info):
            log.warning("%r is not deleted: it changed while it was copied to %r", info.uri, target, extra=fields)
            await self._files.mark_moved(batch.batch_id, target)
            return
        await self._storage.delete(info.uri)
        # After the deletion: otherwise polling could read the file as one that was put there again.
        await self._files.mark_moved(batch.batch_id, target)
        FILES.labels(folder).inc()
        log.info("%r → %r: batch %s %s", info.uri, target, batch.batch_id, batch.reason or batch.status, extra=fields)

    async def _is_of(self, batch_id: str, info: ObjectInfo) -> bool:
        """Whether the batch was submitted from this version. The version is unknown if another service submitted it."""
        known = await self._files.of_batch(batch_id)
        versions = {file.etag for file in known if file.uri == info.uri}
        return etag_of(info) in versions if versions else not known or batch_of_file(info.uri, info.etag) == batch_id

    async def _is_same(self, info: ObjectInfo) -> bool:
        try:
            return etag_of(await self._storage.head(info.uri)) == etag_of(info)
        except NotFound:
            return False

    async def _free_target(self, target: str, info: ObjectInfo) -> str:
        """`target`, or a variant of it if another CSV exists there, which must not be overwritten."""
        try:
            existing = await self._storage.head(target)
        except NotFound:
            return target
        if existing.size == info.size and await self._digest(target) == await self._digest(info.uri):
            return target  # written by an earlier attempt
        mark = sha256(f"{info.uri}\n{etag_of(info)}".encode()).hexdigest()[:8]
        return f"{target[: -len('.csv')]}.{mark}{target[-len('.csv') :]}"

    async def _digest(self, uri: str) -> bytes:
        digest = sha256()
        async with self._storage.get(uri) as content:
            async for piece in content:
                digest.update(piece)
        return digest.digest()

    async def _report(self, batch: CollageBatchCompleted) -> dict[str, Any]:
        """The batch's event, with the planner's report of rejected rows if there is one."""
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
