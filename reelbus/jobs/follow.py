"""Following a job of the enhance service until it ends."""

import asyncio
import time
from typing import TYPE_CHECKING

from reelbus.console import following
from reelbus.console.errors import UserError
from reelbus.console.progress import view
from reelbus.jobs.results import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncEngine

    from libs.ledger.call import Call
    from services.enhance.jobs import Job


async def follow(job: str, engine: "AsyncEngine", seconds: float | None) -> "Job":
    """Show the job's progress until it ends. Raises UserError after `seconds` (None: no limit), and DatabaseError."""
    from libs.database.translate import shown as database_name
    from libs.ledger.ledger import Ledger
    from services.enhance.jobs import Jobs

    jobs, ledger = Jobs(engine), Ledger(engine)

    async def find() -> "tuple[Job, Sequence[Call]] | None":
        found = await jobs.find(job)
        return None if found is None else (found, await ledger.of_job(job))

    async def absent() -> str:
        return f"waiting for {job}: it is not in {database_name(engine.url)} (DATABASE_URL) yet"

    with view(job) as shown:

        def show(found: "tuple[Job, Sequence[Call]]") -> bool:
            shown.show(progress(*found), time.monotonic())
            return found[0].ended

        try:
            async with asyncio.timeout(seconds):
                ended, _ = await following.follow(find, absent=absent, show=show, note=shown.note)
        except TimeoutError:
            raise UserError(
                f"{job} has not ended within {seconds:g} s, and goes on (`reelbus lag enhance` shows what waits)"
            ) from None
    return ended
