"""Connections of commands. Imports the slow modules only when called, so that `reelbus --help` is fast."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from libs.bus import KafkaBus
    from libs.storage import StorageSettings

T = TypeVar("T")

ANSWER_SECONDS = 20.0
"""How long a command waits for an answer of the database. A service waits longer: it has no user at a terminal."""
STORE_SECONDS = 10.0
"""The same for the object store, for each of three attempts."""

INTERRUPTED, TERMINATED = 130, 143
"""128 + SIGINT, 128 + SIGTERM, as a shell reports them."""


def connect() -> "KafkaBus":
    """The bus of the `KAFKA_*` settings, not connected yet. An invalid setting ends the command."""
    from libs.bus import BusSettings, KafkaBus
    from libs.settings import load

    settings = load(BusSettings)
    if not os.environ.get("KAFKA_CONNECT_TIMEOUT_SECONDS"):
        # A service waits for its broker; a command reports at once that there is none.
        settings = settings.model_copy(update={"connect_timeout_seconds": 0.0})
    return KafkaBus(settings)


def storage_settings() -> "StorageSettings":
    """The settings of the object store. An invalid setting ends the command."""
    from libs.settings import load
    from libs.storage import StorageSettings

    return with_command_timeout(load(StorageSettings))


def with_command_timeout(settings: "StorageSettings") -> "StorageSettings":
    """`settings` with the shorter time limit of commands, unless STORAGE_TIMEOUT_SECONDS is set."""
    if os.environ.get("STORAGE_TIMEOUT_SECONDS"):
        return settings
    return settings.model_copy(update={"timeout_seconds": STORE_SECONDS})


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work`. Ctrl-C cancels it, and ends the command without a message."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except asyncio.CancelledError:
        # The demo has SIGTERM cancel its task.
        sys.exit(TERMINATED)
