"""The columns of a table of the shop, and how ids and times are stored in them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    Connection,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Uuid,
    column,
    inspect,
)
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.exc import NoSuchTableError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType, TypeEngine

from libs.database.foreign import foreign_table
from services.enhance.shop.errors import NoSuchId

WHOLE = re.compile(r"0|-?[1-9][0-9]{0,18}", re.ASCII)
"""One spelling a number: 042 would be another job of product 42."""


@dataclass(frozen=True, slots=True)
class ShopColumn:
    """A column of a table of the shop. `required`: a new row must have a value for it."""

    name: str
    kind: TypeEngine[Any]
    required: bool
    generated: bool
    """The database makes its values, and refuses others."""
    sqlite: bool

    @property
    def is_text(self) -> bool:
        """Whether it holds text. SQLite stores text in columns of any type but numbers."""
        return isinstance(self.kind, String) or (self.sqlite and not isinstance(self.kind, Integer | Float))

    @property
    def values(self) -> tuple[str, ...] | None:
        """The only texts that it can hold; None: any."""
        return tuple(self.kind.enums) if isinstance(self.kind, Enum) else None

    @property
    def holds_ids(self) -> bool:
        """Whether `id_value` knows its type."""
        return self.is_text or isinstance(self.kind, Integer | Uuid | Numeric)

    def clause(self, *, raw: bool = False) -> ColumnClause[Any]:
        """For statements. `raw`: values pass unchanged, as SQLite stores times in whatever form a program writes."""
        if raw and self.sqlite:
            return column(self.name, NullType())
        return column(self.name, String() if self.sqlite and self.is_text else self.kind)

    def id_value(self, product_id: str) -> int | UUID | str:
        """A product's id as this column stores it. Raises NoSuchId."""
        if self.is_text:
            return product_id
        if isinstance(self.kind, Uuid):
            try:
                return UUID(product_id)
            except ValueError:
                raise self._no_id(product_id, "UUIDs") from None
        if not WHOLE.fullmatch(product_id) or abs(number := int(product_id)) >= self._limit:
            raise self._no_id(product_id, f"whole numbers below {self._limit}")
        return number

    def time_value(self, when: datetime) -> object:
        """An aware time as this column stores it."""
        when = when.astimezone(UTC)
        if isinstance(self.kind, Integer | Numeric | Float):
            return int(when.timestamp())
        if self.sqlite:
            return when.strftime("%Y-%m-%d" if isinstance(self.kind, Date) else "%Y-%m-%d %H:%M:%S.%f")
        if isinstance(self.kind, DateTime):
            return when if self.kind.timezone else when.replace(tzinfo=None)
        return when.date() if isinstance(self.kind, Date) else when.isoformat()

    @property
    def _limit(self) -> int:
        if self.sqlite or isinstance(self.kind, BigInteger | Numeric):
            return 2**63
        return 2**15 if isinstance(self.kind, SmallInteger) else 2**31

    def _no_id(self, product_id: str, allowed: str) -> NoSuchId:
        return NoSuchId(f"there can be no product {product_id!r}: {self.name} holds {allowed}")


async def read_columns(connection: AsyncConnection, name: str) -> dict[str, ShopColumn]:
    """The columns of `table` or `schema.table`, in its order; empty if it does not exist."""
    origin, sqlite = foreign_table(name), connection.dialect.name == "sqlite"

    def read(sync: Connection) -> list[Any]:
        found = inspect(sync)
        if origin.schema is not None and origin.schema not in found.get_schema_names():
            return []  # SQLite fails otherwise
        try:
            return list(found.get_columns(origin.name, origin.schema))
        except NoSuchTableError:
            return []

    return {each["name"]: _column(dict(each), sqlite) for each in await connection.run_sync(read)}


def _column(found: dict[str, Any], sqlite: bool) -> ShopColumn:
    kind = found["type"]
    while isinstance(kind, DOMAIN):
        kind = kind.data_type
    generated = found.get("computed") is not None or bool((found.get("identity") or {}).get("always"))
    filled = generated or any(found.get(name) for name in ("default", "identity"))
    # SQLite numbers the rows of an INTEGER PRIMARY KEY by itself.
    numbered = sqlite and bool(found.get("primary_key")) and isinstance(kind, Integer)
    return ShopColumn(found["name"], kind, not (found["nullable"] or filled or numbered), generated, sqlite)
