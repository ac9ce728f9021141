"""How commands reach the bus and run. Imports the heavy parts only when called: `reelbus --help` stays quick."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from libs.bus import KafkaBus

T = TypeVar("T")

INTERRUPTED, TERMINATED = 130, 143
"""128 + SIGINT, 128 + SIGTERM, as a shell reports them."""


def connect() -> "KafkaBus":
    """The bus that `KAFKA_*` names. Does not connect yet; bad settings end the command."""
    from libs.bus import BusSettings, KafkaBus
    from libs.settings import load

    settings = load(BusSettings)
    if not os.environ.get("KAFKA_CONNECT_TIMEOUT_SECONDS"):
        # A service waits for its broker; a person wants to know at once.
        settings = settings.model_copy(update={"connect_timeout_seconds": 0.0})
    return KafkaBus(settings)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end; Ctrl-C cancels it and ends the command quietly."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except asyncio.CancelledError:
        # Who asks for it has SIGTERM cancel the command's task.
        sys.exit(TERMINATED)
