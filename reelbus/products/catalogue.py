"""The shop's tables, for commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean
from reelbus.database import opened

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from services.enhance.jobs import Jobs
    from services.enhance.shop.product import Product
    from services.enhance.shop.store import Shop

NEWEST = 1000
"""Products whose ids are compared with a misspelt one."""


class Catalogue(NamedTuple):
    """The shop's tables, and the jobs in the same database."""

    engine: "AsyncEngine"
    shop: "Shop"
    jobs: "Jobs"

    async def existing(self, product_id: str) -> "Product":
        """The product. Raises UserError if there is none."""
        found = await self.shop.product(product_id)
        if found is not None:
            return found
        near = did_you_mean(product_id, [one.product_id for one in await self.shop.newest(NEWEST)])
        raise UserError(
            f"product {product_id} is not in {self.shop.settings.products_table}"
            f"{near or ': add it with `reelbus products add`'}"
        )


@asynccontextmanager
async def catalogue() -> AsyncIterator[Catalogue]:
    """The tables in DATABASE_URL. Raises UserError."""
    from libs.settings import load
    from services.enhance.jobs import Jobs
    from services.enhance.shop.errors import ShopError
    from services.enhance.shop.settings import ShopSettings
    from services.enhance.shop.store import Shop

    settings = load(ShopSettings)
    async with opened() as engine:
        try:
            yield Catalogue(engine, Shop(engine, settings), Jobs(engine))
        except ShopError as error:
            raise UserError(str(error), status=2) from None
