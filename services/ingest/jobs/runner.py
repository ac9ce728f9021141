"""Jobs that go on, whatever restarts around them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from libs.bus import Retryable
from libs.database import DatabaseError
from libs.storage import StorageError
from services.ingest.jobs.positions import Taken
from services.ingest.metrics import JOB_FAILURES

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


async def go_on(
    name: str, work: Callable[[], Awaitable[float]], *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Do `work` again and again, after as many seconds as it returns; when it fails, after pauses that grow.

    What is no error of a database or store is a bug, and ends the service.
    """
    failures = 0
    while True:
        try:
            seconds = await work()
            failures = 0
        except Taken as taken:
            log.info("%s", taken)
            seconds = FIRST_PAUSE
        except (DatabaseError, StorageError, Retryable) as error:
            seconds = min(LONGEST_PAUSE, FIRST_PAUSE * 2**failures)
            failures += 1
            JOB_FAILURES.labels(name).inc()
            level = logging.WARNING if failures == 1 else logging.DEBUG
            log.log(level, "%s: %s; again in %g s", name, error, seconds)
        await sleep(seconds)
