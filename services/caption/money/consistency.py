"""What the money fields of one result must be to each other, whoever found them."""

from typing import Any

from libs.events import CaptionParsed

PRICED = ("price", "price_range", "bundle")


def consistent(parsed: CaptionParsed) -> CaptionParsed:
    """Without an original price that is not above the price, and without the currency of no price."""
    changes: dict[str, Any] = {}
    price = parsed.price if parsed.price_range is None else parsed.price_range[0]
    if parsed.original_price is not None and (price is None or parsed.original_price <= price):
        changes["original_price"] = None
    if parsed.currency is not None and not any(getattr(parsed, name) for name in PRICED):
        changes["currency"] = None
    if not changes:
        return parsed
    return parsed.model_copy(
        update=changes
        | {
            "evidence": {name: proof for name, proof in parsed.evidence.items() if name not in changes},
            "reasons": parsed.reasons | dict.fromkeys(changes, "no price that it would belong to"),
            "needs_review": [name for name in parsed.needs_review if name not in changes],
        }
    )
