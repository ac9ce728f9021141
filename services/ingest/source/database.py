"""Connects to the source database of covers and videos, read only."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database import DatabaseError, connected, database_errors
from libs.database.translate import shown

CONNECT_SECONDS = 20.0
"""Timeout for opening and closing a connection, and for queries that read no rows."""
ANSWER_SECONDS = 900.0
"""Timeout for other queries: sorting a large table takes minutes."""
T = TypeVar("T")
SESSION = {
    # Times are in UTC. The default timeout of one minute is too short while a slow store is written.
    "mysql": ("SET SESSION time_zone = '+00:00', net_write_timeout = 900", "SET SESSION TRANSACTION READ ONLY"),
    "postgresql": ("SET TIME ZONE 'UTC'", "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"),
}


async def in_time(answer: Awaitable[T], seconds: float = ANSWER_SECONDS) -> T:
    """Await `answer` of a database with a timeout, as drivers have none. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        return await answer


class Source:
    """The source database. `connect_seconds` is the timeout for opening and closing a connection."""

    def __init__(self, engine: AsyncEngine, url: URL, connect_seconds: float = CONNECT_SECONDS) -> None:
        self.connect_seconds = connect_seconds
        self._engine = engine
        self._url = url
        """The URL of the settings, for errors."""
        self.kind = engine.url.get_backend_name()
        """mysql, postgresql or sqlite."""

    async def probe(self) -> None:
        """Check that the database answers and accepts the credentials. Raises DatabaseError."""
        async with self.connection() as connection:
            await connection.execute(text("SELECT 1"))

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection. Raises DatabaseError, also for database errors inside the block."""
        with database_errors(self._url):
            async with asyncio.timeout(self.connect_seconds):
                connection = await self._engine.connect()
            try:
                yield connection
                await in_time(connection.rollback(), self.connect_seconds)
            except BaseException:
                # Closing normally would first read the rest of a long answer.
                await connection.invalidate()
                raise
            finally:
                await connection.close()


@asynccontextmanager
async def open_source(url: URL, *, connect_seconds: float = CONNECT_SECONDS) -> AsyncIterator[Source]:
    """The source at `url`. It connects when it is used, and is closed when the block ends.

    Raises DatabaseError for an SQLite file that does not exist.
    """
    if url.get_backend_name() == "sqlite":
        async with connected(_read_only(url), reset=False) as engine:
            yield Source(engine, url, connect_seconds)
        return
    async with connected(url, reset=False) as engine:
        event.listen(engine.sync_engine, "connect", _prepare)
        yield Source(engine, url, connect_seconds)


def _read_only(url: URL) -> URL:
    """`url` without write access, which would create an empty SQLite file for a wrong name."""
    if not url.database or not Path(url.database).is_file():
        raise DatabaseError(f"database {shown(url)}: the file does not exist")
    return url.set(database=Path(url.database).absolute().as_uri(), query={"mode": "ro", "uri": "true"})


def _prepare(connection: Any, record: Any) -> None:
    kind = "mysql" if "mysql" in type(connection).__module__ else "postgresql"
    cursor = connection.cursor()
    for statement in SESSION[kind]:
        cursor.execute(statement)
    cursor.close()
    connection.commit()
