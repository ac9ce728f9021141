"""A background job: ends attempts whose process ended, and counts unknown calls."""

import asyncio
import logging

from libs.database import DatabaseError
from libs.ledger import metrics
from libs.ledger.ledger import Ledger
from libs.ledger.sums import count_unknown

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 15.0


async def watch(announcer: object = None, *, ledger: Ledger, interval: float = INTERVAL_SECONDS) -> None:
    """Run every `interval` seconds, until cancelled. Safe in several processes. It announces nothing."""
    while True:
        try:
            await ledger.expire()
            count, usd = await count_unknown(ledger.engine)
            metrics.UNKNOWN.set(count)
            metrics.UNKNOWN_USD.set(usd)
        except DatabaseError as error:
            log.debug("next attempt in %g s: %s", interval, error)  # the check of the database logs the outage
        await asyncio.sleep(interval)
