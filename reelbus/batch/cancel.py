"""`reelbus batch cancel`: end a batch early."""

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
    """Cancel the batch, and print the state of its pages. Raises UserError (unknown, ended), StorageError."""
    from libs.storage import open_storage
    from services.collage import cancelling
    from services.collage.planner.plan import Plans
    from services.collage.tally.batch_store import BatchStore

    async with open_storage(storage_settings()) as storage:
        async with opened() as engine:
            batch = await BatchStore(engine).find(batch_id)
            if batch is None and await Plans(storage).load(batch_id) is None:
                raise await unknown(engine, batch_id, "; a new batch can be cancelled once it is planned")
        if batch is not None and batch.status != "open":
            raise UserError(f"batch {batch_id} has already ended: {batch.outcome or batch.status}")
        if await cancelling.is_cancelled(storage, batch_id):
            output.note(f"batch {batch_id} is already cancelled")
            return
        await cancelling.cancel(storage, batch_id, datetime.now(UTC))
    output.line(batch_id, "cancelled", _remaining(batch))


def _remaining(batch: "Batch | None") -> str:
    """What happens to the pages that have not ended."""
    if batch is None or batch.pages is None:
        return "pages that have not started are skipped"
    return f"{batch.pages_ended:,} of {batch.pages:,} pages have ended; pages that have not started are skipped"
