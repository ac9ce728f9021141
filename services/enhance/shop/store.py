"""Products and pictures in the shop's tables."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from libs.database import reading, writing
from libs.database.upsert import insert
from libs.epoch import Clock, as_utc, utc_now
from services.enhance.shop.errors import NoSuchPicture, NoSuchProduct, ShopError
from services.enhance.shop.product import Picture, Product, in_order, status_after_review, status_with_new
from services.enhance.shop.settings import ShopSettings
from services.enhance.shop.tables import ShopTable, ShopTables, check_tables, read_tables

Decision = Literal["approved", "rejected"]


class Shop:
    """The shop's tables, in the database of `engine`. Methods raise ShopError and DatabaseError.

    The columns are read at the first use, or by `check`.
    """

    def __init__(self, engine: AsyncEngine, settings: ShopSettings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self._engine = engine
        self._clock = clock
        self._tables: ShopTables | None = None

    async def check(self) -> None:
        """Check the tables, their columns, and that pictures can be added and products updated."""
        async with writing(self._engine) as connection:
            tables = await read_tables(connection, self.settings)
            await check_tables(connection, tables, self.settings)
        self._tables = tables

    async def product(self, product_id: str) -> Product | None:
        """The product; None if it has no row (yet). Raises NoSuchId."""
        async with reading(self._engine) as connection:
            products = (await self._known(connection)).products
            row = (await connection.execute(_one(products, product_id))).mappings().first()
        return None if row is None else _product(products, row, product_id)

    async def upsert(
        self, product_id: str, *, raw_image: str, title: str | None = None, category: str | None = None
    ) -> Product:
        """Make the product's row, or update these columns of it. Its status stays, a new one is `submitted`.

        A title or category is written if the table has a column of text for it. Raises NoSuchId, and ShopError if a new
        row needs values that are not known here.
        """
        given = {"image": raw_image, "title": title, "category": category}
        async with writing(self._engine) as connection:
            products = (await self._known(connection)).products
            texts = {name: _text(value) for name, value in given.items() if value is not None}
            changes = {name: text for name, text in texts.items() if products.writes(name)}
            if await self._locked(connection, products, product_id) is None:
                await self._insert(connection, products, product_id, changes)
            await connection.execute(_update(products, product_id, changes))
            row = (await connection.execute(_one(products, product_id))).mappings().one()
        return _product(products, row, product_id)

    async def record(self, connection: AsyncConnection, product_id: str, urls: Sequence[str]) -> str | None:
        """Add pictures that wait for a review, and set the product's status, in the caller's transaction.

        Pictures that are there stay as they are, so that a repeat changes nothing. Without `urls`: no picture could be
        made. Returns the product's status; None if its row is gone, and nothing is written.
        """
        tables = await self._known(connection)
        products, images = tables.products, tables.images
        found = await self._locked(connection, products, product_id)
        if found is None:
            return None
        before = await self._pictures(connection, images, product_id)
        present = {picture.url for picture in before}
        rows = [self._picture_row(images, product_id, url) for url in dict.fromkeys(urls) if url not in present]
        if rows:
            # Whatever unique constraints the shop's table has.
            await connection.execute(insert(connection, images.table).on_conflict_do_nothing(), rows)
        statuses = [picture.status for picture in before]
        status = status_with_new(found.status, statuses, made=bool(urls), names=self.settings)
        if status != found.status:
            await connection.execute(_update(products, product_id, {"status": status}))
        return status

    async def pictures(self, product_id: str) -> list[Picture]:
        """All pictures of the product, oldest first: the position, from 1, is a picture's number."""
        async with reading(self._engine) as connection:
            return await self._pictures(connection, (await self._known(connection)).images, product_id)

    async def approve(self, product_id: str, urls: Collection[str]) -> str | None:
        """Approve these pictures, and by that the product. Returns the product's status. Raises NoSuchProduct and
        NoSuchPicture."""
        return await self._review(product_id, urls, self.settings.approved)

    async def reject(self, product_id: str, urls: Collection[str]) -> str | None:
        """Reject these pictures; the product is rejected with its last one. Returns the product's status. Raises
        NoSuchProduct and NoSuchPicture."""
        return await self._review(product_id, urls, self.settings.rejected)

    async def newest(self, limit: int, status: str | None = None) -> list[Product]:
        """Products, newest first where the table has their time."""
        async with reading(self._engine) as connection:
            products = (await self._known(connection)).products
            query = select(*products.table.c).limit(limit)
            if status is not None:
                query = query.where(products["status"] == status)
            order = [products["created"].desc().nulls_last()] if "created" in products else []
            rows = (await connection.execute(query.order_by(*order, products["id"].desc()))).mappings().all()
        return [_product(products, row, None) for row in rows]

    async def picture_counts(self, product_ids: Collection[str]) -> dict[str, Counter[str]]:
        """How many pictures of each status these products have."""
        async with reading(self._engine) as connection:
            images = (await self._known(connection)).images
            ids = [images.columns["product"].id_value(each) for each in product_ids]
            query = select(images["product"], images["status"], func.count()).where(images["product"].in_(ids))
            rows = (await connection.execute(query.group_by(images["product"], images["status"]))).all()
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for product_id, status, count in rows:
            found[_id_text(product_id)][str(status)] += count
        return dict(found)

    async def _review(self, product_id: str, urls: Collection[str], decision: str) -> str | None:
        async with writing(self._engine) as connection:
            tables = await self._known(connection)
            products, images = tables.products, tables.images
            found = await self._locked(connection, products, product_id)
            if found is None:
                raise NoSuchProduct(f"there is no product {product_id} in {products.name}")
            pictures = {one.url: one.status for one in await self._pictures(connection, images, product_id)}
            missing = [url for url in urls if url not in pictures]
            if missing:
                raise NoSuchPicture(f"product {product_id} has no picture {missing[0]} in {images.name}")
            here = _of_product(images, product_id)
            change = update(images.table).where(here, images["url"].in_(list(urls)))
            await connection.execute(change.values({images["status"]: decision}))
            statuses = (pictures | dict.fromkeys(urls, decision)).values()
            status = status_after_review(found.status, statuses, self.settings)
            if status != found.status:
                await connection.execute(_update(products, product_id, {"status": status}))
            return status

    async def _known(self, connection: AsyncConnection) -> ShopTables:
        if self._tables is None:
            self._tables = await read_tables(connection, self.settings)
        return self._tables

    async def _locked(self, connection: AsyncConnection, products: ShopTable, product_id: str) -> Product | None:
        """The product, locked until the transaction ends: who changes it or its pictures waits."""
        row = (await connection.execute(_one(products, product_id).with_for_update())).mappings().first()
        return None if row is None else _product(products, row, product_id)

    async def _insert(
        self, connection: AsyncConnection, products: ShopTable, product_id: str, changes: Mapping[str, object]
    ) -> None:
        values: dict[str, object] = {
            "id": products.columns["id"].id_value(product_id),
            "status": self.settings.submitted,
            **changes,
        }
        if "created" in products:
            values["created"] = products.columns["created"].time_value(self._clock())
        refused = [products.columns[name].name for name in values if products.columns[name].generated]
        unknown = sorted(products.required - {products.columns[name].name for name in values})
        if refused or unknown:
            why = f"{', '.join(unknown)} must not be null" if unknown else f"{refused[0]} is made by the database"
            raise ShopError(
                f"product {product_id} is not in {products.name}, and an event cannot add it: {why}; "
                "add the row, and send the event again"
            )
        if connection.dialect.name == "postgresql":
            # The shop's table may have no unique constraint: two events of one new product come one after the other.
            key = func.hashtextextended(f"{products.name}/{product_id}", 0)
            await connection.execute(select(func.pg_advisory_xact_lock(key)))
            if await self._locked(connection, products, product_id) is not None:
                return
        row = {products[name]: value for name, value in values.items()}
        await connection.execute(insert(connection, products.table).values(row).on_conflict_do_nothing())

    def _picture_row(self, images: ShopTable, product_id: str, url: str) -> dict[str, object]:
        columns = images.columns
        row: dict[str, object] = {
            columns["product"].name: columns["product"].id_value(product_id),
            columns["url"].name: url,
            columns["status"].name: self.settings.pending_review,
        }
        if "created" in images:
            row[columns["created"].name] = columns["created"].time_value(self._clock())
        return row

    async def _pictures(self, connection: AsyncConnection, images: ShopTable, product_id: str) -> list[Picture]:
        query = select(*images.table.c).where(_of_product(images, product_id))
        rows = (await connection.execute(query)).mappings().all()
        return in_order([Picture(str(row[images["url"]]), row[images["status"]], _time(images, row)) for row in rows])


def _one(products: ShopTable, product_id: str) -> Select[Any]:
    return select(*products.table.c).where(products["id"] == products.columns["id"].id_value(product_id)).limit(1)


def _of_product(images: ShopTable, product_id: str) -> Any:
    return images["product"] == images.columns["product"].id_value(product_id)


def _update(products: ShopTable, product_id: str, changes: Mapping[str, object]) -> Any:
    here = products["id"] == products.columns["id"].id_value(product_id)
    return update(products.table).where(here).values({products[name]: value for name, value in changes.items()})


def _product(products: ShopTable, row: Mapping[Any, Any], product_id: str | None) -> Product:
    """`product_id`: as it was asked for; a column of UUIDs has them in another case."""
    texts = {name: row[products[name]] for name in ("image", "status", "title", "category") if name in products}
    image, status, title, category = (_plain(texts.get(name)) for name in ("image", "status", "title", "category"))
    return Product(product_id or _id_text(row[products["id"]]), image, status, title, category, _time(products, row))


def _time(table: ShopTable, row: Mapping[Any, Any]) -> datetime | None:
    return as_utc(row[table["created"]]) if "created" in table else None


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _id_text(value: object) -> str:
    return str(value).rstrip()  # PostgreSQL pads CHAR(n) with blanks


def _text(text: str) -> str:
    """`text` without NUL, which PostgreSQL refuses."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
