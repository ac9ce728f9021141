"""A table of the source, by names that the settings give; and its times, which every database keeps in its own way."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, DateTime, TableClause, column, func, inspect, literal, table
from sqlalchemy.exc import SQLAlchemyError

from libs.database import DatabaseError
from services.ingest.source import Source

LONGEST_NAME = 64


def checked_name(name: str) -> str:
    """A table's or column's name. Raises ValueError. It is quoted wherever it is used, so it may be an odd one."""
    name = name.strip()
    if not 1 <= len(name) <= 2 * LONGEST_NAME or not name.isprintable():
        raise ValueError("wants a name of 1 to 64 printable characters")
    return name


def source_table(name: str, *columns: str) -> TableClause:
    """`table` or `schema.table`, with these columns."""
    schema, dot, plain = name.partition(".")
    fields: list[ColumnClause[Any]] = [column(each) for each in dict.fromkeys(columns)]
    return table(plain, *fields, schema=schema) if dot else table(name, *fields)


def is_missing(error: DatabaseError) -> bool:
    """Whether there is no such table, or no such column in it."""
    driver = getattr(error.__cause__, "orig", None) or error.__cause__
    if isinstance(driver, Exception) and driver.args and driver.args[0] in (1054, 1146):  # MySQL's
        return True
    if getattr(driver, "sqlstate", None) in ("42P01", "42703", "3F000"):  # PostgreSQL's
        return True
    return str(driver).startswith(("no such table", "no such column"))  # SQLite's


async def columns_of(source: Source, name: str) -> str:
    """`; it has: a, b, c` where the table exists and tells, else nothing: a hint for who gave a wrong name."""
    origin = source_table(name)
    try:
        async with source.connection() as connection:
            found = await connection.run_sync(lambda sync: inspect(sync).get_columns(origin.name, origin.schema))
    except (DatabaseError, SQLAlchemyError):
        return ""
    return f"; it has: {', '.join(str(each['name']) for each in found)}"


def time_of(field: ColumnElement[Any], kind: str) -> ColumnElement[Any]:
    """A column of times so that it can be compared with `bound`. SQLite keeps text, with a space or a T in it."""
    return func.strftime("%Y-%m-%d %H:%M:%f", field) if kind == "sqlite" else field


def bound(when: datetime, kind: str) -> ColumnElement[Any]:
    """A time to compare with."""
    if kind == "sqlite":
        return literal(when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3])
    if kind == "mysql":
        return literal(when.astimezone(UTC).replace(tzinfo=None))
    return literal(when, DateTime(timezone=True))


def as_utc(value: object) -> datetime | None:
    """A time as a driver gives it; one without an offset is UTC. None for what is no time."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def as_text(value: object) -> str:
    """A time for people and CSVs: `2026-11-15T08:30:00Z`; what is no time as it is."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return f"{value.isoformat()}Z"
    when = as_utc(value)
    if when is None:
        return "" if value is None else str(value)
    return when.isoformat().replace("+00:00", "Z")
