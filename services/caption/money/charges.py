"""Charges beside amounts: whether a word for delivery, a deposit or a reduction belongs to an amount."""

import re

from libs.text.words import Found, alternatives, separate_words
from services.caption.amounts.currency import places
from services.caption.lexicon.money.charges import CHARGE_ENDS, LOOSE, REGIONS, REGIONS_UNSPACED, WHAT_FOR
from services.caption.lexicon.money.cues import Cue
from services.caption.money.surroundings import Surroundings

_CHARGE_ENDS = re.compile(rf" ?(?:{alternatives(CHARGE_ENDS)}|\Z|[.,\n)])")
_COUNTED = re.compile(r"(?<![^\W_])\d")
_PARTED = re.compile(r"[,،;][ ]|[ ][-–—|][ ]|(?<=[^\W_]{3}):[ ]|\x1e[ ]?")
_WORD = re.compile(r"[^\W\d_]{4}|[\u0900-\U0001ffff]{2}")
_WHAT_FOR = re.compile(rf"[ ]?{alternatives(WHAT_FOR)}(?![^\W_])")
"""What a charge is for comes next: "deposit for the dress £20"."""
_REGION = re.compile(f"{separate_words(REGIONS)}|{alternatives(REGIONS_UNSPACED)}")
_LOOSE = frozenset(LOOSE.split("|"))


def is_passed_over(around: Surroundings, cue: Found[Cue], *, free: bool) -> bool:
    """Whether a charge word before an amount belongs to something else."""
    if cue.kind is Cue.FEE and free:
        return True  # "free delivery"
    between = around.low[cue.end : around.amount.start]
    if (around.amount.coined or around.amount.factor != 1) and _is_of_goods(around, cue, between):
        return True
    if cue.kind is Cue.EXTRA and len(between) > 12:
        return True
    return cue.kind in {Cue.EXTRA, Cue.OFF} and _COUNTED.search(between) is not None


def _is_of_goods(around: Surroundings, cue: Found[Cue], between: str) -> bool:
    """Whether goods are named between a charge word and the amount, which then is theirs: "Delivery ok, dress £20"."""
    parted = [match.end() for match in _PARTED.finditer(between)]
    if parted and any(cue.end + parted[-1] <= start and end <= around.amount.start for start, end in around.goods):
        return True
    if len(between) < 3 or (not parted and _WHAT_FOR.match(between)):
        return False
    if not _WHAT_FOR.match(between) and any(
        cue.end <= start and end <= around.amount.start for start, end in around.goods
    ):
        return cue.kind is not Cue.ELSEWHERE or bool(parted) or around.low[cue.start : cue.end] in _LOOSE
    if not parted or _REGION.search(between[parted[-1] :]):
        return False
    return _WORD.search(between[parted[-1] :]) is not None and not places(between[parted[-1] :])


def is_of_charge(lefts: list[Found[Cue]], place: int, *, free: bool) -> bool:
    """Whether a price word belongs to a charge before it: "delivery cost", "free shipping from"."""
    cue, earlier = lefts[place], lefts[:place]
    if cue.kind is Cue.FROM:
        emi = bool(earlier) and earlier[-1].kind is Cue.DEPOSIT and cue.start - earlier[-1].end <= 2
        return free or emi or any(other.kind is Cue.FEE for other in earlier)
    if cue.kind not in {Cue.PRICE, Cue.NOW} or not earlier:
        return False
    return earlier[-1].kind in {Cue.FEE, Cue.DEPOSIT, Cue.ELSEWHERE} and cue.start - earlier[-1].end <= 2


def is_fee(around: Surroundings, cue: Found[Cue]) -> bool:
    """Whether "delivery" after an amount names it: "300 for delivery", not "15k delivery nationwide"."""
    joined = around.low[around.amount.end : cue.start]
    if around.number_follows(cue) or any(c in joined for c in "+,("):
        return False
    return _CHARGE_ENDS.match(around.low, cue.end) is not None or "for" in joined
