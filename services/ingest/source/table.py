"""Tables of the source, with names from the settings."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from libs.database import DatabaseError
from libs.database.foreign import foreign_table, is_missing
from services.ingest.source.database import Source, in_time

Types = dict[str, TypeEngine[Any]]
"""Types of a table's columns, by name."""


async def types_of(source: Source, name: str) -> Types:
    """The types of a table's columns, in the order of the table; empty if they cannot be read.

    Raises DatabaseError if the database is not available or does not answer in time.
    """
    origin = foreign_table(name)
    try:
        async with source.connection() as connection:
            found = await in_time(
                connection.run_sync(lambda sync: inspect(sync).get_columns(origin.name, origin.schema)),
                source.connect_seconds,
            )
    except (DatabaseError, SQLAlchemyError) as error:
        if isinstance(error, DatabaseError) and error.transient:
            raise
        return {}
    return {str(each["name"]): each["type"] for each in found}


def type_of(types: Types, column: str) -> TypeEngine[Any] | None:
    """The type of a column. Column names are case-insensitive in MySQL and SQLite."""
    return types.get(column) or {name.lower(): kind for name, kind in types.items()}.get(column.lower())


async def check_table(source: Source, name: str, columns: Collection[str], kind: str) -> None:
    """Check that the table and its columns exist and can be read. Raises DatabaseError."""
    async with naming_settings(source, name, kind), source.connection() as connection:
        origin = foreign_table(name, *columns)
        await in_time(connection.execute(select(*origin.c).limit(0)))


@asynccontextmanager
async def naming_settings(source: Source, name: str, kind: str) -> AsyncIterator[None]:
    """Add the settings and the existing columns to errors about a missing table or column.

    `kind` is the part of the settings' names: COVERS or VIDEOS.
    """
    try:
        yield
    except DatabaseError as error:
        if not is_missing(error):
            raise
        existing = ", ".join(await types_of(source, name))
        raise DatabaseError(
            f"{error} (INGEST_{kind}_TABLE and INGEST_{kind}_*_COLUMN name the table and its columns"
            f"{f'; it has: {existing}' if existing else ''})"
        ) from None
