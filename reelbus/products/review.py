"""`reelbus products approve` and `reject`: the review of a product's pictures."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal

from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.products.catalogue import catalogue

if TYPE_CHECKING:
    from services.enhance.shop.product import Picture


async def review(
    product_id: str, decision: Literal["approve", "reject"], numbers: Collection[int], *, every: bool
) -> None:
    """Decide about pictures by number, or about all that wait for a review, and print the product's status.

    Raises UserError.
    """
    async with catalogue() as found:
        await found.existing(product_id)
        pictures = await found.shop.pictures(product_id)
        waiting = found.shop.settings.pending_review
        chosen = _chosen(product_id, pictures, numbers, waiting, every=every)
        urls = [pictures[number - 1].url for number in chosen]
        shop = found.shop
        status = await (shop.approve if decision == "approve" else shop.reject)(product_id, urls)
    done = {"approve": "approved", "reject": "rejected"}[decision]
    output.line(product_id, status, done, ", ".join(map(str, chosen)))


def _chosen(
    product_id: str, pictures: "Sequence[Picture]", numbers: Collection[int], waiting: str, *, every: bool
) -> list[int]:
    """The numbers of the pictures to decide about; without a choice the only one that waits. Raises UserError."""
    unreviewed = [number for number, picture in enumerate(pictures, 1) if picture.status == waiting]
    for number in numbers:
        if number > len(pictures):
            count = f"{len(pictures)} {output.plural('picture', len(pictures))}"
            raise UserError(f"product {product_id} has {count}: there is no number {number}", status=2)
    if numbers:
        return sorted(set(numbers))
    if not unreviewed:
        raise UserError(f"product {product_id} has no picture that waits for a review")
    if not every and len(unreviewed) > 1:
        raise UserError(
            f"{len(unreviewed)} pictures wait for a review: choose with --image N "
            f"({', '.join(map(str, unreviewed))}), or --all",
            status=2,
        )
    return unreviewed
