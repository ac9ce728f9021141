"""The listings of the demo: when one is finished, and its facts as text. Pure."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from reelbus.console import output
from reelbus.demo.facts import NOTHING

if TYPE_CHECKING:
    from libs.events import ListingUpdated

MADE_BY = {"caption": ("caption",), "tags": ("caption", "tagger"), "thumbnail": ("thumbnail",)}
"""The services that each part of a listing needs."""
LISTING_FIELDS = ("category", "tags", "availability", "listing")


def finished(result: "ListingUpdated", services: Collection[str]) -> bool:
    """Whether nothing more is expected of the running `services`."""
    return not any(set(MADE_BY[part]) <= set(services) for part in result.waiting_for)


def listing_facts(result: "ListingUpdated") -> dict[str, str]:
    """The facts of a listing beside those of its caption and thumbnails, by `LISTING_FIELDS`."""
    sure = f" {result.category_confidence:.0%}" if result.category else ""
    return {
        "category": output.clean((result.category or NOTHING).replace(".", " › ")) + sure,
        "tags": output.clean(", ".join(tag.tag for tag in result.tags)) or NOTHING,
        "availability": NOTHING if result.availability == "unknown" else result.availability.replace("_", " "),
        "listing": output.clean(_state(result)),
    }


def _state(result: "ListingUpdated") -> str:
    if result.complete:
        return "complete"
    failed = [f"no {name}: {part.reason}" for name, part in result.parts if part.status == "failed"]
    waiting = [f"waits for {name}" for name in result.waiting_for]
    return "; ".join([*failed, *waiting])
