"""Was and now: pairs of amounts of which one is the price before."""

import re
from itertools import pairwise

from libs.text.words import alternatives, separate_words
from services.caption.amounts.reading import Amount
from services.caption.lexicon.money.reductions import (
    DOWN_TO,
    FROM,
    FROM_SUFFIXES,
    INSTEAD,
    NO,
    NO_ONLY,
    ONLY,
    RISES,
    RISES_FROM,
    RISES_UNSPACED,
    USUAL,
    USUAL_IS,
)
from services.caption.money.roles import Judged, Role

_DOWN = re.compile(rf"[ ,]{{0,2}}{alternatives(DOWN_TO)}(?: {alternatives(ONLY)})?[ :]{{0,2}}\Z")
_OUT_OF = re.compile(rf"(?<![^\W_]){alternatives(FROM)}[ :]{{0,2}}\Z")
_USUAL = re.compile(
    rf"[^\n\d(\[]{{0,20}}[(\[][ ]?{alternatives(USUAL)}[ .:]{{0,3}}{alternatives(USUAL_IS)}?[ .:]{{0,2}}"
)
_BECAME = re.compile(
    rf"[ ]?'?{alternatives(FROM_SUFFIXES)}[ ]\Z|[ ]{{0,2}}(?:[-=]{{1,2}}>|>{{1,3}})[ ]{{0,2}}\Z"
)  # "1200 TL'den 850 TL'ye", "2200 se 1650", "45 -> 30"
_DENIED = re.compile(
    f"[ ]?[?!.]{{0,4}}[ ]?{alternatives(NO)}[ !.,]{{0,4}}(?:{alternatives(NO_ONLY)}[ :]{{1,2}}){{0,2}}"
)  # "R$ 200? NÃO! só R$ 90"
_INSTEAD = re.compile(f"[ (]*{alternatives(INSTEAD)}?[ (]*")
_CHANGE = re.compile(rf"(?<![^\W_]){alternatives(RISES_FROM)}[ :]{{0,2}}\Z")
_RISE = re.compile(f"{separate_words(RISES)}|{alternatives(RISES_UNSPACED)}")
"""Words which say that prices went up."""
_CROSSED_AFTER, _CROSSED_BEFORE = re.compile(r" {0,2}❌"), re.compile(r"❌ {0,2}\Z")
_REACH = 40
"""Characters that may stand between the two amounts of a pair."""


def mark_crossed_out(offers: list[Judged], low: str, struck: set[int]) -> None:
    """Amounts that are struck through, between tildes or beside a cross are prices before, if there are others."""
    if len(offers) < 2:
        return
    for j in offers:
        start, end, digits = j.amount.start, j.amount.end, range(j.amount.number_start, j.amount.number_end)
        crossed = len(struck.intersection(digits)) * 2 >= len(digits)
        tilded = low[start - 1 : start] == "~" and low[end : end + 1] == "~"
        beside = _CROSSED_AFTER.match(low, end) or _CROSSED_BEFORE.search(low[max(0, start - 3) : start])
        if j.role is not Role.NOW and (crossed or tilded or beside):
            j.role = Role.WAS


def settle_pairs(singles: list[Judged], low: str) -> None:
    """Settle pairs whose order alone tells was from now: "from 80k to 60k", "RM32 jadi RM36", "$45 → $30"."""
    for first, second in pairwise(singles):
        if first.amount.high is not None or second.amount.high is not None:
            continue
        between = low[first.amount.end : second.amount.start]
        if len(between) > _REACH or "\n" in between.strip("\n "):
            continue
        if second.role is Role.NOW and first.role in {Role.PRICE, Role.FROM}:
            first.role = Role.WAS
        elif second.amount.value > first.amount.value:
            if _before_after_now(first, second, between):
                second.role = Role.WAS
            elif _DOWN.match(between) and _RISE.search(low[max(0, first.amount.start - 48) : first.amount.start]):
                first.role = Role.ELSEWHERE  # "naik dari RM25 ke RM29"
        elif _fell(first, second, between, low):
            first.role, second.role = Role.WAS, Role.NOW


def _before_after_now(first: Judged, second: Judged, between: str) -> bool:
    """Whether the second, higher amount is the price before: "399 from 799", "R899 (retail R1799)"."""
    if first.role not in {Role.PRICE, Role.NOW}:
        return False
    if second.role is Role.FROM or _USUAL.fullmatch(between):
        return True
    return first.role is Role.NOW and second.role is Role.PRICE and _INSTEAD.fullmatch(between) is not None


def _fell(first: Judged, second: Judged, between: str, low: str) -> bool:
    """Whether the words say that the price came down from the first amount to the second, lower one."""
    if second.role not in {Role.PRICE, Role.FROM, Role.NOW} or second.amount.value == first.amount.value:
        return False
    if _DENIED.fullmatch(between):
        return True
    if _BECAME.match(between):
        return second.role is not Role.FROM
    out_of = first.role is Role.FROM or _OUT_OF.search(low[max(0, first.amount.start - 16) : first.amount.start])
    return bool(out_of) and _DOWN.match(between) is not None


def is_rise(amount: Amount, low: str) -> bool:
    """Whether a range is a rise: "pasa de 38 € a 44 €". The price is then its upper end."""
    if amount.high is None:
        return False
    head = low[max(0, amount.start - 48) : amount.start]
    return _CHANGE.search(head) is not None or _RISE.search(head.rpartition("\n")[2]) is not None
