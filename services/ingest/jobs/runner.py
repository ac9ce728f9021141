"""Runs periodic jobs, with retries."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from libs.bus import Retryable
from libs.database import DatabaseError
from libs.storage import StorageError
from services.ingest.jobs.positions import LeaseLost
from services.ingest.metrics import JOB_FAILURES

log = logging.getLogger(__name__)

FIRST_DELAY, MAX_DELAY = 1.0, 60.0


async def run_periodically(
    name: str, work: Callable[[], Awaitable[float]], *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Call `work` until cancelled. It returns the seconds until the next call; after failures the delays rise.

    Errors other than those of a database, a store or a broker are bugs, and end the service.
    """
    failures = 0
    while True:
        try:
            seconds = await work()
            failures = 0
        except LeaseLost as lost:
            log.info("%s", lost)
            seconds = FIRST_DELAY
        except (DatabaseError, StorageError, Retryable) as error:
            seconds = min(MAX_DELAY, FIRST_DELAY * 2**failures)
            failures += 1
            JOB_FAILURES.labels(name).inc()
            level = logging.WARNING if failures == 1 else logging.DEBUG
            log.log(level, "%s: %s; next attempt in %g s", name, error, seconds)
        await sleep(seconds)
