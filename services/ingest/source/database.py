"""The database that covers and videos are read from: somebody else's, so nothing is ever written there."""

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
"""For a connection, its goodbye, and what a server can tell without a look at rows."""
ANSWER_SECONDS = 900.0
"""A query that sorts a large table takes minutes; a server that says nothing for longer is away, connected or not."""
T = TypeVar("T")
SESSION = {
    # Times are told in UTC. A reader that waits for a slow store is not cut off after the usual minute.
    "mysql": ("SET SESSION time_zone = '+00:00', net_write_timeout = 900", "SET SESSION TRANSACTION READ ONLY"),
    "postgresql": ("SET TIME ZONE 'UTC'", "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"),
}


async def in_time(answer: Awaitable[T], seconds: float = ANSWER_SECONDS) -> T:
    """What `answer`, which a database gives, comes to. Drivers wait for it without end. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        return await answer


class Source:
    """Connections to it. `patience` is how long one may take to come or to go, in seconds."""

    def __init__(self, engine: AsyncEngine, url: URL, patience: float = CONNECT_SECONDS) -> None:
        self.patience = patience
        self._engine = engine
        self._url = url
        """As it was given, for errors."""
        self.kind = engine.url.get_backend_name()
        """mysql, postgresql or sqlite."""

    async def probe(self) -> None:
        """See that the database answers and lets us in. Raises DatabaseError."""
        async with self.connection() as connection:
            await connection.execute(text("SELECT 1"))

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection. Raises DatabaseError, also in place of what goes wrong with it in the block."""
        with database_errors(self._url):
            async with asyncio.timeout(self.patience):
                connection = await self._engine.connect()
            try:
                yield connection
                await in_time(connection.rollback(), self.patience)
            except BaseException:
                # What of a long answer is still on its way would have to be read to its end before a clean goodbye.
                await connection.invalidate()
                raise
            finally:
                await connection.close()


@asynccontextmanager
async def open_source(url: URL, *, patience: float = CONNECT_SECONDS) -> AsyncIterator[Source]:
    """The source at `url`, closed at the end. Nothing connects until it is used. Raises DatabaseError: no such file."""
    if url.get_backend_name() == "sqlite":
        async with connected(_read_only(url), reset=False) as engine:
            yield Source(engine, url, patience)
        return
    async with connected(url, reset=False) as engine:
        event.listen(engine.sync_engine, "connect", _prepare)
        yield Source(engine, url, patience)


def _read_only(url: URL) -> URL:
    """Else a wrong name would make an empty SQLite file."""
    if not url.database or not Path(url.database).is_file():
        raise DatabaseError(f"database {shown(url)}: there is no such file")
    return url.set(database=Path(url.database).absolute().as_uri(), query={"mode": "ro", "uri": "true"})


def _prepare(connection: Any, record: Any) -> None:
    kind = "mysql" if "mysql" in type(connection).__module__ else "postgresql"
    cursor = connection.cursor()
    for statement in SESSION[kind]:
        cursor.execute(statement)
    cursor.close()
    connection.commit()
