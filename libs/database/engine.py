"""Connections to our own database or to another one."""

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
    """An engine for the block. It connects at the first use.

    With `ours`, several of our processes write to an SQLite file. `patience` is the timeout of connecting and of
    statements on PostgreSQL, in seconds; options of the URL override it. Without `reset`, a returned connection is not
    rolled back, because that waits for the server without a limit: the caller must do it.
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
    connection.isolation_level = None  # the driver must not begin transactions: `_begin_sqlite` does
    cursor = connection.cursor()
    # With WAL, readers do not wait for the writer. A commit must be on disk: the bus does not repeat finished messages,
    # and paid calls are recorded before they are made.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # With a plain BEGIN, a transaction that reads before it writes fails at once if another one has written meanwhile.
    # With BEGIN IMMEDIATE it waits for the lock at the beginning.
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
