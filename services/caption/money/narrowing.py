"""Which of several amounts are the product's price."""

import re
from itertools import pairwise

from libs.text.clauses import Clauses
from libs.text.words import alternatives
from services.caption.lexicon.money.reductions import AT, OR
from services.caption.money import variants
from services.caption.money.roles import Judged, Role

_AT = re.compile(rf"(?:(?<![^\W_]){alternatives(AT)}|@|=|:)[ ]?\Z")
_EITHER = re.compile(rf"[ ]{{0,2}}(?:[(/|=~≈]|{alternatives(OR)}|\x1f|/ ?)?[ (]{{0,3}}")
_SURE = 0.8


def values(offers: list[Judged]) -> set[tuple[float, float | None]]:
    """The different prices and ranges among the offers."""
    return {(j.amount.value, j.amount.high) for j in offers}


def narrowed(priced: list[Judged], judged: list[Judged], low: str) -> list[Judged]:
    """`priced` without what only looks like a price beside the others, as long as they differ."""
    for step in (_surest, _without_more_charges, _one_currency):
        if len(values(priced)) < 2:
            break
        priced = step(priced, judged, low)
    return priced


def _surest(priced: list[Judged], judged: list[Judged], low: str) -> list[Judged]:
    """Without bare numbers when others have a marker, a multiplier or a price word, unless they go with them."""
    sure = [
        j for j in priced if j.confidence >= _SURE and (j.amount.marked or j.amount.factor != 1 or j.named or j.variant)
    ]
    if not sure:
        return [j for j in priced if j.confidence >= _SURE] or priced
    least, most = min(j.amount.value for j in sure), max(j.amount.value for j in sure)

    def goes_with(j: Judged) -> bool:
        if not least / 8 <= j.amount.value <= most * 8:
            return False
        head = low[max(0, j.amount.start - 5) : j.amount.start]
        close = any(0 <= j.amount.start - other.amount.end <= 12 for other in sure) and j.confidence >= _SURE
        return close or _AT.search(head) is not None

    return [j for j in priced if j in sure or goes_with(j)]


def _without_more_charges(priced: list[Judged], judged: list[Judged], low: str) -> list[Judged]:
    """Without amounts that go on about charges: "delivery from GH₵25. For Kumasi we use the bus for GH₵30"."""
    kept: list[Judged] = []
    previous: Judged | None = None
    for j in judged:
        if j.role is Role.NOTHING:
            continue
        if j in priced:
            goes_on = (
                previous is not None
                and (previous.role is Role.CHARGE or (previous in priced and previous not in kept))
                and "\n" not in low[previous.amount.end : j.amount.start]
            )
            if j.named or not goes_on:
                kept.append(j)
        previous = j
    return kept or priced


def _one_currency(priced: list[Judged], judged: list[Judged], low: str) -> list[Judged]:
    """ "₦30,000 ($20)" is one price twice: the first stays."""
    for first, second in pairwise(priced):
        here = {code for marker in first.amount.markers for code in marker.codes}
        there = {code for marker in second.amount.markers for code in marker.codes}
        distinct = not here & there and (here or there) and first.amount.marked and second.amount.marked
        if not distinct or not _EITHER.fullmatch(low[first.amount.end : second.amount.start]):
            return priced
    return priced[:1]


def is_one_product(priced: list[Judged], judged: list[Judged], clauses: Clauses) -> bool:
    """Whether several prices are of one product's variants, so that they make a range."""
    return all(j.amount.high is None for j in priced) and variants.same_product(_labels(priced, judged, clauses))


def _labels(priced: list[Judged], judged: list[Judged], clauses: Clauses) -> list[str]:
    """The words that stand before each amount; after each when they stand there."""
    low = clauses.low
    money = [j.amount for j in judged if j.role is not Role.NOTHING]
    lefts: list[str] = []
    rights: list[str] = []
    for j in priced:
        start, end = j.amount.start, j.amount.end
        floor = max([clauses.start_of(start), *(other.end for other in money if other.end <= start)])
        ceiling = min([clauses.end_of(end), *(other.start for other in money if other.start >= end)])
        lefts.append(low[floor:start])
        rights.append(low[end:ceiling])
    behind = not any(c.isalnum() for label in lefts[1:] for c in label)
    return rights if behind else lefts


def promote_variants(judged: list[Judged], low: str) -> None:
    """Bare numbers behind sizes are prices when there are several: "Small 25, Medium 35, Large 50"."""
    behind: list[Judged] = []
    for j in judged:
        if j.role not in {Role.NOTHING, Role.PRICE} or len(j.amount.digits) < 2:
            continue
        head = low[max(0, j.amount.start - 16) : j.amount.start]
        if variants.SIZE_TAIL.search(head) or (variants.LETTER_TAIL.search(head) and j.amount.value >= 60):
            behind.append(j)
    if len(behind) > 1:
        for j in behind:
            j.role, j.variant, j.confidence = Role.PRICE, True, max(j.confidence, 0.85)
