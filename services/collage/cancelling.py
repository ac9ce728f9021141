"""Cancels batches by a marker object beside the plan. Workers have no database and look for it before each page."""

import json
from datetime import datetime

from libs.storage import NotFound, Storage
from services.collage.keys import cancelled_key

CANCELLED = "cancelled"
"""Reason code of pages and pictures that were not drawn because of the cancellation."""
_LARGEST = 100_000


async def is_cancelled(storage: Storage, batch_id: str) -> bool:
    """Whether the batch is cancelled. Raises StorageError."""
    try:
        await storage.read(storage.uri(cancelled_key(batch_id)), limit=_LARGEST)
    except NotFound:
        return False
    return True


async def cancel(storage: Storage, batch_id: str, when: datetime) -> None:
    """Cancel the batch; safe to repeat. Raises StorageError."""
    marker = {"batch_id": batch_id, "cancelled_at": when.isoformat(timespec="seconds")}
    body = json.dumps(marker, ensure_ascii=False).encode("utf-8", "replace")
    await storage.put(storage.uri(cancelled_key(batch_id)), body, content_type="application/json")
