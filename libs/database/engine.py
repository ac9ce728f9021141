"""Connections to a database: as others keep it, or as we keep ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from libs.database.url import SECONDS, seconds

BUSY_SECONDS = 30
"""How long SQLite waits for another process's write."""
READ_ONLY = "reelbus_read_only"
"""Execution option: SQLite's write lock is not taken."""


@asynccontextmanager
async def connected(
    url: URL, *, ours: bool = False, patience: float | None = None, reset: bool = True
) -> AsyncIterator[AsyncEngine]:
    """An engine, closed at the end. Nothing connects until it is used.

    With `ours`, an SQLite file is one that several of our processes write to. A PostgreSQL server that is silent for
    `patience` seconds, while it is connected to or asked, is Unavailable; what the URL says of that wins.
    Without `reset` a connection that is given back is not rolled back, which waits for the server without a limit: who
    has it does so before.
    """
    sqlite = url.get_backend_name() == "sqlite"
    more: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}} if sqlite else {"pool_pre_ping": True}
    if url.get_backend_name() == "postgresql":
        limits = seconds(url) if patience is None else dict.fromkeys(SECONDS, patience) | seconds(url)
        more["connect_args"] = limits
    engine = create_async_engine(url, pool_reset_on_return="rollback" if reset else None, **more)
    if sqlite and ours:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    try:
        yield engine
    finally:
        await engine.dispose()


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own: `_begin_sqlite` does
    cursor = connection.cursor()
    # Readers do not wait for the writer. A commit waits for the disk: the bus does not bring again what it was told
    # is done, and who pays for a call writes that down before.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads before it writes would fail at the write, at once, if another wrote in between; one
    # that means to write waits for its turn at the beginning.
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
