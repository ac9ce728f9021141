"""The product of an event: from the shop's table, or made from the event's data."""

from libs.bus import Retryable
from libs.events import ProductSubmitted
from services.enhance.shop.product import Product
from services.enhance.shop.store import Shop

RETRY_SECONDS = 5.0
"""A product may be announced before its row is committed."""


async def known_product(event: ProductSubmitted, shop: Shop) -> Product | None:
    """The product's row; None if it has none and the event can make one. Else raises Retryable; also ShopError."""
    product = await shop.product(event.product_id)
    if product is None and not event.raw_image:
        table = shop.settings.products_table
        raise Retryable(f"product {event.product_id} is not in the table {table} yet", delay=RETRY_SECONDS)
    return product


async def write_product(event: ProductSubmitted, shop: Shop) -> Product:
    """Make or update the product's row by the event's data. Raises ShopError."""
    assert event.raw_image is not None
    return await shop.upsert(event.product_id, raw_image=event.raw_image, title=event.title, category=event.category)
