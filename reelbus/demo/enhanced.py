"""The results of the product photos, as text and for the page. Pure."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reelbus.console import output
from reelbus.demo.facts import NOTHING
from reelbus.demo.pictures import Picture, place
from reelbus.demo.products import PRODUCTS

if TYPE_CHECKING:
    from libs.events import ProductImagesEnhanced

PRODUCT_FIELDS = ("enhanced", "flags", "provider")
"""Facts of the pictures of a product."""
DEGRADED = "degraded"
"""The flag of a picture whose background had to stay."""


@dataclass(slots=True)
class Photos:
    """The results by product id."""

    results: "dict[str, ProductImagesEnhanced]" = field(default_factory=dict)

    def add(self, result: "ProductImagesEnhanced") -> None:
        """Add a result."""
        self.results[result.product_id] = result

    @property
    def degraded(self) -> int:
        """Number of pictures whose background had to stay."""
        return sum(DEGRADED in image.flags for result in self.results.values() for image in result.images)

    @property
    def summary(self) -> str:
        """One line about the pictures; empty without results."""
        if not self.results:
            return ""
        images = [image for result in self.results.values() for image in result.images]
        flagged = sum(bool(image.flags) for image in images)
        flags = f", {flagged} of them flagged for the reviewer" if flagged else ""
        count = len(self.results)
        return f"{count} product {output.plural('photo', count)}: {len(images)} enhanced pictures{flags}\n"

    def cards(self, objects: str) -> list[dict[str, Any]]:
        """The variables of the page's rows. `objects` is the URI of the folder of pictures, next to the page."""
        return [
            {
                "product": product,
                "raw": place(f"{objects}/{product.key}", objects),
                "facts": product_facts(self.results[product.product_id]),
                "pictures": [
                    (Picture(place(image.uri, objects), image.width, image.height, text), ", ".join(image.flags))
                    for image in self.results[product.product_id].images
                    for text in [f"{product.title}, picture {image.ordinal}: {image.width} × {image.height} pixels"]
                ],
            }
            for product in PRODUCTS
            if product.product_id in self.results
        ]


def product_facts(result: "ProductImagesEnhanced") -> dict[str, str]:
    """What became of a product's photo, by `PRODUCT_FIELDS`."""
    made = len(result.images)
    enhanced = f"{made} {output.plural('picture', made)}" if made else f"{result.status}: {result.reason}"
    flags = dict.fromkeys(flag for image in result.images for flag in image.flags)
    makers = dict.fromkeys(f"{image.provider} ({image.model})" for image in result.images)
    return {
        "enhanced": output.clean(enhanced),
        "flags": output.clean(", ".join(flags)) or NOTHING,
        "provider": output.clean(", ".join(makers)) or NOTHING,
    }
