"""The rules: a caption's facts without a language model. Pure, deterministic, and silent rather than wrong."""

from libs.events import CaptionParsed, Evidence, NewVideoPosted
from libs.text.hashtags import find_hashtags
from libs.text.masks import mask_addresses, mask_others
from libs.text.normalised import MAX_CHARACTERS, Text
from services.caption.availability import Standing, find_availability
from services.caption.money.price import Prices, find_prices
from services.caption.sizes.offered import find_sizes
from services.caption.title import find_title

_REVIEW_BELOW = 0.8
"""A price whose evidence is less sure than this needs a person's look."""


class _Proof:
    """Collects evidence: spans of the normalised text become spans of the caption as it was sent."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self.evidence: dict[str, Evidence] = {}

    def add(self, field: str, spans: list[tuple[int, int]], confidence: float) -> None:
        for number, (start, end) in enumerate(spans):
            first, last = self._text.span(start, end)
            self.evidence[f"{field}[{number}]" if number else field] = Evidence(
                text=self._text.caption[first:last], start=first, end=last, method="rules", confidence=confidence
            )


def parse(event: NewVideoPosted, *, default_currency: str | None = None) -> CaptionParsed:
    """The facts of a caption, each with the span that proves it.

    `default_currency` (ISO 4217) is taken for a price without a currency marker when the event does not bring its
    own `seller_currency`. Never raises on any caption; reads its first 10,000 code points.
    """
    text = Text(event.caption)
    without_addresses = mask_addresses(text)
    words = mask_others(without_addresses)
    sizes = find_sizes(text, words)
    prices = find_prices(text, words, sizes.taken)
    hashtags = find_hashtags(text, without_addresses)
    standing = find_availability(text, words)
    if sizes.some_gone and sizes.values and standing.value in {"unknown", "sold_out"}:
        standing = Standing("in_stock", standing.span or sizes.spans[0], 0.8)  # "40 habis": the others are there
    proof = _Proof(text)
    reasons = dict(prices.reasons)
    review: list[str] = []
    if len(event.caption) > MAX_CHARACTERS:
        reasons["caption"] = f"only the first {MAX_CHARACTERS} characters were read"

    currency = _currency(prices, event.seller_currency or default_currency, reasons, review)
    _prove_prices(prices, proof, review)
    proof.add("sizes", sizes.spans, sizes.confidence)
    if sizes.system_span:
        proof.add("size_system", [sizes.system_span], 0.95)
    proof.add("hashtags", [(start, end) for _, start, end in hashtags], 1.0)
    if standing.span:
        proof.add("availability", [standing.span], standing.confidence)

    title = None
    if not prices.several_products:
        taken = [*prices.money, *sizes.taken, *sizes.spans]
        priced = prices.price is not None or prices.low is not None or prices.bundle_priced or prices.in_parts
        sells = priced or bool(sizes.values)
        if found := find_title(text.plain, words, taken, sells=sells or standing.span is not None or prices.asked):
            start, end, confidence = found
            title = text.original(start, end)
            proof.add("title", [(start, end)], confidence)

    return CaptionParsed(
        video_id=event.video_id,
        seller_handle=event.seller_handle,
        caption=event.caption,
        title=title,
        price=prices.price.value if prices.price else None,
        currency=currency,
        original_price=prices.original.value if prices.original else None,
        price_range=(prices.low.value, prices.high.value) if prices.low and prices.high else None,
        bundle=prices.bundle is not None,
        sizes=sizes.values,
        size_system=sizes.system,
        hashtags=[name for name, _, _ in hashtags],
        availability=standing.value,
        evidence=proof.evidence,
        reasons=reasons,
        needs_review=review,
    )


def _currency(prices: Prices, default: str | None, reasons: dict[str, str], review: list[str]) -> str | None:
    """The currency that the caption proves, else the seller's own."""
    if not (prices.price or prices.low or prices.bundle_priced):
        return None
    if prices.currency:
        return prices.currency
    if default:
        reasons["currency"] = "the seller's default currency"
        return default
    review.append("currency")
    reasons["currency"] = (
        "the caption names no currency" if not prices.marked else "the marker means several currencies"
    )
    return None


def _prove_prices(prices: Prices, proof: _Proof, review: list[str]) -> None:
    if prices.price:
        proof.add("price", [prices.price.span], prices.price.confidence)
        if prices.price.confidence < _REVIEW_BELOW:
            review.insert(0, "price")
    if prices.original:
        proof.add("original_price", [prices.original.span], prices.original.confidence)
    if prices.low and prices.high:
        spans = list(dict.fromkeys([prices.low.span, prices.high.span]))
        proof.add("price_range", spans, prices.low.confidence)
    if prices.bundle:
        proof.add("bundle", [prices.bundle], 0.9)
    if prices.currency:
        proof.add("currency", prices.currency_spans, 0.97)
