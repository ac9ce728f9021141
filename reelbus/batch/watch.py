"""`reelbus batch watch`: follow a batch until it ends."""

import time
from typing import TYPE_CHECKING

from reelbus.batch.pace import Pace
from reelbus.batch.status import NEWEST
from reelbus.batch.view import progress, show_result
from reelbus.console import following
from reelbus.console.nearest import did_you_mean
from reelbus.console.progress import View, view
from reelbus.database import opened

if TYPE_CHECKING:
    from services.collage.tally.batch import Batch
    from services.collage.tally.batch_store import BatchStore


async def follow(batch_id: str) -> "tuple[Batch, str]":
    """Show the batch until it ends. Returns the ended batch and a sentence about its gaps. Raises UserError."""
    from libs.database.translate import shown as database_name
    from services.collage.tally.batch_store import BatchStore
    from services.collage.tally.summary.findings import missing_by_reason
    from services.collage.tally.summary.gaps import gaps, main_reasons

    async with opened() as engine:
        with view(batch_id) as shown:
            ended = await _follow(batch_id, BatchStore(engine), database_name(engine.url), shown)
        reasons = main_reasons(ended, await missing_by_reason(engine, batch_id))
    show_result(ended, reasons)
    return ended, gaps(ended, reasons)


async def _follow(batch_id: str, batches: "BatchStore", database: str, shown: View) -> "Batch":
    pace = Pace()

    async def absent() -> str:
        near = did_you_mean(batch_id, [other.batch_id for other in await batches.newest(NEWEST)])
        return f"waiting for batch {batch_id}: it is not in {database} (DATABASE_URL) yet{near}"

    def show(batch: "Batch") -> bool:
        now = time.monotonic()
        pace.add(now, batch.pages_ended, batch.pictures)
        shown.show(progress(batch, pace), now)
        return batch.status != "open"

    return await following.follow(lambda: batches.find(batch_id), absent=absent, show=show, note=shown.note)
