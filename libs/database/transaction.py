"""Transactions that raise DatabaseErrors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database.engine import READ_ONLY
from libs.database.translate import database_errors


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction, committed at the end, rolled back by an error. Raises DatabaseError."""
    with database_errors(engine.url):
        async with engine.begin() as connection:
            yield connection


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for reading. It does not block writers, however slow it is. Raises DatabaseError."""
    with database_errors(engine.url):
        async with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
            yield connection
