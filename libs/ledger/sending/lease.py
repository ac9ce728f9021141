"""The lease of an attempt: as long as its process extends it, no other one takes the attempt for ended."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from libs.database import DatabaseError
from libs.ledger.call import Call
from libs.ledger.ledger import Ledger

log = logging.getLogger(__name__)


@asynccontextmanager
async def extended(sent: Call, ledger: Ledger, seconds: float) -> AsyncIterator[None]:
    """Extend the lease of an attempt while the block runs, three times as often as needed."""
    task = asyncio.create_task(_extend(sent, ledger, seconds))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _extend(sent: Call, ledger: Ledger, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds / 3)
        try:
            await ledger.extend(sent, seconds)
        except DatabaseError as error:
            # If the lease ends meanwhile, the call is unknown until its answer is recorded.
            log.debug("call %s: its lease could not be extended: %s", sent.call_id, error)
