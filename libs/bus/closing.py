"""Outcomes that must not hang: a broker that is away answers no goodbye."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)

GOODBYE_SECONDS = 0.5
"""How long is waited for connections to close: TLS says goodbye, and a broker that stands still does not for 30 s."""
CLOSE_SECONDS = 5.0
"""How long a consumer or producer may take to close: there may be something to end, or to send."""


async def within(seconds: float, work: Coroutine[Any, Any, object], what: str | None = None) -> None:
    """Do `work`, give it up after `seconds`, and say so of `what` when it fails; never raises for its sake.

    In a task of its own, since aiokafka's stop may end in a CancelledError that nobody asked for.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait([task], timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if not done:
        task.cancel()
        await asyncio.wait([task], timeout=1)
        if what is not None:
            log.warning("%s: no answer within %g s, going on without", what, seconds)
    elif (task.cancelled() or task.exception() is not None) and what is not None:
        log.warning("%s: %r", what, None if task.cancelled() else task.exception())
