"""Our own database, with the tables of this version."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database.engine import connected
from libs.database.errors import Outdated
from libs.database.settings import DatabaseSettings
from libs.database.transaction import reading
from libs.database.translate import shown
from libs.database.upgrade import State, look, upgrade


@asynccontextmanager
async def open_database(settings: DatabaseSettings, *, patience: float | None = None) -> AsyncIterator[AsyncEngine]:
    """An engine on our tables. SQLite is upgraded automatically; on a server somebody must run the upgrade.

    `patience` is that of `connected`. Raises DatabaseError: Unavailable or Outdated.
    """
    async with connected(settings.url, ours=True, patience=patience) as engine:
        await prepare(engine)
        yield engine


def our_database(settings: DatabaseSettings) -> AbstractAsyncContextManager[AsyncEngine]:
    """Like `open_database`, but it connects at the first use. For services, which call `prepare` later."""
    return connected(settings.url, ours=True)


async def prepare(engine: AsyncEngine) -> None:
    """Check that the database answers and has this version's tables; SQLite is upgraded automatically.

    Raises DatabaseError: Unavailable or Outdated.
    """
    url = engine.url
    if url.get_backend_name() == "sqlite":
        await upgrade(engine)
        return
    version = await look(engine)
    if version.state in (State.EMPTY, State.BEHIND):
        raise Outdated(
            f"database {shown(url)}: {version.state.value} (it has {version.current or 'none'}, "
            f"this version needs {version.wanted}): run `reelbus database upgrade`"
        )


async def probe(engine: AsyncEngine) -> None:
    """Check that the database answers and has tables; cheap enough for every few seconds. Raises DatabaseError."""
    async with reading(engine) as connection:
        await connection.execute(text("SELECT version_num FROM alembic_version"))
