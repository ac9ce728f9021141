"""The shop's tables as they are in the database, checked against the settings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnClause, TableClause, false, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from libs.database.foreign import foreign_table
from services.enhance.shop.columns import ShopColumn, read_columns
from services.enhance.shop.errors import ShopError
from services.enhance.shop.settings import ShopSettings


@dataclass(frozen=True, slots=True)
class ShopTable:
    """One table. `columns`: by what they mean to us, such as `image`; optional ones may be absent."""

    name: str
    table: TableClause
    columns: Mapping[str, ShopColumn]
    required: frozenset[str]
    """Names of columns of a new row that the database does not fill."""

    def __getitem__(self, meaning: str) -> ColumnClause[Any]:
        return self.table.c[self.columns[meaning].name]

    def __contains__(self, meaning: str) -> bool:
        return meaning in self.columns

    def writes(self, meaning: str) -> bool:
        """Whether text can be written to the column."""
        found = self.columns.get(meaning)
        return found is not None and found.is_text and not found.generated


@dataclass(frozen=True, slots=True)
class ShopTables:
    """Both tables."""

    products: ShopTable
    images: ShopTable


class _Names(NamedTuple):
    """Fields of ShopSettings with the names of a table and its columns, and how their variables begin."""

    variable: str
    table: str
    needed: Mapping[str, str]
    optional: Mapping[str, str]


PRODUCTS = _Names(
    "ENHANCE_PRODUCTS",
    "products_table",
    {"id": "id_column", "image": "image_column", "status": "status_column"},
    {"category": "category_column", "title": "title_column", "created": "created_column"},
)
IMAGES = _Names(
    "ENHANCE_PRODUCT_IMAGES",
    "images_table",
    {"product": "image_product_column", "url": "image_url_column", "status": "image_status_column"},
    {"created": "image_created_column"},
)


async def read_tables(connection: AsyncConnection, settings: ShopSettings) -> ShopTables:
    """Read the tables' columns. Raises ShopError, with the settings that name them, and DatabaseError."""
    products = _table(settings, PRODUCTS, await read_columns(connection, settings.products_table))
    return ShopTables(products, _table(settings, IMAGES, await read_columns(connection, settings.images_table)))


async def check_tables(connection: AsyncConnection, tables: ShopTables, settings: ShopSettings) -> None:
    """Check that rows can be written. It changes no row. Raises ShopError and DatabaseError (no permission)."""
    products, images = tables.products, tables.images
    s = settings
    _check_statuses(products, s.statuses)
    _check_statuses(images, (s.pending_review, s.approved, s.rejected))
    unfilled = sorted(images.required - {column.name for column in images.columns.values()})
    if unfilled:
        raise ShopError(
            f"{images.name}: {', '.join(unfilled)} must not be null and {_have(unfilled)} no default, so that no "
            "picture can be added: give each a default, or set ENHANCE_PRODUCT_IMAGES_TABLE to another table"
        )
    # Without a row, but with the permissions that a row needs.
    await connection.execute(select(*products.table.c).where(false()))
    await connection.execute(update(products.table).where(false()).values({products["status"]: products["status"]}))
    given = [images["product"], images["url"], images["status"]]
    nothing = select(*(literal(None, column.type) for column in given)).where(false())
    await connection.execute(insert(images.table).from_select(given, nothing))


def _table(settings: ShopSettings, names: _Names, existing: Mapping[str, ShopColumn]) -> ShopTable:
    name = getattr(settings, names.table)
    if not existing:
        raise ShopError(f"there is no table {name} in DATABASE_URL: {names.variable}_TABLE must name the shop's table")
    wanted = {meaning: getattr(settings, field) for meaning, field in names.needed.items()}
    for meaning, field in names.optional.items():
        column = getattr(settings, field)
        if field in settings.model_fields_set or _found(existing, column) is not None:
            wanted[meaning] = column
    found = {meaning: column for meaning, each in wanted.items() if (column := _found(existing, each)) is not None}
    missing = [column for meaning, column in wanted.items() if meaning not in found]
    if missing:
        raise ShopError(
            f"{name} has no column {', '.join(missing)} ({names.variable}_*_COLUMN name its columns; "
            f"it has: {', '.join(existing)})"
        )
    _check_types(name, found)
    clauses = [column.clause(raw=meaning == "created") for meaning, column in found.items()]
    required = frozenset(column.name for column in existing.values() if column.required)
    return ShopTable(name, foreign_table(name, *clauses), found, required)


def _found(existing: Mapping[str, ShopColumn], name: str) -> ShopColumn | None:
    """A column by name; SQLite's names have no case."""
    exact = existing.get(name)
    if exact is not None:
        return exact
    return next((one for one in existing.values() if one.sqlite and one.name.lower() == name.lower()), None)


def _check_types(table: str, columns: Mapping[str, ShopColumn]) -> None:
    for meaning, column in columns.items():
        if meaning in ("id", "product") and not column.holds_ids:
            raise ShopError(f"{table}.{column.name} is {_name(column)}: must hold whole numbers, UUIDs or text")
        if meaning in ("image", "url", "status") and not column.is_text:
            raise ShopError(f"{table}.{column.name} is {_name(column)}: must hold text")


def _check_statuses(table: ShopTable, statuses: Collection[str]) -> None:
    column = table.columns["status"]
    refused = [] if column.values is None else [status for status in statuses if status not in column.values]
    if refused:
        raise ShopError(
            f"{table.name}.{column.name} cannot hold {', '.join(refused)}: set ENHANCE_STATUS_* to values of "
            f"{_name(column)} ({', '.join(column.values or ())})"
        )


def _name(column: ShopColumn) -> str:
    return str(getattr(column.kind, "name", None) or column.kind)


def _have(names: Collection[str]) -> str:
    return "have" if len(names) > 1 else "has"
