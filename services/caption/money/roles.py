"""What each amount of a caption is: a price, the price before, a charge, a count, or nothing to do with money."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum

from libs.text.clauses import Clauses
from libs.text.normalised import Text, covered, fold, replaced
from libs.text.words import Found, Words, alternatives, separate_words
from services.caption.amounts.reading import Amount, join_ranges, scan
from services.caption.lexicon.money.charges import (
    BULK_UNITS,
    IS_NEXT,
    JOKES,
    NEW_PRICE,
    OR_CASH,
    PAY,
    REST_LATER,
    SMALL_WORDS,
    TIER_LEAST,
    TIER_OF,
    TIER_UNITS,
    TIER_UPWARDS,
    TIERS,
    WORTH,
)
from services.caption.lexicon.money.cues import Cue
from services.caption.lexicon.money.payments import SAVED, SAVES
from services.caption.lexicon.money.reductions import AND_UP, REDUCED_BY, REDUCED_STILL
from services.caption.money.charges import is_fee, is_of_charge, is_passed_over
from services.caption.money.instalments import COUNT_WORDS, PARTS_AFTER, TIMES_BEFORE, is_in_parts, is_part
from services.caption.money.measures import is_measure
from services.caption.money.sureness import sureness
from services.caption.money.surroundings import CHARGES, GOODS, LEXICON, PLAIN, Surroundings

MOST_AMOUNTS = 200
"""Amounts of a caption that are looked at. An offer has a dozen."""
REACH = 240
"""Characters on either side of an amount whose words say something of it, unless the clause ends before.

Without it a single clause of 10,000 characters would be read once for each of its amounts.
"""


class Role(Enum):
    """What an amount is for."""

    PRICE = "price"
    NOW = "price after a reduction"
    WAS = "price before a reduction"
    FROM = "lowest price"
    WHOLESALE = "price for resellers"
    ELSEWHERE = "price in another shop, reduction or threshold"
    CHARGE = "delivery, deposit, instalment or surcharge"
    NOTHING = "no money"


@dataclass(slots=True)
class Judged:
    """An amount with its role, and how sure it is that it is money that somebody pays (0 to 1)."""

    amount: Amount
    role: Role
    confidence: float
    named: bool = False
    """A word as plain as "price" or "now" stands before it."""
    per_unit: bool = False
    """"each" or the like stands after it."""
    in_parts: bool = False
    """It is one of several payments: "3 payments of £15"."""
    variant: bool = False
    """It stands behind a size: "Small 25"."""


_ROLES = {Cue.NOW: Role.NOW, Cue.WAS: Role.WAS, Cue.FROM: Role.FROM, Cue.WHOLESALE: Role.WHOLESALE}
_MILD = frozenset(  # say nothing of themselves about an amount that follows
    {Cue.ONLY, Cue.EACH, Cue.PLUS, Cue.COUNT, Cue.COUNT_BEFORE, Cue.CODE, Cue.SIZE, Cue.PER_MONTH, Cue.WAS_AFTER}
) | {Cue.RETAIL}
_NOT_PAID = frozenset({Cue.ELSEWHERE, Cue.OFF, Cue.THRESHOLD})
_MINUS = re.compile(r"(?:\A|[\s(])-\Z")  # "-20€"
_REDUCTION_AFTER = re.compile(f"[ ]?{alternatives(REDUCED_BY)}")
_VALUE_AFTER, _A_BEFORE = (
    re.compile(rf"[ -]{alternatives(WORTH)}(?![^\W_])"),
    re.compile(r"(?:(?<![^\W_])an?|[(])[ ]?\Z"),
)
"""`(a $60 value)`: what it is worth elsewhere."""
_FROM_UP = re.compile(rf"[ ]?(?:\+(?=[ ]*(?:\Z|[\n.,;:!?)\x1f]))|{alternatives(AND_UP)})")
_SAVES = frozenset(fold(word) for word in SAVES.split("|"))
_SAVED = frozenset(fold(word) for word in SAVED.split("|"))
_PART_PAYMENT_BEFORE = re.compile(rf"(?<![^\W_]){alternatives(PAY)}(?: [^\W\d_]{{1,9}}){{0,2}} ?\Z")
_PART_PAYMENT_AFTER = re.compile(rf"[^.\n\d]{{0,14}}{separate_words(REST_LATER)}")
_LEFT_OVER = re.compile(rf"(?<![^\W_]){alternatives(REDUCED_STILL)}[^\n]{{0,14}} con ?\Z")  # "giảm 20% còn 319K"
_BULK = re.compile(rf"\d\+? ?{alternatives(BULK_UNITS)}[ :@(-]{{0,3}}\Z")
_NEW_OFFER = re.compile(rf"{alternatives(NEW_PRICE)}|\n|{separate_words(OR_CASH)}")
_OF_NEXT = re.compile(rf"[ ]?{alternatives(IS_NEXT)}?[ ]?[^\d\s]{{0,4}}[ ]?\d{{2,}}")
_SMALL_WORDS = frozenset(SMALL_WORDS.split("|"))
_AMOUNT_NEXT = re.compile(r"[^\w\n]{0,4}(?:[^\W\d_]{0,4}[^\w\n]{0,2})?\d")
_DIGITS_NEXT = re.compile(r"[ :]{0,3}\d")
_DIGIT = re.compile(r"\d")
_JOKE = re.compile(rf"[ .,!?*()\x1f-]{{0,8}}{alternatives(JOKES)}(?![^\W_])")
_TIER = alternatives(TIERS)
_TIER_AFTER = re.compile(
    rf"[ ,(]{{0,3}}(?:(?<![^\W_]){_TIER}[ .:]{{1,2}}){{1,3}}(?:[^\W\d_]+ )?"
    rf"\d{{1,3}} ?(?:[^\W\d_]{{1,8}}[ ]?)?{alternatives(TIER_UPWARDS)}"
    rf"|[ ,(]{{0,3}}{alternatives(TIER_LEAST)}[ .:]{{0,2}}(?:{alternatives(TIER_OF)} )?"
    rf"\d{{1,3}} ?{alternatives(TIER_UNITS)}(?![^\W_])"
)
"""`500 each if you take 3 up`: a price for several only."""
_MONEY_SIGN = re.compile(r"\x1e[ :=-]{0,3}\Z")


def judged_amounts(text: Text, words: Words, clauses: Clauses, taken: list[tuple[int, int]]) -> list[Judged]:
    """Every amount that may be money, in order, with its role.

    `words` are those of the caption without addresses, telephone numbers and dates; `taken` are spans that sizes were
    read from.
    """
    low = words.low
    sized = covered(len(low), taken)
    unsized = replaced(low, taken, lambda part: _DIGIT.sub("\u00a4", part)) if taken else low
    scanned = [a for a in scan(text.plain, words, sized) if not sized[a.number_start]]
    scanned.sort(key=lambda a: a.start)
    amounts = [a for a in join_ranges(scanned, low) if not is_measure(a, text.plain, low)][:MOST_AMOUNTS]
    if not amounts:
        return []
    cues = LEXICON.find(words)
    spelt = not COUNT_WORDS.absent(words)
    charged = any(cue.kind in CHARGES for cue in cues)
    goods = [(found.start, found.end) for found in GOODS.find(words)] if charged else []
    cue_starts, goods_starts = [cue.start for cue in cues], [start for start, _ in goods]
    judged: list[Judged] = []
    money = 0
    last: Judged | None = None
    for index, amount in enumerate(amounts):
        left = max(money, clauses.start_of(amount.start))
        right = clauses.end_of(amount.end)
        if index + 1 < len(amounts):
            right = min(right, amounts[index + 1].start)
        near = max(left, amount.start - REACH)
        here = bisect_left(cue_starts, near), bisect_right(cue_starts, amount.start + 1)
        lefts = [cue for cue in cues[slice(*here)] if cue.end <= amount.start + 1]
        here = bisect_left(cue_starts, amount.end - 1), bisect_right(cue_starts, min(right + 1, amount.end + REACH))
        rights = [cue for cue in cues[slice(*here)] if cue.end <= right + 1]
        here = bisect_left(goods_starts, near), bisect_left(goods_starts, amount.start)
        around = Surroundings(amount, low, unsized, lefts, rights, goods[slice(*here)], right, spelt=spelt)
        around.previous = money if money and left == money else None
        if index + 1 < len(amounts) and right == amounts[index + 1].start:
            around.following = amounts[index + 1]
        found = _judged(around, judged[-1] if judged and judged[-1] is last and left == money else None)
        if found.role is not Role.NOTHING:
            money, last = _end_of(around, found.role), found
        judged.append(found)
    _mark_parts(judged, unsized)
    return judged


def _mark_parts(judged: list[Judged], low: str) -> None:
    """`R$150 ou 3x R$50`: less than a price that is named beside it is a payment in parts, not a price for several."""
    for j in judged:
        match = TIMES_BEFORE.search(low[max(0, j.amount.start - 6) : j.amount.start])
        if match is None or match.group("count") == "1" or j.role is not Role.PRICE:
            continue
        real = low.startswith("r$", j.amount.start)
        if real or any(o.role in {Role.PRICE, Role.NOW} and o.amount.value > j.amount.value for o in judged):
            j.role = Role.CHARGE


def _judged(around: Surroundings, before: Judged | None) -> Judged:
    """`before`: the amount before this one in the same clause."""
    role, cued = _role_before(around)
    named = cued and any(cue.kind in PLAIN for cue in around.lefts)
    role, per_unit = _role_after(around, role)
    cued = cued or (role is Role.PRICE and _MONEY_SIGN.search(around.head(4)) is not None)
    if role is Role.PRICE and not cued and before is not None and before.role is Role.CHARGE:
        # "Delivery CBD 200, outside Nairobi 350": the second amount is a charge as well.
        between = around.low[before.amount.end : around.amount.start]
        more = around.amount.value > before.amount.value and before.in_parts
        if len(between) <= 40 and not _NEW_OFFER.search(between) and not more:
            role = Role.CHARGE
    if role is Role.FROM and before is not None and before.role is Role.ELSEWHERE:
        role = Role.ELSEWHERE  # "10 € Rabatt ab 80 €"
    if role is Role.PRICE and ((per_unit and _BULK.search(around.head(24))) or _is_tier(around)):
        role = Role.WHOLESALE
    joke = _JOKE.match(around.low, around.amount.end)
    confidence = 0 if joke else sureness(around, cued=cued, per_unit=per_unit)
    one_of_several = role is Role.CHARGE and is_in_parts(around.head(48), spelt=around.spelt)
    return Judged(
        around.amount,
        role if confidence else Role.NOTHING,
        confidence,
        named=named,
        per_unit=per_unit,
        in_parts=one_of_several,
    )


def _certain_role(around: Surroundings) -> Role | None:
    """The role that a pattern around an amount gives it whatever else is said."""
    head = around.head(48)
    if _VALUE_AFTER.match(around.low, around.amount.end) and _A_BEFORE.search(head):
        return Role.ELSEWHERE
    if (head.endswith("-") and _MINUS.search(head)) or _REDUCTION_AFTER.match(around.low, around.amount.end):
        return Role.ELSEWHERE
    if head.rstrip(" ").endswith("+"):
        return Role.CHARGE
    if is_part(around, around.unsized[max(0, around.amount.start - 48) : around.amount.start]):
        return Role.CHARGE
    if _PART_PAYMENT_BEFORE.search(head) and _PART_PAYMENT_AFTER.match(around.low, around.amount.end):
        return Role.CHARGE
    return Role.NOW if head.endswith((" con", " con ")) and _LEFT_OVER.search(head) else None


def _role_before(around: Surroundings) -> tuple[Role, bool]:  # noqa: PLR0911 - one case after another
    """The role that the words before an amount give it, and whether one of them is a price word."""
    if (certain := _certain_role(around)) is not None:
        return certain, certain is Role.NOW
    lefts = around.lefts
    free = any(cue.kind is Cue.FREE for cue in lefts)
    cued = False
    for place in range(len(lefts) - 1, -1, -1):
        cue = lefts[place]
        if cue.kind is Cue.RETAIL and around.gap_before(cue) <= 4:
            return Role.PRICE, True
        if cue.kind is Cue.PER_MONTH and around.belongs_to_this(cue):
            return Role.CHARGE, False
        if cue.kind in _MILD:
            cued = cued or (cue.kind is Cue.ONLY and around.gap_before(cue) <= 4)
        elif cue.kind is Cue.FREE:
            return Role.PRICE, cued
        elif cue.kind is Cue.THRESHOLD and _DIGIT.search(around.low[cue.end : around.amount.start]):
            return Role.WHOLESALE, False  # "MOQ 12 pcs, ₹65": the word belongs to the 12
        elif cue.kind in CHARGES:
            if not is_passed_over(around, cue, free=free):
                return (Role.ELSEWHERE if cue.kind in _NOT_PAID else Role.CHARGE), False
        elif is_of_charge(lefts, place, free=free):
            return Role.CHARGE, False
        else:
            return _ROLES.get(cue.kind, Role.PRICE), True
    return Role.PRICE, cued


def _is_tier(around: Surroundings) -> bool:
    """Whether the words after an amount make it the price of one among many: "₱500 each pag 2 pairs up"."""
    end = around.amount.end
    for cue in around.rights:
        if cue.kind is Cue.EACH and len(around.gap_after(cue)) <= 4:
            end = cue.end
            break
    return _TIER_AFTER.match(around.low, end) is not None


def _role_after(around: Surroundings, role: Role) -> tuple[Role, bool]:
    """The role that the words after the amount leave it, and whether they say that it is for one unit."""
    end = around.amount.end
    if PARTS_AFTER.match(around.low, end):
        return Role.CHARGE, False
    if _FROM_UP.match(around.low, end):
        free = any(cue.kind in {Cue.FREE, Cue.FEE, Cue.OFF} for cue in (*around.lefts, *around.rights))
        return (Role.CHARGE if free or role is Role.CHARGE else Role.FROM), False
    per_unit = any(cue.kind in {Cue.EACH, Cue.RETAIL} and around.belongs_to_this(cue) for cue in around.lefts[-1:])
    for cue in around.rights:
        gap = around.gap_after(cue)
        if len(gap) > 14 or gap.count(" ") > 1:
            break
        if cue.kind in {Cue.EACH, Cue.RETAIL, Cue.PER_MONTH} and around.belongs_to_next(cue):
            break
        if cue.kind is Cue.EACH and len(gap) <= 4:
            per_unit = not _OF_NEXT.match(around.low, cue.end)
        elif not gap or gap in _SMALL_WORDS:
            changed = _changed_role(around, cue, role)
            if changed is not None:
                return changed, per_unit
            if cue.kind not in {Cue.ONLY, Cue.EACH, Cue.RETAIL, Cue.NOW, Cue.WAS, Cue.WAS_AFTER}:
                break
        elif cue.kind not in {Cue.ONLY, Cue.EACH, Cue.RETAIL, Cue.NOW}:
            break
    return role, per_unit


def _changed_role(around: Surroundings, cue: Found[Cue], role: Role) -> Role | None:
    """The role that a word directly after the amount gives it; None when it leaves the role as it is."""
    low, kind = around.low, cue.kind
    if kind is Cue.WHOLESALE:
        listed = "," in low[around.amount.end : cue.start] and around.number_follows(cue)
        return None if listed or _OF_NEXT.match(low, cue.end) else Role.WHOLESALE
    if kind is Cue.WAS_AFTER:
        return Role.WAS
    if kind is Cue.WAS:
        # "80k before" but not "80k, was 100k": the word belongs to a number after it.
        return None if _AMOUNT_NEXT.match(low, cue.end) else Role.WAS
    if (kind is Cue.OFF and _is_saved(around, cue)) or (
        kind is Cue.THRESHOLD and (role is Role.FROM or not around.number_follows(cue))
    ):
        return Role.ELSEWHERE
    charged = (
        kind is Cue.PER_MONTH
        or (kind is Cue.EXTRA and role is Role.PRICE and not around.number_follows(cue))
        or (kind is Cue.DEPOSIT and role is not Role.NOW and not around.number_follows(cue))
        or (kind is Cue.FEE and role is Role.PRICE and is_fee(around, cue))
    )
    return Role.CHARGE if charged else None


def _is_saved(around: Surroundings, cue: Found[Cue]) -> bool:
    """Whether a word for a reduction after an amount belongs to it: "20 € Rabatt: 80 €", not "£25 (save £15)"."""
    low, word = around.low, around.low[cue.start : cue.end]
    if word == "rabat" and any("MAD" in marker.codes for marker in around.amount.markers):
        return False  # the city
    if word in _SAVES:
        return not _AMOUNT_NEXT.match(low, cue.end)
    if (
        word in _SAVED
        and low[around.amount.end : cue.start] in {"", " "}
        and low[cue.end : cue.end + 1] in set(",:;.)!")
    ):
        return True
    return not _DIGITS_NEXT.match(low, cue.end)


def _end_of(around: Surroundings, role: Role) -> int:
    """Where an amount ends with the words behind it that are its own and not the next amount's."""
    if role is Role.ELSEWHERE and around.rights and around.rights[0].kind is Cue.OFF:
        cue = around.rights[0]
        if around.low[cue.start : cue.end] in _SAVED and not around.gap_after(cue):
            return cue.end
    return around.amount.end
