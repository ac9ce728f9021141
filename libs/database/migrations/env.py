"""Alembic's environment: uses the given connection, or with the `alembic` command that of DATABASE_URL."""

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from libs.database.engine import connected
from libs.database.moment import Moment
from libs.database.settings import DatabaseSettings
from libs.database.tables import metadata


def migrate(connection: Connection) -> None:
    """Run the migrations. SQLite changes a column only by copying its table, which `render_as_batch` does."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, render_item=written)
    with context.begin_transaction():
        context.run_migrations()


def written(kind: str, item: object, autogenerating: AutogenContext) -> str | Literal[False]:
    """The text for our type in a new revision. It does not refer to our code, which may change later."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


async def connect_and_migrate() -> None:
    """From the `alembic` command, as developers use it to write a new revision."""
    async with connected(DatabaseSettings().url, ours=True) as engine, engine.begin() as connection:
        await connection.run_sync(migrate)


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    migrate(given)
else:
    asyncio.run(connect_and_migrate())
