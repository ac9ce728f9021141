"""`reelbus batch cancel`: pages of a batch that have not begun are not drawn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reelbus.batch.status import unknown
from reelbus.console import output
from reelbus.console.connect import storage_settings
from reelbus.console.errors import UserError
from reelbus.database import opened

if TYPE_CHECKING:
    from services.collage.tally.batch import Batch


async def cancel(batch_id: str) -> None:
    """Cancel the batch and say what becomes of it. Raises UserError: unknown, ended. StorageError."""
    from libs.storage import open_storage
    from services.collage import cancelling
    from services.collage.planner.plan import Plans
    from services.collage.tally.batch_store import BatchStore

    async with open_storage(storage_settings()) as storage:
        async with opened() as engine:
            batch = await BatchStore(engine).find(batch_id)
            if batch is None and await Plans(storage).load(batch_id) is None:
                raise await unknown(engine, batch_id, "; a new one can be cancelled when it is planned")
        if batch is not None and batch.status != "open":
            raise UserError(f"batch {batch_id} has ended already: {batch.outcome or batch.status}")
        if await cancelling.is_cancelled(storage, batch_id):
            output.note(f"batch {batch_id} is cancelled already")
            return
        await cancelling.cancel(storage, batch_id, datetime.now(UTC))
    output.line(batch_id, "cancelled", _left(batch))


def _left(batch: "Batch | None") -> str:
    """What is known of the pages that it still has."""
    if batch is None or batch.pages is None:
        return "pages that have not begun are not drawn"
    return f"of {batch.pages:,} pages, {batch.pages_ended:,} have ended; those that have not begun are not drawn"
