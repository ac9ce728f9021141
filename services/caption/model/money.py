"""Prices and currencies of a model's answer, held against the numbers and markers that the rules read."""

import re
from itertools import pairwise

from libs.text.quotes import Span
from services.caption.amounts import currency
from services.caption.amounts.currency import Marker
from services.caption.amounts.iso4217 import CODES
from services.caption.amounts.numbers import tidy
from services.caption.model.findings import Findings
from services.caption.model.prompt import Amount, AmountRange, CaptionFacts, Currency
from services.caption.model.quote import Words


def take_money(found: Findings, facts: CaptionFacts) -> None:
    """Add the amounts that their quotes hold, and a currency whose marker is quoted."""
    if facts.price:
        _take_amount(found, "price", facts.price)
    if facts.original_price:
        _take_amount(found, "original_price", facts.original_price)
    if facts.price_range:
        _take_range(found, facts.price_range)
    if facts.currency:
        _take_currency(found, facts.currency)


def _take_amount(found: Findings, name: str, amount: Amount) -> None:
    value = amount.value
    found.take(name, tidy(value), amount.quote, lambda span: value in _meanings(found.words, span))


def _take_range(found: Findings, range_: AmountRange) -> None:
    low, high = range_.low, range_.high
    if not 0 < low < high:
        found.reasons["price_range"] = "the model's range does not ascend"
        return
    amounts = (tidy(low), tidy(high))
    found.take("price_range", amounts, range_.quote, lambda span: {low, high} <= _meanings(found.words, span))


def _meanings(words: Words, span: Span) -> set[float]:
    """What the numbers that a span touches can mean. In "20-30k" the k covers both."""
    amounts = words.touching(span)
    values = {float(tidy(amount.value)) for amount in amounts if amount.value > 0}
    for amount, following in pairwise(amounts):
        if amount.factor == 1 and following.factor > 1:
            values.add(float(tidy(amount.value * following.factor)))
    return values


def _take_currency(found: Findings, claimed: Currency) -> None:
    words, code = found.words, claimed.code
    if code not in CODES:
        found.reasons["currency"] = "the model's code is not in ISO 4217"
        return
    span = found.take("currency", code, claimed.quote, lambda span: bool(_markers(words, span, code)))
    # "Rs" without a place is the model's guess among several currencies.
    if span and currency.settled(_markers(words, span, code), words.text.low)[0] != code:
        found.doubt("currency")


def _markers(words: Words, span: Span, code: str) -> list[Marker]:
    """The currency markers in a span that can mean `code`. A bare "$" can mean none."""
    markers = [marker for amount in words.touching(span) for marker in amount.markers if code in marker.codes]
    named = re.search(rf"(?<![^\W\d_]){code.lower()}(?![^\W\d_])", words.low(span))
    if named and not markers:  # the code itself, away from any number
        markers = [Marker(span[0] + named.start(), span[0] + named.end(), frozenset({code}))]
    return [marker for marker in markers if marker.start < span[1] and span[0] < marker.end]
