"""Databases with tables of a shop: our own, and two of others with names, types and columns of their own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import connected, writing
from libs.database.upgrade import upgrade
from services.enhance.shop.settings import ShopSettings
from tests.support.databases import empty_database

UUID_1, UUID_2 = "0b9e4c2e-55a5-4a4c-8a3f-3f8f6a0e7c11", "1b9e4c2e-55a5-4a4c-8a3f-3f8f6a0e7c12"


@dataclass(frozen=True, slots=True)
class ShopKind:
    """One schema. `ids`: two ids of products that it can hold; `add`: a product's row as the shop makes it."""

    kind: str
    ids: tuple[str, str]
    tables: tuple[str, ...] = ()
    variables: Mapping[str, str] | None = None
    add: str | None = None


NAMES = {
    "ENHANCE_PRODUCTS_ID_COLUMN": "Item No",
    "ENHANCE_PRODUCTS_IMAGE_COLUMN": "photo",
    "ENHANCE_PRODUCTS_STATUS_COLUMN": "state",
    "ENHANCE_PRODUCTS_CATEGORY_COLUMN": "kind",
    "ENHANCE_PRODUCTS_TITLE_COLUMN": "name",
    "ENHANCE_PRODUCTS_CREATED_COLUMN": "added",
    "ENHANCE_PRODUCT_IMAGES_PRODUCT_COLUMN": "item",
    "ENHANCE_PRODUCT_IMAGES_URL_COLUMN": "link",
    "ENHANCE_PRODUCT_IMAGES_STATUS_COLUMN": "state",
    "ENHANCE_PRODUCT_IMAGES_CREATED_COLUMN": "made",
    "ENHANCE_STATUS_PENDING_REVIEW": "to review",
}
SHOPS = {
    "ours-sqlite": ShopKind("sqlite", ("a/1 ü", "a%2")),
    "ours-postgresql": ShopKind("postgresql", ("a/1 ü", "a%2")),
    "numbers-sqlite": ShopKind(
        "sqlite",
        ("42", "7"),
        (
            'CREATE TABLE items ("Item No" INTEGER PRIMARY KEY, photo TEXT NOT NULL, state TEXT, kind TEXT, name TEXT,'
            " added INTEGER, price NUMERIC NOT NULL DEFAULT 0)",
            "CREATE TABLE pictures (id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER REFERENCES items, link TEXT,"
            " state TEXT, made TIMESTAMP, width INTEGER)",
        ),
        NAMES | {"ENHANCE_PRODUCTS_TABLE": "main.items", "ENHANCE_PRODUCT_IMAGES_TABLE": "pictures"},
        "INSERT INTO items (\"Item No\", photo, state, kind, name, added) VALUES (42, 'raw/1.jpg', 'new', 'shoes', 'Heels', 1795000000)",
    ),
    "numbers-postgresql": ShopKind(
        "postgresql",
        ("42", "7"),
        (
            "CREATE SCHEMA store",
            "CREATE TYPE store.state AS ENUM ('new', 'submitted', 'to review', 'approved', 'rejected', 'failed')",
            'CREATE TABLE store.items ("Item No" integer PRIMARY KEY, photo varchar(300) NOT NULL, state store.state,'
            " kind char(20), name text, added timestamp, price numeric NOT NULL DEFAULT 0)",
            'CREATE TABLE store.pictures (id bigserial PRIMARY KEY, item bigint NOT NULL REFERENCES store.items ("Item No"),'
            " link text NOT NULL, state store.state NOT NULL, made timestamptz NOT NULL, width integer)",
        ),
        NAMES | {"ENHANCE_PRODUCTS_TABLE": "store.items", "ENHANCE_PRODUCT_IMAGES_TABLE": "store.pictures"},
        "INSERT INTO store.items VALUES (42, 'raw/1.jpg', 'new', 'shoes', 'Heels', '2026-11-18')",
    ),
    "uuids-postgresql": ShopKind(
        "postgresql",
        (UUID_1, UUID_2),
        (
            "CREATE TABLE products (id uuid PRIMARY KEY, raw_image_url text, status varchar(20), category integer)",
            "CREATE TABLE product_images (product_id uuid, image_url text, status text)",  # without any constraint
        ),
        {},
        "INSERT INTO products VALUES ('0b9e4c2e-55a5-4a4c-8a3f-3f8f6a0e7c11', 'raw/1.jpg', 'new', 5)",
    ),
    "texts-sqlite": ShopKind(
        "sqlite",
        (UUID_1, UUID_2),
        (
            "CREATE TABLE products (id UUID, raw_image_url, status, category VARCHAR(9))",
            "CREATE TABLE product_images (product_id CHAR(36), image_url TEXT, status TEXT)",
        ),
        {},
        "INSERT INTO products VALUES ('0b9e4c2e-55a5-4a4c-8a3f-3f8f6a0e7c11', 'raw/1.jpg', 'new', 'shoes')",
    ),
}


@asynccontextmanager
async def shop_database(shop: ShopKind, folder: Path) -> AsyncIterator[AsyncEngine]:
    """A database with the tables of `shop` and our own."""
    database = empty_database(shop.kind, folder)
    settings = await asyncio.to_thread(database.__enter__)
    try:
        async with connected(settings.url, ours=True) as engine:
            async with writing(engine) as connection:
                for statement in shop.tables:
                    await connection.execute(text(statement))
            await upgrade(engine)
            yield engine
    finally:
        await asyncio.to_thread(database.__exit__, None, None, None)


def settings_of(shop: ShopKind, **more: str) -> ShopSettings:
    return ShopSettings.model_validate(dict(shop.variables or {}) | more)
