"""A background job: goes on with jobs that need no attention any more."""

import asyncio
import logging
from datetime import timedelta

from libs.bus import Announcer
from libs.database import DatabaseError
from libs.events import topic
from libs.ledger.ledger import Ledger
from services.enhance.jobs import Clock, Jobs, utc_now

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 30.0
GRACE = timedelta(minutes=2)
"""Time for the handler that ended the job, a command that decided about its calls, or the last request posted here."""


async def upkeep(
    announcer: Announcer, *, jobs: Jobs, ledger: Ledger, clock: Clock = utc_now, interval: float = INTERVAL_SECONDS
) -> None:
    """Run every `interval` seconds, until cancelled: post the request again of each job whose calls are all decided,
    such as by an answer that came late. Safe in several processes: a repeat of a request changes nothing.
    """
    while True:
        try:
            for job in await jobs.needing_attention(before=clock() - GRACE):
                await jobs.touch(job.job)
                if not any(call.undecided for call in await ledger.of_job(job.job)):
                    payload = topic(job.topic).payload
                    assert payload is not None
                    await announcer.announce([payload.model_validate(job.request)])
                    log.info("%s goes on: its calls are decided", job.job, extra={"job": job.job})
        except DatabaseError as error:
            log.debug("next attempt in %g s: %s", interval, error)  # the check of the database logs the outage
        await asyncio.sleep(interval)
