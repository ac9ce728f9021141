"""Commands that finish what they have begun when they are interrupted."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def run_until_signal(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> int | None:
    """Run `work`, which ends early once its event is set. SIGINT and SIGTERM set it. Returns the number of the signal.

    A second signal ends the command at once.
    """
    loop, stop, received = asyncio.get_running_loop(), asyncio.Event(), []

    def on_signal(number: signal.Signals) -> None:
        received.append(int(number))
        stop.set()
        for each in STOP_SIGNALS:
            loop.remove_signal_handler(each)

    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, on_signal, number)
    await work(stop)
    return received[0] if received else None
