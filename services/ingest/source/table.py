"""Tables of the source, with names from the settings."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import ColumnClause, TableClause, column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from libs.database import DatabaseError
from services.ingest.source.database import Source, in_time

LONGEST_NAME = 64
Types = dict[str, TypeEngine[Any]]
"""Types of a table's columns, by name."""


def checked_name(name: str) -> str:
    """A valid name of a table or column. Any characters are safe, because names are quoted. Raises ValueError."""
    name = name.strip()
    if not 1 <= len(name) <= 2 * LONGEST_NAME or not name.isprintable():
        raise ValueError("must be a name of 1 to 64 printable characters")
    return name


def source_table(name: str, *columns: str) -> TableClause:
    """`table` or `schema.table`, with these columns."""
    schema, dot, plain = name.partition(".")
    fields: list[ColumnClause[Any]] = [column(each) for each in dict.fromkeys(columns)]
    return table(plain, *fields, schema=schema) if dot else table(name, *fields)


def is_missing(error: DatabaseError) -> bool:
    """Whether the table or one of the columns does not exist."""
    driver = getattr(error.__cause__, "orig", None) or error.__cause__
    if isinstance(driver, Exception) and driver.args and driver.args[0] in (1054, 1146):  # MySQL's
        return True
    if getattr(driver, "sqlstate", None) in ("42P01", "42703", "3F000"):  # PostgreSQL's
        return True
    return str(driver).startswith(("no such table", "no such column"))  # SQLite's


async def types_of(source: Source, name: str) -> Types:
    """The types of a table's columns, in the order of the table; empty if they cannot be read.

    Raises DatabaseError if the database is not available or does not answer in time.
    """
    origin = source_table(name)
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
        origin = source_table(name, *columns)
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
