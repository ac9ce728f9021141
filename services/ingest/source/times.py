"""Compares and converts times of the source: date and time types, text, or Unix times, in each database."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import (
    BINARY,
    VARBINARY,
    BigInteger,
    ColumnElement,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    TableClause,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from libs.database import DatabaseError
from libs.epoch import FIRST, LAST, UNITS, as_utc, utc_text
from services.ingest.source.database import in_time
from services.ingest.source.table import Types, type_of

SQLITE_TIME = "%Y-%m-%d %H:%M:%f"
MICROSECONDS = 10**6
LONGEST_SHOWN = 60
"""Characters of a value in an error."""
_DIGITS = "^ *[0-9]{9,19}([.][0-9]+)? *$"


class Values(Enum):
    """The kind of values in a column of times. In SQLite each value has its own type."""

    TIMES = "times"
    NUMBERS = "numbers"
    TEXTS = "texts"


def values_of(kind: TypeEngine[Any] | None) -> Values:
    """The kind of values in a column of this type; TIMES if the type is unknown."""
    if isinstance(kind, Integer | Numeric | Float):
        return Values.NUMBERS
    return Values.TEXTS if isinstance(kind, String | LargeBinary | BINARY | VARBINARY) else Values.TIMES


def time_of(field: ColumnElement[Any], kind: str, values: Values) -> ColumnElement[Any]:
    """An expression for a column of times that can be compared with `bound`; null for values that are not times."""
    if kind == "sqlite":
        return _of_sqlite(field)
    if values is Values.TIMES:
        return field
    return _of_mysql(field, values) if kind == "mysql" else _of_postgresql(field, values)


def within(field: ColumnElement[Any], start: datetime, end: datetime, kind: str, values: Values) -> ColumnElement[bool]:
    """The condition that a column's time is in [start, end), in a form that can use an index of the column."""
    when = time_of(field, kind, values)
    exact = and_(when >= bound(start, kind), when < bound(end, kind))
    if kind == "sqlite" or values is not Values.NUMBERS:
        return exact
    first, last = (Decimal(int(moment.timestamp())) for moment in (start, end))
    spans = [(first * unit, (last + 1) * unit) for unit in UNITS]
    if kind == "mysql":
        spans.append(
            (Decimal(f"{start.astimezone(UTC):%Y%m%d%H%M%S}"), Decimal(f"{end.astimezone(UTC):%Y%m%d%H%M%S}") + 1)
        )
    return and_(or_(*(and_(field >= _number(low), field < _number(high)) for low, high in spans)), exact)


async def check_times(connection: AsyncConnection, table: TableClause, kind: str, types: Types, setting: str) -> None:
    """Raises DatabaseError if the only column of `table` has values, but no times. `setting` names the column.

    Called if a query found no rows.
    """
    [field] = table.c
    values = values_of(type_of(types, field.name))
    if values is Values.TIMES and kind != "sqlite":
        return
    is_time = time_of(field, kind, values).is_not(None)
    value = await in_time(connection.scalar(select(field).where(field.is_not(None)).limit(1)))
    if value is None or await in_time(connection.scalar(select(field).where(is_time).limit(1))) is not None:
        return
    raise DatabaseError(
        f"{field.name} holds {as_text(value)[:LONGEST_SHOWN]!r}, which is neither a date nor a Unix time: "
        f"{setting} must name a column of times"
    )


def bound(when: datetime, kind: str) -> ColumnElement[Any]:
    """A time as an expression for comparisons."""
    if kind == "sqlite":
        return literal(when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3])
    if kind == "mysql":
        return literal(when.astimezone(UTC).replace(tzinfo=None))
    return literal(when, DateTime(timezone=True))


def as_text(value: object) -> str:
    """A time as text, such as `2026-11-15T08:30:00Z`; other values as plain text."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return f"{value.isoformat()}Z"
    when = as_utc(value)
    if when is not None:
        return utc_text(when)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _seconds(number: ColumnElement[Any]) -> ColumnElement[Any]:
    """The Unix time in seconds of a number in any of UNITS; null for other numbers."""
    known = ((and_(number >= _number(FIRST * unit), number < _number(LAST * unit)), unit) for unit in UNITS)
    # With a decimal point, because SQLite and PostgreSQL use integer division for integers.
    return case(*((here, number / literal_column(f"{unit}.0", Numeric)) for here, unit in known))


def _of_sqlite(field: ColumnElement[Any]) -> ColumnElement[Any]:
    value = case((func.typeof(field) == "blob", cast(field, String)), else_=field)
    is_number = or_(func.typeof(field).in_(("integer", "real")), not_(func.trim(value).op("GLOB")("*[^0-9.]*")))
    seconds = _seconds(cast(value, Numeric))
    return case(
        (and_(is_number, seconds.is_not(None)), func.strftime(SQLITE_TIME, seconds, "unixepoch")),
        else_=func.strftime(SQLITE_TIME, value),
    )


def _of_mysql(field: ColumnElement[Any], values: Values) -> ColumnElement[Any]:
    # Not FROM_UNIXTIME, which ends in 2038. MySQL itself reads numbers such as 20261103090000 as times.
    plain = field if values is Values.NUMBERS else cast(field, mysql.CHAR)
    number = field if values is Values.NUMBERS else cast(plain, Numeric(30, 9))
    micros = cast(_seconds(number) * literal_column(str(MICROSECONDS), BigInteger), mysql.BIGINT)
    start = cast(literal("1970-01-01"), mysql.DATETIME(fsp=6))
    known: ColumnElement[bool] = _seconds(number).is_not(None)
    if values is Values.TEXTS:
        known = and_(plain.op("REGEXP")(_DIGITS), known)
    return case(
        (known, func.timestampadd(text("MICROSECOND"), micros, start)),
        else_=cast(plain, mysql.DATETIME(fsp=6)),
    )


def _of_postgresql(field: ColumnElement[Any], values: Values) -> ColumnElement[Any]:
    if values is Values.NUMBERS:
        return func.to_timestamp(_seconds(cast(field, Numeric)))
    return case(
        (field.op("~")(_DIGITS), func.to_timestamp(_seconds(cast(field, Numeric)))),
        (field.op("~")("^ *[0-9]{4}-[0-9]{2}-[0-9]{2}"), cast(field, DateTime(timezone=True))),
    )


def _number(value: Decimal | int) -> ColumnElement[Any]:
    """A constant instead of a parameter: drivers would send such large numbers with a type that is too small."""
    return literal_column(str(value), Numeric)
