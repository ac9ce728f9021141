"""A background job: goes on with jobs whose calls were decided or answered after the job had ended."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from libs.bus import Announcer
from libs.database import DatabaseError
from libs.epoch import Clock, utc_now
from libs.events import topic
from libs.ledger.call import State
from libs.ledger.ledger import Ledger
from libs.ledger.sums import jobs_with_answers
from services.enhance.jobs import Job, Jobs

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 30.0
GRACE = timedelta(minutes=2)
"""Time for the handler that ends a job, or for a command that decided about its calls."""


async def upkeep(
    announcer: Announcer, *, jobs: Jobs, ledger: Ledger, clock: Clock = utc_now, interval: float = INTERVAL_SECONDS
) -> None:
    """Run every `interval` seconds, until cancelled. Safe in several processes: the result of a repeat has one id."""
    while True:
        try:
            before = clock() - GRACE
            waiting = await jobs.needing_attention(before=before)
            late = [await jobs.find(name) for name in await jobs_with_answers(ledger.engine, before=before)]
        except DatabaseError as error:
            log.debug("next attempt in %g s: %s", interval, error)  # the check of the database logs the outage
            waiting, late = [], []
        for job in waiting:
            await _logged(job, _go_on(job, announcer, jobs, ledger))
        for ended in late:
            if ended is not None and ended.final:
                await _logged(ended, _add_answers(ended, announcer, jobs))
        await asyncio.sleep(interval)


async def _go_on(job: Job, announcer: Announcer, jobs: Jobs, ledger: Ledger) -> None:
    """Post the request of a job that needs attention again, once after each change of its calls, if all are decided."""
    calls = await ledger.of_job(job.job)
    if any(call.undecided or call.state is State.SENT for call in calls):
        return
    if not any(call.updated_at > job.updated_at for call in calls):
        return
    await jobs.touch(job.job)
    await _post(job, announcer)
    log.info("%s goes on: its calls are decided", job.job, extra={"job": job.job})


async def _add_answers(job: Job, announcer: Announcer, jobs: Jobs) -> None:
    """Let a job go on that ended before an answer came, such as one whose call was given up."""
    await jobs.reopen(job.job)
    await _post(job, announcer)
    log.info("%s goes on: an answer came late", job.job, extra={"job": job.job})


async def _post(job: Job, announcer: Announcer) -> None:
    payload = topic(job.topic).payload
    assert payload is not None
    await announcer.announce([payload.model_validate(job.request)])


async def _logged(job: Job, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except DatabaseError as error:
        log.warning("%s: %s", job.job, error, extra={"job": job.job})
    except Exception:  # the boundary: a row that is not as expected must not stop the service
        log.exception("%s", job.job, extra={"job": job.job})
