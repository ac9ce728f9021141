"""How commands reach the bus and run. Imports the heavy parts only when called: `reelbus --help` stays quick."""

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
"""How long a command waits for an answer of the database. A service waits longer: nobody sits before it."""
STORE_SECONDS = 10.0
"""The same for the object store, three times."""

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


def storage_settings() -> "StorageSettings":
    """The store that the settings name; bad settings end the command."""
    from libs.settings import load
    from libs.storage import StorageSettings

    return impatient(load(StorageSettings))


def impatient(settings: "StorageSettings") -> "StorageSettings":
    """`settings` with a person's patience, unless STORAGE_TIMEOUT_SECONDS says otherwise."""
    if os.environ.get("STORAGE_TIMEOUT_SECONDS"):
        return settings
    return settings.model_copy(update={"timeout_seconds": STORE_SECONDS})


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end; Ctrl-C cancels it and ends the command quietly."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except asyncio.CancelledError:
        # Who asks for it has SIGTERM cancel the command's task.
        sys.exit(TERMINATED)
