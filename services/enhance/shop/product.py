"""A product of the shop and its pictures, and how reviews change a product's status. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from services.enhance.shop.settings import ShopSettings


@dataclass(frozen=True, slots=True)
class Product:
    """One row of the products' table; None: no value, or no such column."""

    product_id: str
    raw_image: str | None
    status: str | None
    title: str | None = None
    category: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One row of the pictures' table."""

    url: str
    status: str | None
    created_at: datetime | None = None


def in_order(pictures: Collection[Picture]) -> list[Picture]:
    """Oldest first, those of one run by their number in it: the position is the picture's number for people."""
    return sorted(pictures, key=lambda one: (one.created_at.timestamp() if one.created_at else 0.0, _natural(one.url)))


def _natural(text: str) -> list[tuple[int, str]]:
    """For sorting: `2-…` before `10-…`."""
    return [(len(part) if part.isdecimal() else 0, part) for part in re.split(r"([0-9]+)", text)]


def status_with_new(
    status: str | None, pictures: Collection[str | None], *, made: bool, names: ShopSettings
) -> str | None:
    """The product's status after a run. `pictures`: the statuses of all its pictures; `made`: whether the run has some.

    An approved product stays so, and a run without pictures changes nothing where others wait or are approved.
    """
    if status == names.approved:
        return status
    if made:
        return names.pending_review
    return names.failed if {names.pending_review, names.approved}.isdisjoint(pictures) else status


def status_after_review(status: str | None, pictures: Collection[str | None], names: ShopSettings) -> str | None:
    """The product's status after a review: approved with one approved picture or more, rejected without usable ones."""
    if names.approved in pictures:
        return names.approved
    if names.pending_review in pictures:
        return names.pending_review
    return names.rejected if names.rejected in pictures else status
