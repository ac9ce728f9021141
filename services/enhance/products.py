"""The product of an event: from the shop's table, or made from the event's data."""

from libs.bus import Retryable
from libs.events import ProductSubmitted
from services.enhance.shop.product import Product
from services.enhance.shop.store import Shop

RETRY_SECONDS = 5.0
"""A product may be announced before its row is committed."""


async def product_of(event: ProductSubmitted, shop: Shop, *, again: bool) -> Product:
    """The product. Raises Retryable if it has no row yet, and ShopError.

    `again`: the event is an old one, whose data may be outdated: it does not change the row.
    """
    if event.raw_image and not again:
        return await shop.upsert(
            event.product_id, raw_image=event.raw_image, title=event.title, category=event.category
        )
    product = await shop.product(event.product_id)
    if product is None:
        table = shop.settings.products_table
        raise Retryable(f"product {event.product_id} is not in the table {table} yet", delay=RETRY_SECONDS)
    return product
