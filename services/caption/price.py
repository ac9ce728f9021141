"""The price decision: one price, was and now, a range, a bundle, or nothing."""

import re
from dataclasses import dataclass, field

from services.caption import bundle, currency, variants
from services.caption.amounts import Amount
from services.caption.lexicon import Found, Lexicon
from services.caption.lexicon.offers import ASK_PRICE
from services.caption.lexicon.price_words import Cue
from services.caption.numbers import tidy
from services.caption.roles import HARD_BREAK, Judged, Role, judge
from services.caption.text import Text

_ASK = Lexicon({"ask": ASK_PRICE})
_DOWN = re.compile(
    r"[ ,]{0,2}(?:to|a|à|por|para|ke|jadi|auf|per|hadi|down to|สู่|เหลือ|الي|xuong(?: con)?|con|na lang|nalang|now|now only|→|-|au|na|pa|kuja)"
    r"(?: (?:only|just|so|solo|apenas|somente|nur|chi|seulement|cuma))?[ :]{0,2}\Z"
)
_OUT_OF = re.compile(r"(?<![^\W_])(?:de|from|dari|von|mula|da|kutoka|tu|od|desde|du|จาก|من|se)[ :]{0,2}\Z")
_CHANGE = re.compile(
    r"(?<![^\W_])(?:pasa(?:n|ron)? de|paso de|sub\w+ de|aument\w+ de|passou de|passe(?:nt)? de|naik dari|dari|(?:up|increased|raised|went|moved|goes|changed|rise[ns]?) from"
    r"|steigt von|von|tang tu|kutoka|umepanda|zam|naik|رفع|ارتفع من)[ :]{0,2}\Z"
)
_PRICED = {Role.PRICE, Role.NOW, Role.FROM}


@dataclass(slots=True)
class Fact:
    """A value with the spans of the normalised text that prove it, and how sure it is."""

    value: int | float
    spans: list[tuple[int, int]]
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
    marked: bool = False
    """There is a currency marker, though it may be ambiguous."""
    currency: str | None = None
    currency_spans: list[tuple[int, int]] = field(default_factory=list)
    several_products: bool = False
    reasons: dict[str, str] = field(default_factory=dict)
    money: list[tuple[int, int]] = field(default_factory=list)
    """Spans of everything that is money of some kind: no part of a title."""


def find_prices(text: Text, low: str, taken: list[tuple[int, int]]) -> Prices:
    """Prices in `low`, the caption without addresses, telephone numbers and dates.

    `taken`: spans that sizes were read from.
    """
    judged, cues = judge(text, low, taken)
    _promote_variants(judged, low)
    found = Prices(money=[(j.amount.start, j.amount.end) for j in judged if j.role is not Role.NOTHING])
    asked = next(_ASK.find(low), None)
    offers = [j for j in judged if j.role in _PRICED | {Role.WAS, Role.WHOLESALE}]
    if asked is not None:
        offers = [j for j in offers if j.amount.marked]
    _decide(found, offers, judged, low, text.struck)
    if found.price is None and found.low is None and asked is not None:
        found.reasons["price"] = "asks for a direct message"
    _find_currency(found, judged, text.low)
    return found


def _decide(found: Prices, offers: list[Judged], judged: list[Judged], low: str, struck: set[int]) -> None:
    _mark_crossed_out(offers, low, struck)
    bundles = _bundles(offers, judged, low)
    promo = bundle.PROMO.search(low)
    if bundles:
        found.bundle = (bundles[0].amount.start, bundles[0].amount.end)
        found.bundle_priced = True
    elif promo and offers:
        found.bundle = promo.span()
    singles = [j for j in offers if j not in bundles]
    _was_and_now(singles, low)
    priced = [j for j in singles if j.role in _PRICED] or [j for j in singles if j.role is Role.WHOLESALE]
    if len(_values(priced)) > 1:
        priced = [j for j in priced if j.confidence >= 0.8] or priced
    if len(_values(priced)) > 1:
        priced = _one_currency(_without_more_charges(priced, judged, low), low)
    values = _values(priced)
    if not values:
        return
    best = max(priced, key=lambda j: j.confidence)
    if len(values) == 1:
        if best.amount.high is not None and _CHANGE.search(low[max(0, best.amount.start - 20) : best.amount.start]):
            span = (best.amount.high_start, best.amount.end)
            found.price = Fact(tidy(best.amount.high), [span], 0.85)  # "pasa de 38 € a 44 €"
            return
        if best.amount.high is not None:
            span = (best.amount.start, best.amount.end)
            found.low = Fact(tidy(best.amount.value), [span], best.confidence)
            found.high = Fact(tidy(best.amount.high), [span], best.confidence)
            return
        found.price = _fact(best)
        before = {j.amount.value: j for j in singles if j.role is Role.WAS and j.amount.high is None}
        if len(before) == 1 and (was := next(iter(before.values()))).amount.value > best.amount.value:
            found.original = _fact(was)
        return
    labels = _labels(priced, judged, low)
    if all(j.amount.high is None for j in priced) and variants.same_product(labels):
        ordered = sorted(priced, key=lambda j: j.amount.value)
        found.low, found.high = _fact(ordered[0], 0.9), _fact(ordered[-1], 0.9)
        return
    found.several_products = True
    found.reasons["price"] = "several prices, of which none is the price of one product"


def _values(offers: list[Judged]) -> set[tuple[float, float | None]]:
    return {(j.amount.value, j.amount.high) for j in offers}


def _fact(j: Judged, most: float = 1.0) -> Fact:
    return Fact(tidy(j.amount.value), [(j.amount.start, j.amount.end)], min(most, j.confidence))


def _mark_crossed_out(offers: list[Judged], low: str, struck: set[int]) -> None:
    for j in offers:
        start, end = j.amount.start, j.amount.end
        crossed = len(struck.intersection(range(j.amount.number_start, j.amount.number_end))) * 2 >= len(j.amount.digits)
        tilded = low[start - 1 : start] == "~" and low[end : end + 1] == "~"
        beside = re.match(r" {0,2}❌", low[end : end + 3]) or re.search(r"❌ {0,2}\Z", low[max(0, start - 3) : start])
        if len(offers) > 1 and j.role is not Role.NOW and (crossed or tilded or beside):
            j.role = Role.WAS


def _bundles(offers: list[Judged], judged: list[Judged], low: str) -> list[Judged]:
    ends = [0, *(j.amount.end for j in judged if j.role is not Role.NOTHING)]
    starts = [*(j.amount.start for j in judged if j.role is not Role.NOTHING), len(low)]
    several: list[Judged] = []
    for j in offers:
        floor = max(end for end in ends if end <= j.amount.start)
        ceiling = min(start for start in starts if start >= j.amount.end)
        if j.role in {Role.PRICE, Role.NOW, Role.FROM} and not j.per_unit and bundle.covers_several(low, j.amount.start, j.amount.end, floor, ceiling):
            several.append(j)
        elif (promo := bundle.PROMO.search(low[floor : j.amount.start])) and not j.per_unit:
            gap = low[floor + promo.end() : j.amount.start]
            if len(gap) <= 14 and not HARD_BREAK.search(gap):
                several.append(j)
    quantities = [(re.search(r"([^\W\d_]+) (\d{1,2})[ :=-]{0,3}\Z", low[max(0, j.amount.start - 24) : j.amount.start]), j) for j in offers]
    counted = [(m.group(1), int(m.group(2)), j) for m, j in quantities if m]
    if len(counted) > 1 and len({unit for unit, _, _ in counted}) == 1 and min(n for _, n, _ in counted) == 1:
        several += [j for _, n, j in counted if n > 1 and j not in several]
    return several


def _was_and_now(singles: list[Judged], low: str) -> None:
    """Settle pairs whose order alone tells was from now: "from 80k to 60k", "RM32 jadi RM36", "$45 → $30"."""
    for first, second in zip(singles, singles[1:], strict=False):
        if first.amount.high is not None or second.amount.high is not None:
            continue
        between = low[first.amount.end : second.amount.start]
        if len(between) > 40 or "\n" in between.strip("\n "):
            continue
        if second.role is Role.NOW and first.role in {Role.PRICE, Role.FROM}:
            first.role = Role.WAS
        elif second.role is Role.FROM and first.role in {Role.PRICE, Role.NOW} and second.amount.value > first.amount.value:
            second.role = Role.WAS
        elif (
            second.amount.value < first.amount.value
            and second.role in {Role.PRICE, Role.FROM, Role.NOW}
            and _DOWN.match(between)
            and (first.role is Role.FROM or _OUT_OF.search(low[max(0, first.amount.start - 16) : first.amount.start]))
        ):
            first.role, second.role = Role.WAS, Role.NOW
        elif first.role is Role.NOW and second.role is Role.PRICE and second.amount.value > first.amount.value and re.fullmatch(r"[ (]*(?:from|instead|dari|de)?[ (]*", between):
            second.role = Role.WAS


def _without_more_charges(priced: list[Judged], judged: list[Judged], low: str) -> list[Judged]:
    """Without amounts that go on about charges: "delivery from GH₵25. For Kumasi we use the bus for GH₵30"."""
    kept: list[Judged] = []
    previous: Judged | None = None
    for j in judged:
        if j.role is Role.NOTHING:
            continue
        charged = previous is not None and (previous.role is Role.CHARGE or (previous in priced and previous not in kept))
        if j in priced and not (charged and not j.named and previous and "\n" not in low[previous.amount.end : j.amount.start]):
            kept.append(j)
        previous = j
    return kept or priced


def _one_currency(priced: list[Judged], low: str) -> list[Judged]:
    """"₦30,000 ($20)" is one price twice: the first stays."""
    codes = [frozenset().union(*(m.codes for m in j.amount.markers)) for j in priced]
    marked = all(j.amount.marked for j in priced)
    near = all(
        re.fullmatch(r"[ ]{0,2}(?:[(/|=~≈]|or|o|ou|oder|\x1f|/ ?)?[ (]{0,3}", low[a.amount.end : b.amount.start])
        for a, b in zip(priced, priced[1:], strict=False)
    )
    distinct = all(not (a & b) and (a or b) for a, b in zip(codes, codes[1:], strict=False))
    return priced[:1] if marked and near and distinct else priced


def _labels(priced: list[Judged], judged: list[Judged], low: str) -> list[str]:
    """The words that stand before each amount; after each when they stand there."""
    ends = [0, *(j.amount.end for j in judged if j.role is not Role.NOTHING)]
    starts = [*(j.amount.start for j in judged if j.role is not Role.NOTHING), len(low)]
    breaks = [0, *(match.end() for match in HARD_BREAK.finditer(low))]
    lefts: list[str] = []
    rights: list[str] = []
    for j in priced:
        floor = max(place for place in (*ends, *breaks) if place <= j.amount.start)
        lefts.append(low[floor : j.amount.start])
        ceiling = min(place for place in (*starts, *breaks) if place >= j.amount.end)
        rights.append(low[j.amount.end : ceiling])
    blank = sum(not any(c.isalnum() for c in label) for label in lefts[1:])
    return rights if blank == len(lefts) - 1 else lefts


def _promote_variants(judged: list[Judged], low: str) -> None:
    """Bare numbers behind sizes are prices when there are several: "Small 25, Medium 35, Large 50"."""
    behind: list[Judged] = []
    for j in judged:
        head = low[max(0, j.amount.start - 16) : j.amount.start]
        letter = variants.LETTER_TAIL.search(head) and j.amount.value >= 60
        if j.role in {Role.NOTHING, Role.PRICE} and len(j.amount.digits) > 1 and (variants.SIZE_TAIL.search(head) or letter):
            behind.append(j)
    if len(behind) > 1:
        for j in behind:
            j.role = Role.PRICE
            j.confidence = max(j.confidence, 0.85)


def _find_currency(found: Prices, judged: list[Judged], low: str) -> None:
    facts = [fact for fact in (found.price, found.low, found.high, found.original) if fact]
    spans = [span for fact in facts for span in fact.spans]
    if found.price is None and found.low is None and found.bundle:
        spans = [found.bundle]
    amounts: list[Amount] = [j.amount for span in spans for j in judged if j.amount.start <= span[0] and span[1] == j.amount.end]
    for amount in amounts:
        found.marked = found.marked or any(marker.codes for marker in amount.markers)
        found.currency, found.currency_spans = currency.settle(amount.markers, low)
        if found.currency:
            return
