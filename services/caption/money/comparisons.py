"""Prices beside a price that say the same in another way: per kilogram, and without tax."""

import re
from collections.abc import Iterator

from libs.text.words import alternatives, folded, trie
from services.caption.lexicon.money.payments import (
    EQUALS,
    EXCLUDED,
    GROSS,
    GROSS_ALONE,
    INCLUDED,
    MEASURES,
    MEASURES_UNSPACED,
    NET,
    NET_ALONE,
    OF_TAX,
    PER,
    PER_MEASURE,
    PER_UNSPACED,
    TAX,
)
from services.caption.money.roles import Judged, Role

_WEIGHT = rf"(?:{alternatives(MEASURES)}(?![^\W_])|{alternatives(MEASURES_UNSPACED)})"
_MEASURE = rf"(?:\d{{1,4}}[ ]?)?{_WEIGHT}"
_MEASURE_UNBOUND = alternatives(MEASURES, MEASURES_UNSPACED)
_PER_MEASURE = re.compile(
    rf"[ ]?(?:each )?(?:/|{alternatives(PER)}\.?[ ]|{alternatives(PER_UNSPACED)}[ ]?)[ ]?{_MEASURE}"
)
_MEASURE_BEFORE = re.compile(
    rf"(?<![\w.,])\d{{1,4}}[ ]?{_MEASURE_UNBOUND}[ ]?{alternatives(EQUALS)}[ :]?\Z"
    rf"|(?:{trie(folded(PER_MEASURE))})[ :=.(]{{0,3}}\Z"
)
_IN_BRACKETS = re.compile(rf"[(\[][ ]?(?:1(?:00)?[ ]?)?{_MEASURE_UNBOUND}[ :=]{{0,3}}\Z")
"""`(1 kg 5,60 €)`, `(100g 300円)`: one measure, or a hundred, and its price."""
_REACH = 36
_PERCENT = r"(?:\d{1,2}(?:[.,]\d)?[ ]?%[ ]?)?"
_TAX = rf"[ ]?{alternatives(OF_TAX)}?{_PERCENT}{trie(folded(TAX))}"


def _tax_words(alone: str, before_tax: str, behind_tax: str, start: str = r"(?<![^\W_])") -> str:
    """A pattern of what says whether tax is in an amount: a word alone, or one before or behind a word for tax.

    `start`: what must hold where a word before tax begins.
    """
    return (
        rf"(?:(?<![^\W_]){trie(folded(alone, spaced=True))}(?![^\W_])|{trie(folded(alone, spaced=False))}"
        rf"|{start}{trie(folded(before_tax))}{_TAX}(?![^\W_])"
        rf"|(?<![^\W_]){trie(folded(TAX))}[ ]?{alternatives(behind_tax)}(?![^\W_]))"
    )


_GROSS = _tax_words(GROSS_ALONE, GROSS, INCLUDED)
_NET = _tax_words(NET_ALONE, NET, EXCLUDED, start=r"(?:(?<![^\W_])|(?=[+]))")
_AFTER = re.compile(rf"[ ]?[(\[,:*-]?[ ]?(?:(?P<net>{_NET})|(?P<gross>{_GROSS}))")
_BEFORE = re.compile(rf"(?:(?P<net>{_NET})|(?P<gross>{_GROSS}))[ :=)]{{0,3}}\Z")
_NUMBER_NEXT = re.compile(r"[ :=]{0,3}(?:[^\W\d_]{1,4}[ .]{0,2}|[€$£₺₹₽¥₴]{1,2}[ ]?)?\d")
_OFFERED, _NO_OFFER, _CHARGED = (
    (Role.PRICE, Role.NOW, Role.FROM),
    (Role.NOTHING, Role.WAS),
    (Role.CHARGE, Role.ELSEWHERE),
)
_HIGHEST_TAX = 1.3
"""What a price with tax is at most, without it taken as one."""


def settle_measures(judged: list[Judged], low: str) -> None:
    """Prices per kilogram, litre or the like stand aside when the price of a piece is there: `₹220 (₹880/kg)`."""
    offers = [j for j in judged if j.role in _OFFERED]
    if len(offers) < 2:
        return
    measured = [j for j in offers if _per_measure(j, low)]
    if len(measured) < len(offers):
        for j in measured:
            j.role = Role.ELSEWHERE


def _per_measure(j: Judged, low: str) -> bool:
    start, end = j.amount.start, j.amount.end
    end -= low[end - 1] == "/"  # a mark that closes an amount, as in "£5/", when no measure follows
    measure = _PER_MEASURE.match(low, end)
    if measure is not None and not _NUMBER_NEXT.match(low, measure.end()):  # but "50ml 40€ / 100ml 60€"
        return True
    head = low[max(0, start - _REACH) : start]
    if _MEASURE_BEFORE.search(head):
        return True
    return low[end : end + 2].lstrip().startswith((")", "]")) and _IN_BRACKETS.search(head) is not None


def settle_tax(judged: list[Judged], low: str) -> None:
    """Prices without tax stand aside when the one with tax is there: `400 kr exkl. moms, 500 kr inkl. moms`."""
    tagged = list(_tax(judged, low))
    if not tagged:
        return
    gross = [j for j, with_tax in tagged if with_tax]
    net = [j for j, with_tax in tagged if not with_tax]
    others = [j for j in judged if j.role in _OFFERED and not any(j is other for other, _ in tagged)]
    for j in others:
        net += [j] if any(1 < g.amount.value / j.amount.value <= _HIGHEST_TAX for g in gross) else []
        if any(1 < j.amount.value / n.amount.value <= _HIGHEST_TAX for n in net if n is not j):
            gross.append(j)
    if not gross:
        return
    for j in gross:
        if j.role in _CHARGED:
            j.role = Role.PRICE
    for j in net:
        j.role = Role.ELSEWHERE


def _tax(judged: list[Judged], low: str) -> Iterator[tuple[Judged, bool]]:
    """Amounts of which it is said whether they are with (True) or without tax."""
    money = [j for j in judged if j.role not in _NO_OFFER and j.amount.coined]
    if len(money) < 2:
        return
    floor = 0
    for j in money:
        start, end = j.amount.start, j.amount.end
        after = _AFTER.match(low, end)
        if after is not None and not _NUMBER_NEXT.match(low, after.end()):
            yield j, after["gross"] is not None
            floor = after.end()
            continue
        head = low[max(floor, start - _REACH) : start]
        floor = end
        if before := _BEFORE.search(head):
            yield j, before["gross"] is not None
