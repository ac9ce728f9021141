"""The price decision: one price, was and now, a range, a bundle, or nothing."""

from dataclasses import dataclass, field

from libs.text.clauses import Clauses
from libs.text.normalised import Text
from libs.text.words import Lexicon, Words
from services.caption.amounts import currency, subunits
from services.caption.amounts.numbers import tidy
from services.caption.lexicon.money.ask_price import ASK_PRICE
from services.caption.money import bundle, narrowing
from services.caption.money.comparisons import settle_measures, settle_tax
from services.caption.money.reductions import is_rise, mark_crossed_out, settle_pairs
from services.caption.money.roles import Judged, Role, judged_amounts

_ASK = Lexicon({"ask": ASK_PRICE})
_PRICED = frozenset({Role.PRICE, Role.NOW, Role.FROM})
_OFFERED = _PRICED | {Role.WAS, Role.WHOLESALE}


@dataclass(slots=True)
class Fact:
    """A value with the span of the normalised text that proves it, and how sure it is (0 to 1)."""

    value: int | float
    span: tuple[int, int]
    confidence: float


@dataclass(slots=True)
class Prices:
    """What a caption says about money. Spans index `Text.plain`."""

    price: Fact | None = None
    original: Fact | None = None
    low: Fact | None = None
    high: Fact | None = None
    bundle: tuple[int, int] | None = None
    bundle_priced: bool = False
    """The bundle has a price of its own, rather than being a bare "buy 2 get 1"."""
    in_parts: bool = False
    """There is a price in instalments."""
    currency: str | None = None
    currency_spans: list[tuple[int, int]] = field(default_factory=list)
    marked: bool = False
    """There is a currency marker, though it may be ambiguous."""
    several_products: bool = False
    asked: bool = False
    """The caption asks its readers to ask for the price."""
    reasons: dict[str, str] = field(default_factory=dict)
    money: list[tuple[int, int]] = field(default_factory=list)
    """Spans of everything that is money of some kind: no part of a title."""


def find_prices(text: Text, words: Words, taken: list[tuple[int, int]]) -> Prices:
    """Prices among `words`, those of the caption without addresses, telephone numbers and dates.

    `taken`: spans that sizes were read from.
    """
    clauses = Clauses(words.low)
    judged = judged_amounts(text, words, clauses, taken)
    if len(judged) > 1:
        narrowing.promote_variants(judged, words.low)
        settle_measures(judged, words.low)
        settle_tax(judged, words.low)
    found = Prices(
        money=[(j.amount.start, j.amount.end) for j in judged if j.role is not Role.NOTHING],
        asked=bool(_ASK.find(words)),
        in_parts=any(j.in_parts for j in judged),
    )
    offers = [j for j in judged if j.role in _OFFERED and (j.amount.marked or j.role is Role.WAS or not found.asked)]
    if offers:
        _decide(found, offers, judged, clauses, taken, struck=text.struck)
        _find_currency(found, judged, text, words.low)
    if found.price is None and found.low is None and found.asked:
        found.reasons["price"] = "asks for a direct message"
    return found


def _decide(
    found: Prices,
    offers: list[Judged],
    judged: list[Judged],
    clauses: Clauses,
    taken: list[tuple[int, int]],
    *,
    struck: set[int],
) -> None:
    low = clauses.low
    mark_crossed_out(offers, low, struck)
    bundles = bundle.find_bundles(offers, judged, clauses, taken)
    if bundles:
        found.bundle = (bundles[0].amount.start, bundles[0].amount.end)
        found.bundle_priced = True
    elif promotion := bundle.find_promotion(low):
        found.bundle = promotion
    singles = [j for j in offers if j not in bundles]
    settle_pairs(singles, low)
    priced = [j for j in singles if j.role in _PRICED] or [j for j in singles if j.role is Role.WHOLESALE]
    priced = narrowing.narrowed(priced, judged, low)
    if not priced:
        return
    if len(narrowing.values(priced)) == 1:
        _settle_one(found, max(priced, key=lambda j: j.confidence), singles, low)
    elif narrowing.is_one_product(priced, judged, clauses):
        ordered = sorted(priced, key=lambda j: j.amount.value)
        found.low, found.high = _fact(ordered[0], 0.9), _fact(ordered[-1], 0.9)
    else:
        found.several_products = True
        found.reasons["price"] = "several prices, of which none is the price of one product"


def _settle_one(found: Prices, best: Judged, singles: list[Judged], low: str) -> None:
    """The price or range that is left, and the price before if there is one."""
    amount = best.amount
    if amount.high is not None:
        span = (amount.start, amount.end)
        if is_rise(amount, low):
            found.price = Fact(tidy(amount.high), (amount.high_start, amount.end), 0.85)
        else:
            found.low = Fact(tidy(amount.value), span, best.confidence)
            found.high = Fact(tidy(amount.high), span, best.confidence)
        return
    found.price = _fact(best)
    before = {j.amount.value: j for j in singles if j.role is Role.WAS and j.amount.high is None}
    if len(before) == 1 and (was := next(iter(before.values()))).amount.value > amount.value:
        found.original = _fact(was)


def _fact(j: Judged, most: float = 1.0) -> Fact:
    return Fact(tidy(j.amount.value), (j.amount.start, j.amount.end), min(most, j.confidence))


def _find_currency(found: Prices, judged: list[Judged], text: Text, masked: str) -> None:
    """The currency of the price or range; with none of its own marker, that of the price before or the bundle."""
    facts = [fact for fact in (found.price, found.low, found.high, found.original) if fact]
    spans = [fact.span for fact in facts] + ([found.bundle] if found.bundle else [])
    for start, end in spans:
        for j in judged:
            if j.amount.start <= start and j.amount.end == end:
                found.marked = found.marked or any(marker.codes for marker in j.amount.markers)
                markers = j.amount.markers
                if j.amount.parts:
                    markers = [*markers, *subunits.unit_beside(markers, text.low)]
                found.currency, found.currency_spans = currency.settled(markers, text.low)
                if found.currency:
                    return
    if spans and not found.marked:
        found.currency, found.currency_spans = currency.named_once(text.plain, masked)
