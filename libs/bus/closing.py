"""Closing with a timeout: a broker that is down never confirms that a connection or a membership ends."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)

DISCONNECT_SECONDS = 0.5
"""Timeout for closing connections: TLS waits for the broker's close_notify, up to 30 s if the broker hangs."""
CLOSE_SECONDS = 5.0
"""Timeout for closing a consumer or producer: it may have to leave a group or to send records."""


async def within(seconds: float, work: Coroutine[Any, Any, object], what: str | None = None) -> None:
    """Run `work` and cancel it after `seconds`. Its failure is logged if `what` names it, and never raised.

    It runs in a task of its own, because aiokafka's `stop` may raise CancelledError although nobody cancelled it.
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
            log.warning("%s: not finished after %g s, continuing without it", what, seconds)
    elif (task.cancelled() or task.exception() is not None) and what is not None:
        log.warning("%s: %r", what, None if task.cancelled() else task.exception())
