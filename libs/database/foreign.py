"""Tables that are not ours, with names from settings."""

from typing import Any

from sqlalchemy import ColumnClause, TableClause, column, table

from libs.database.errors import DatabaseError

LONGEST_NAME = 64


def checked_name(name: str) -> str:
    """A valid name of a table or column. Any characters are safe, because names are quoted. Raises ValueError."""
    name = name.strip()
    if not 1 <= len(name) <= 2 * LONGEST_NAME or not name.isprintable():
        raise ValueError("must be a name of 1 to 64 printable characters")
    return name


def foreign_table(name: str, *columns: str | ColumnClause[Any]) -> TableClause:
    """`table` or `schema.table`, with these columns."""
    schema, dot, plain = name.partition(".")
    fields: list[ColumnClause[Any]] = [
        column(each) if isinstance(each, str) else each for each in dict.fromkeys(columns)
    ]
    return table(plain, *fields, schema=schema) if dot else table(name, *fields)


def is_missing(error: DatabaseError) -> bool:
    """Whether the table or one of the columns does not exist."""
    driver = getattr(error.__cause__, "orig", None) or error.__cause__
    if isinstance(driver, Exception) and driver.args and driver.args[0] in (1054, 1146):  # MySQL's
        return True
    if getattr(driver, "sqlstate", None) in ("42P01", "42703", "3F000"):  # PostgreSQL's
        return True
    return str(driver).startswith(("no such table", "no such column"))  # SQLite's
