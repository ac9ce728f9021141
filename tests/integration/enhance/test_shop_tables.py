"""The shop's tables in real databases: what is read, what is written, and what a wrong table is told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError, connected, writing
from libs.retry import Fault
from services.enhance.shop.errors import NoSuchId, NoSuchPicture, NoSuchProduct, ShopError
from services.enhance.shop.settings import ShopSettings
from services.enhance.shop.store import Shop
from tests.integration.enhance.shops import SHOPS, UUID_1, ShopKind, settings_of, shop_database

NOON = datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)


class Clock:
    """Each time is a minute later."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(params=SHOPS)
def kind(request: pytest.FixtureRequest) -> ShopKind:
    return SHOPS[request.param]


@pytest.fixture
async def engine(kind: ShopKind, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with shop_database(kind, tmp_path) as engine:
        yield engine


@pytest.fixture
def shop(kind: ShopKind, engine: AsyncEngine) -> Shop:
    return Shop(engine, settings_of(kind), Clock())


async def record(shop: Shop, engine: AsyncEngine, product_id: str, *urls: str) -> str | None:
    async with writing(engine) as connection:
        return await shop.record(connection, product_id, urls)


async def states(shop: Shop, product_id: str) -> tuple[str | None, list[tuple[str, str | None]]]:
    product = await shop.product(product_id)
    assert product is not None
    return product.status, [(one.url, one.status) for one in await shop.pictures(product_id)]


async def test_a_product_of_an_event_its_pictures_and_reviews(kind: ShopKind, shop: Shop, engine: AsyncEngine) -> None:
    await shop.check()
    first, other = kind.ids
    waiting = shop.settings.pending_review
    assert await shop.product(first) is None
    made = await shop.upsert(first, raw_image="raw/a.jpg", title="Heels\0 “55k”", category="shoes; DROP TABLE")
    assert (made.product_id, made.raw_image, made.status) == (first, "raw/a.jpg", "submitted")
    again = await shop.upsert(first, raw_image="raw/b.jpg")
    assert (again.raw_image, again.title, again.category, again.created_at) == (
        "raw/b.jpg", made.title, made.category, made.created_at,
    )  # fmt: skip
    await shop.upsert(other, raw_image="raw/c.jpg")
    urls = [f"s3://b/p/1/{number}-x.jpg" for number in range(1, 12)]
    assert await record(shop, engine, first, *urls[:10], urls[0]) == waiting
    assert await record(shop, engine, first, *urls[:10]) == waiting, "a repeat"
    assert await states(shop, first) == (waiting, [(url, waiting) for url in urls[:10]])
    assert await record(shop, engine, first) == waiting, "there are pictures of an earlier run"
    assert await record(shop, engine, other) == "failed"
    assert await shop.reject(first, urls[:1]) == waiting
    assert await shop.approve(first, urls[1:3]) == "approved"
    assert await record(shop, engine, first, *urls) == "approved", "a rerun undoes no review"
    status, pictures = await states(shop, first)
    assert status == "approved"
    assert [state for _, state in pictures] == ["rejected", "approved", "approved", *[waiting] * 8]
    counts = await shop.picture_counts([first, other])
    assert counts == {first: {"rejected": 1, "approved": 2, waiting: 8}}
    assert await shop.reject(first, urls) == "rejected"
    assert await record(shop, engine, first, urls[0]) == waiting, "a new run is for review again"
    newest = await shop.newest(10)
    assert {one.product_id for one in newest} == {first, other}
    if newest[0].created_at is not None:
        assert [one.product_id for one in newest] == [other, first]
        assert newest[0].created_at > newest[1].created_at > NOON
    assert [one.product_id for one in await shop.newest(10, "failed")] == [other]
    with pytest.raises(NoSuchPicture, match="has no picture s3://b/none"):
        await shop.approve(first, [urls[0], "s3://b/none"])


@pytest.mark.parametrize("kind", [name for name, shop in SHOPS.items() if shop.add], indirect=True)
async def test_a_row_of_the_shop_is_read_and_keeps_what_is_not_ours(
    kind: ShopKind, shop: Shop, engine: AsyncEngine
) -> None:
    async with writing(engine) as connection:
        await connection.execute(text(kind.add or ""))
    product = await shop.product(kind.ids[0])
    assert product is not None
    assert (product.raw_image, product.status) == ("raw/1.jpg", "new")
    assert (product.category or "").strip() in ("shoes", "5")
    if "name" in (kind.variables or {}).values():
        assert product.title == "Heels"
        assert product.created_at is not None
        assert product.created_at.date().isoformat() == "2026-11-18"
    await record(shop, engine, product.product_id, "s3://b/1.jpg")
    assert (await states(shop, product.product_id))[0] == shop.settings.pending_review


async def test_a_product_that_is_gone_when_its_pictures_come_is_told(
    shop: Shop, kind: ShopKind, engine: AsyncEngine
) -> None:
    assert await record(shop, engine, kind.ids[0], "s3://b/1.jpg") is None
    assert await shop.pictures(kind.ids[0]) == []
    with pytest.raises(NoSuchProduct, match="there is no product"):
        await shop.approve(kind.ids[0], [])


async def test_who_comes_at_once_adds_one_row_each(kind: ShopKind, shop: Shop, engine: AsyncEngine) -> None:
    """Without unique constraints as well."""
    others = [Shop(engine, shop.settings) for _ in range(3)]
    await asyncio.gather(*(one.upsert(kind.ids[0], raw_image="raw/a.jpg") for one in [shop, *others]))
    assert len(await shop.newest(10)) == 1
    urls = ["s3://b/1.jpg", "s3://b/2.jpg"]
    await asyncio.gather(*(record(one, engine, kind.ids[0], *urls) for one in [shop, *others]))
    assert [one.url for one in await shop.pictures(kind.ids[0])] == urls


async def test_reviews_and_runs_at_once_lose_nothing(kind: ShopKind, shop: Shop, engine: AsyncEngine) -> None:
    product, urls = kind.ids[0], [f"s3://b/{number}.jpg" for number in range(8)]
    await shop.upsert(product, raw_image="raw/a.jpg")
    await record(shop, engine, product, *urls[:4])
    work = [record(shop, engine, product, *urls[: number + 5]) for number in range(3)]
    work += [shop.approve(product, [url]) for url in urls[:2]]
    work += [shop.reject(product, [url]) for url in urls[2:4]]
    work += [record(shop, engine, product)]
    await asyncio.gather(*work)
    status, pictures = await states(shop, product)
    assert status == "approved"
    waiting = shop.settings.pending_review
    assert dict(pictures) == dict(zip(urls[:7], ["approved"] * 2 + ["rejected"] * 2 + [waiting] * 3, strict=True))
    assert len(pictures) == 7


async def test_a_transaction_that_fails_leaves_no_picture(kind: ShopKind, shop: Shop, engine: AsyncEngine) -> None:
    await shop.upsert(kind.ids[0], raw_image="raw/a.jpg")

    async def fails() -> None:
        async with writing(engine) as connection:
            await shop.record(connection, kind.ids[0], ["s3://b/1.jpg"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    assert await states(shop, kind.ids[0]) == ("submitted", [])


@pytest.mark.parametrize("name", ["numbers-sqlite", "numbers-postgresql", "uuids-postgresql"])
async def test_an_id_that_the_column_cannot_hold_is_refused_for_good(name: str, tmp_path: Path) -> None:
    async with shop_database(SHOPS[name], tmp_path) as engine:
        shop = Shop(engine, settings_of(SHOPS[name]))
        for bad in ("sku-1", "042", "4_2", "٤٢", "99999999999999999999", "1 OR 1=1", "42.0", " 42"):
            with pytest.raises(NoSuchId, match="there can be no product") as raised:
                await shop.product(bad)
            assert raised.value.fault is Fault.INPUT


async def test_uuids_are_found_in_either_case(tmp_path: Path) -> None:
    kind = SHOPS["uuids-postgresql"]
    async with shop_database(kind, tmp_path) as engine:
        shop = Shop(engine, settings_of(kind))
        await shop.upsert(UUID_1, raw_image="a")
        product = await shop.product(UUID_1.upper())
        assert product is not None
        assert product.product_id == UUID_1.upper(), "as it was asked for"


WRONG = {
    "there is no table goods in DATABASE_URL: ENHANCE_PRODUCTS_TABLE must name": ((), {"ENHANCE_PRODUCTS_TABLE": "goods"}),
    "there is no table no.pictures in DATABASE_URL: ENHANCE_PRODUCT_IMAGES_TABLE must name": (
        (), {"ENHANCE_PRODUCT_IMAGES_TABLE": "no.pictures"},
    ),
    "products has no column photo (ENHANCE_PRODUCTS_*_COLUMN name its columns; it has: id, title, category, raw_image_url,": (
        (), {"ENHANCE_PRODUCTS_IMAGE_COLUMN": "photo"},
    ),
    "products has no column label": ((), {"ENHANCE_PRODUCTS_TITLE_COLUMN": "label"}),
    "product_images: id, width must not be null and have no default": (
        ("CREATE TABLE product_images (id varchar(9) PRIMARY KEY NOT NULL, product_id varchar(99), image_url text, status text,"
         " width integer NOT NULL, height integer)",), {},
    ),
    "products.status is INTEGER: must hold text": (
        ("CREATE TABLE products (id varchar(9) PRIMARY KEY, raw_image_url text, status integer)",), {},
    ),
    "products.id is DATE: must hold whole numbers, UUIDs or text": (
        ("CREATE TABLE products (id date PRIMARY KEY, raw_image_url text, status text)",), {},
    ),
    "products.status cannot hold submitted, pending_review, rejected, failed: set ENHANCE_STATUS_* to values of state (new, approved)": (
        ("CREATE TYPE state AS ENUM ('new', 'approved')",
         "CREATE TABLE products (id varchar(9) PRIMARY KEY, raw_image_url text, status state)",), {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("message", WRONG)
async def test_tables_that_cannot_be_used_are_one_line_that_names_the_setting(message: str, tmp_path: Path) -> None:
    tables, variables = WRONG[message]
    typed = any(word in "".join(tables) for word in ("ENUM", "date"))  # of types that SQLite does not have
    kind = ShopKind("postgresql" if typed else "sqlite", ("", ""), tables)
    async with shop_database(kind, tmp_path) as engine:
        shop = Shop(engine, ShopSettings.model_validate(variables))
        with pytest.raises(ShopError) as raised:
            await shop.check()
    assert str(raised.value).startswith(message)
    assert (raised.value.transient, "\n" in str(raised.value)) == (False, False)


async def test_missing_permissions_are_found_before_anything_is_paid(tmp_path: Path) -> None:
    role = f"reader_{uuid4().hex[:12]}"
    grants = (
        f"CREATE ROLE {role}",
        f"GRANT SELECT, UPDATE ON products TO {role}",
        f"GRANT SELECT ON product_images TO {role}",
    )

    def become(connection: Any, record: Any) -> None:
        connection.cursor().execute(f"SET ROLE {role}")

    async with shop_database(SHOPS["ours-postgresql"], tmp_path) as owner:
        async with writing(owner) as connection:
            for statement in grants:
                await connection.execute(text(statement))
        try:
            async with connected(owner.url, ours=True) as engine:
                event.listen(engine.sync_engine, "connect", become)
                with pytest.raises(DatabaseError, match="permission denied for table product_images") as raised:
                    await Shop(engine, ShopSettings()).check()
                assert not raised.value.transient
                async with writing(owner) as connection:
                    await connection.execute(text(f"GRANT INSERT ON product_images TO {role}"))
                await Shop(engine, ShopSettings()).check()
        finally:
            async with writing(owner) as connection:
                await connection.execute(text(f"DROP OWNED BY {role}"))
                await connection.execute(text(f"DROP ROLE {role}"))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_a_new_product_that_needs_what_no_event_has_is_for_the_shop_to_add(database: str, tmp_path: Path) -> None:
    table = "CREATE TABLE products (id varchar(9) PRIMARY KEY, raw_image_url text, status text, price integer NOT NULL)"
    async with shop_database(ShopKind(database, ("", ""), (table,)), tmp_path) as engine:
        shop = Shop(engine, ShopSettings())
        await shop.check()
        with pytest.raises(
            ShopError, match=r"cannot add it: price must not be null; add the row, and send the event again"
        ) as raised:
            await shop.upsert("1", raw_image="raw/a.jpg")
        assert raised.value.fault is Fault.SETUP, "the event waits in the retry topics"
        async with writing(engine) as connection:
            await connection.execute(text("INSERT INTO products VALUES ('1', NULL, 'new', 5)"))
        assert (await shop.upsert("1", raw_image="raw/a.jpg")).raw_image == "raw/a.jpg"
