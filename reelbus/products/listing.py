"""`reelbus products list`: products and how many pictures they have."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from reelbus.console import output
from reelbus.products.catalogue import catalogue

if TYPE_CHECKING:
    from services.enhance.shop.product import Product

COLUMNS = ("PRODUCT", "STATUS", "WAITING", "APPROVED", "ADDED", "TITLE")
LONGEST = 28
"""Characters of a title in a table."""


async def show_all(status: str | None, limit: int, as_json: bool) -> None:
    """Print the newest products, one per line."""
    async with catalogue() as found:
        products = await found.shop.newest(limit, status)
        counts = await found.shop.picture_counts([product.product_id for product in products])
        names = found.shop.settings
    of = {product_id: (each[names.pending_review], each[names.approved]) for product_id, each in counts.items()}
    if as_json:
        for product in products:
            output.json_line(document(product) | {"pictures": counts.get(product.product_id, Counter())})
    elif output.on_terminal():
        rows = [for_people(product, *of.get(product.product_id, (0, 0))) for product in products]
        output.table(COLUMNS, rows, right=("WAITING", "APPROVED"))
    else:
        for product in products:
            waiting, approved = of.get(product.product_id, (0, 0))
            when = moment(product.created_at)
            output.line(product.product_id, product.status, waiting, approved, when, product.category, product.title)


def for_people(product: "Product", waiting: int, approved: int) -> tuple[object, ...]:
    """Cells of COLUMNS for a terminal of 80 columns: days, long titles cut."""
    day = None if product.created_at is None else f"{product.created_at:%Y-%m-%d}"
    return product.product_id, product.status, waiting, approved, day, _short(product.title or product.category)


def document(product: "Product") -> dict[str, object]:
    """The product as a JSON object."""
    return {
        "product_id": product.product_id,
        "status": product.status,
        "title": product.title,
        "category": product.category,
        "raw_image": product.raw_image,
        "created_at": moment(product.created_at),
    }


def moment(when: datetime | None) -> str | None:
    """A time as text."""
    return None if when is None else output.moment(when.timestamp())


def _short(text: str | None) -> str | None:
    text = text and text.strip()
    return text if text is None or len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
