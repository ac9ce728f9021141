"""A background job: counts the listings whose parts are overdue."""

import asyncio
import logging
from datetime import timedelta

from libs.bus import Announcer
from libs.database import DatabaseError
from libs.epoch import Clock, utc_now
from services.listings.metrics import OVERDUE
from services.listings.store import ListingStore

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 30.0


async def watch_overdue(
    _announcer: Announcer, *, listings: ListingStore, seconds: float, clock: Clock = utc_now,
    interval: float = INTERVAL_SECONDS,
) -> None:  # fmt: skip
    """Count every `interval` seconds, until cancelled."""
    while True:
        try:
            OVERDUE.set(await listings.overdue(clock() - timedelta(seconds=seconds)))
        except DatabaseError as error:
            log.debug("next attempt in %g s: %s", interval, error)  # the check of the database logs the outage
        await asyncio.sleep(interval)
