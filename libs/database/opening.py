"""Our own database, with its tables as this version wants them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database.engine import connected
from libs.database.errors import Outdated
from libs.database.settings import DatabaseSettings
from libs.database.translate import shown
from libs.database.upgrade import State, look, upgrade


@asynccontextmanager
async def open_database(settings: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    """An engine on our tables. SQLite's are brought up to date; those of a server are a person's to upgrade.

    Raises DatabaseError: Unavailable, or Outdated.
    """
    url = settings.url
    async with connected(url, ours=True) as engine:
        if url.get_backend_name() == "sqlite":
            await upgrade(engine)
        else:
            version = await look(engine)
            if version.state in (State.EMPTY, State.BEHIND):
                raise Outdated(
                    f"database {shown(url)}: {version.state.value} (it has {version.current or 'none'}, "
                    f"this version wants {version.wanted}): run `reelbus database upgrade`"
                )
        yield engine
