"""Availability: in stock, sold out or pre-order, when the caption says so of its product."""

import re
from dataclasses import dataclass
from typing import Literal

from libs.text.normalised import Text
from libs.text.words import Found, Lexicon, Words, alternatives, folded
from services.caption.lexicon.stock_words import (
    ALONE,
    ARE_KINDS,
    ARE_SERVICES,
    COUNTS_LAST,
    COUNTS_LEFT,
    FEW,
    FEW_ARABIC,
    FEW_MALAY,
    FEW_UNSPACED,
    FUTURE,
    IN_SIZE,
    KINDS,
    LAST,
    LEFT,
    LEFT_ARABIC,
    LEFT_MALAY,
    MALAY,
    NOT,
    NOT_LEFT_LAST,
    NOT_LEFT_REMAIN,
    NOT_LEFT_TIME,
    NOT_READY,
    NOT_SIZES,
    NOT_YET,
    OFFERED,
    ONLY,
    ONLY_ARABIC,
    ONLY_FEW,
    ONLY_REMAIN,
    ONLY_STILL,
    READY_FOR,
    REMAIN,
    RESTOCKED,
    SERVICES,
    SIZE_NAMES,
    SOLD_BEFORE,
    STILL_BEFORE,
    STOCK,
    STOCK_OF,
    UNITS_LEFT,
    Stock,
)

Availability = Literal["in_stock", "sold_out", "pre_order", "unknown"]

_LEXICON = Lexicon(STOCK)
_LEFT = re.compile(
    rf"{alternatives(ONLY)}?[ ]?(?:\d{{1,3}}|{alternatives(COUNTS_LEFT)})[ ](?:[^\W\d_]+[ ]){{0,3}}"
    rf"{alternatives(LEFT)}(?![^\W\d_])"
)
_LAST_FEW = (
    rf"{alternatives(LAST)}[ ](?:{alternatives(ONLY_FEW)} )?\d{{1,2}}"
    rf"(?![\d.,%]|[ ]?{alternatives(NOT_LEFT_LAST)})"
)
_FEW_REMAIN = (
    rf"{alternatives(REMAIN)}[ ](?:{alternatives(ONLY_REMAIN)} )?\d{{1,3}}"
    rf"(?![\d.,%]|[ ]?{alternatives(NOT_LEFT_REMAIN)})"
)
_STILL_SO_MANY = (
    rf"{alternatives(STILL_BEFORE)}[ ](?:{alternatives(ONLY_STILL)} )?\d{{1,3}}[ ]{alternatives(UNITS_LEFT)}"
)
_FEW = re.compile(
    rf"(?<![^\W_]){_LAST_FEW}"
    r"|(?:only|just)[ ](?:[^\W_]+[ ]){1,4}left(?![^\W\d_])"
    rf"|(?<![^\W\d_]){alternatives(STOCK_OF)}[ :]{{1,2}}\d{{1,3}}(?![\d.,]|[ ]?(?:k|rb)\b)"
    rf"|(?<![^\W\d_])last[ ](?:\d{{1,3}}|{alternatives(COUNTS_LAST)})(?![^\W\d_]|[ ]?{alternatives(NOT_LEFT_TIME)})"
    rf"|{alternatives(LEFT_MALAY)}[ ](?:\d{{1,3}}|{alternatives(FEW_MALAY)})"
    rf"|(?<![^\W_])(?:{_FEW_REMAIN}|{_STILL_SO_MANY})"
    rf"|{alternatives(FEW_UNSPACED)}"
    rf"|{alternatives(LEFT_ARABIC)}[ ](?:{alternatives(ONLY_ARABIC)} )?(?:\d|{alternatives(FEW_ARABIC)})"
)
_OF_A_SIZE = re.compile(
    rf"[ ]{alternatives(IN_SIZE)}[ ](?:{alternatives(SIZE_NAMES)}[ ])?"
    rf"(?:\d{{2}}(?:[.,]5)?|x{{0,3}}[sl]|m)(?![^\W_]|[ ]?{alternatives(NOT_SIZES)})"
)
_READY = re.compile(rf"(?<![^\W_])(?<!-)ready(?![^\W_])(?![ -]{alternatives(READY_FOR)}(?![^\W_]))")
_READY_NOT = re.compile(rf"(?<![^\W_]){alternatives(NOT_READY)}[ ]\Z")
_MALAY = frozenset(folded(MALAY))
_OFFERED = frozenset(folded(OFFERED))
_SIZE_BEFORE = re.compile(r"(?<![^\W_])(?:\d{2}(?:[.,]5)?|x{0,4}[sl]|m|\dxl|gg?)[ ]\Z")
_ALONE = frozenset(folded(ALONE))
_MAY_BE_FEW = frozenset(FEW.split("|"))
"""None of the two patterns above matches without one of these, in scripts with spaces."""
_FEW_UNSPACED = frozenset("เ残あ仅只")
"""What they begin with in other scripts."""
_SERVICE = re.compile(rf"{alternatives(SERVICES)}[ ](?:{alternatives(ARE_SERVICES)} )?\Z")
_OTHERS = re.compile(rf"(?:{alternatives(KINDS)}|\d)[ :]{{0,2}}(?:{alternatives(ARE_KINDS)} )?\Z")
_RESTOCKED = re.compile(alternatives(RESTOCKED))
_FUTURE = re.compile(rf"\d|\x00|(?<![^\W_]){alternatives(FUTURE)}")
_TIMES = re.compile(f"[ ]?{alternatives(SOLD_BEFORE)}")
_NOT = re.compile(rf"{alternatives(NOT)}[ ](?:{alternatives(NOT_YET)} )?\Z")


_BREAK_BEFORE = re.compile(r"(?:\A|[\n\x00\x1d\x1f!?;|.,:()❌*\-])[ ]*\Z")
_BREAK_AFTER = re.compile(r"[ ]*(?:\Z|[\n\x00\x1d\x1f!?;|.,:()❌*\-])")


@dataclass(slots=True)
class Standing:
    """What the caption says about stock, the words that say it, and how sure that is."""

    value: Availability = "unknown"
    span: tuple[int, int] | None = None
    confidence: float = 0.9


def find_availability(text: Text, words: Words) -> Standing:
    """Whether the product can be bought now.

    `words` are those of the caption without addresses, telephone numbers and dates.
    """
    low = words.low
    held: dict[Stock, tuple[int, int]] = {}
    gone_at = -1
    for found in _LEXICON.find(words):
        kind = _meaning(found, text.plain, low)
        if kind is Stock.NEITHER:
            continue
        if kind is Stock.BACK and _RESTOCKED.search(low[found.start : found.end]):
            kind = Stock.STILL
        if kind in {Stock.BACK, Stock.STILL} and Stock.GONE in held and found.start > gone_at:
            del held[Stock.GONE]
            held.setdefault(Stock.IN, (found.start, found.end))
        if kind is Stock.GONE:
            gone_at = found.start
        held.setdefault(kind, (found.start, found.end))
    if Stock.IN not in held and (ready := _ready_span(low, words)) is not None:
        held[Stock.IN] = ready
    if Stock.GONE in held:
        return Standing("sold_out", held[Stock.GONE])
    if Stock.ORDER in held:
        return Standing("pre_order", held[Stock.ORDER])
    for kind in (Stock.IN, Stock.STILL, Stock.NEARLY):
        if kind in held:
            return Standing("in_stock", held[kind])
    if not (_MAY_BE_FEW.isdisjoint(words.vocabulary) and _FEW_UNSPACED.isdisjoint(words.unspaced)):
        few = _FEW.search(low) or _LEFT.search(low)
        return Standing("in_stock", few.span(), 0.8) if few else Standing()
    return Standing()


def _ready_span(low: str, words: Words) -> tuple[int, int] | None:
    """Where an Indonesian or Malay caption says "ready", which there means in stock."""
    if "ready" not in words.tokens or _MALAY.isdisjoint(words.tokens):
        return None
    said = (
        match for match in _READY.finditer(low) if not _READY_NOT.search(low, max(0, match.start() - 14), match.start())
    )
    match = next(said, None)
    return match.span() if match else None


def _clause_around(low: str, start: int, end: int) -> str:
    """The words around a phrase, up to the next break on either side."""
    before = re.split(r"[.!?\n\x1f;❌]", low[max(0, start - 30) : start])[-1]
    return before + "|" + re.split(r"[.!?\n\x1f;]", low[end : end + 30])[0]


def _meaning(found: Found[Stock], plain: str, low: str) -> Stock:  # noqa: PLR0911 - one case after another
    """What a phrase says where it stands."""
    word = low[found.start : found.end]
    head = low[max(0, found.start - 30) : found.start]
    if word == "po" and plain[found.start : found.end] != "PO":
        return Stock.NEITHER
    if word in _OFFERED and _SIZE_BEFORE.search(head):
        return Stock.IN  # "talla M y L disponibles"
    if word in _ALONE and not (_BREAK_BEFORE.search(head) and _BREAK_AFTER.match(low, found.end)):
        return Stock.NEITHER
    if found.kind is Stock.IN:
        if _SERVICE.search(head):
            return Stock.NEITHER
        return Stock.GONE if _NOT.search(head) else Stock.IN
    if found.kind is Stock.GONE:
        if _NOT.search(head):
            return Stock.NEARLY
        if _TIMES.match(low, found.end):
            return Stock.NEITHER
        if _OF_A_SIZE.match(low, found.end):
            return Stock.NEARLY
        if _OTHERS.search(head):
            return Stock.NEARLY
    if found.kind is Stock.BACK and _FUTURE.search(_clause_around(low, found.start, found.end)):
        return Stock.NEITHER
    if found.kind is Stock.ORDER and _NOT.search(head):
        return Stock.NEITHER
    return found.kind
