"""Bundles: prices that cover several units (2 for 50k, combo of 3, buy 1 take 1)."""

import re
from functools import lru_cache
from itertools import pairwise

from services.caption.amounts.reading import Amount
from services.caption.lexicon import alternatives, folded, trie, whole_words
from services.caption.lexicon.money.bundles import (
    ALL,
    ANY,
    ANY_AFTER,
    ARTICLES_ATTACHED,
    AT_LEAST,
    BOUGHT_FOR,
    BUNDLE_PROMOS,
    BUNDLE_WORDS,
    BUNDLED_UNSPACED,
    BUNDLES_OF,
    BUY,
    COMBOS,
    COUNT_WORDS,
    COUNTS_OF_PIECES,
    COVERS,
    DOZENS,
    DOZENS_AFTER,
    DOZENS_PER,
    FIXED_SETS,
    FIXED_SETS_UNSPACED,
    FOR,
    FOR_ALL,
    FOR_BOTH,
    FOR_DOZEN,
    FOR_MULTIBUY,
    FOR_OR_PAY,
    FOR_SEVERAL,
    IN_ONE,
    JUST,
    KITS,
    MAY_COUNT,
    MAY_COUNT_UNSPACED,
    MEASURED,
    MEASURES_OF_PACKS,
    NOT_UNITS_AFTER,
    OF,
    ONE_FOR_ONE,
    OR_COUNT,
    PARTS,
    PARTS_ATTACHED,
    PARTS_OR_KINDS,
    PER_DOZEN,
    PER_OF_DOZEN,
    PER_UNIT,
    PIECES,
    PIECES_AFTER,
    PROMO_STEMS,
    SET_FOR,
    SET_FOR_BEHIND,
    SET_OF,
    SET_PIECES,
    SET_PIECES_UNSPACED,
    SET_STEMS_UNSPACED,
    SETS,
    SETS_BEFORE_UNSPACED,
    SETS_OF_PARTS,
    SETS_UNSPACED,
    TAKE,
    TWO_UNSPACED,
    UNITS,
    UNITS_ATTACHED,
)
from services.caption.lexicon.money.cues import Cue
from services.caption.lexicon.money.price_words import CUES
from services.caption.money.roles import Judged, Role
from services.caption.text.clauses import Clauses
from services.caption.text.normalised import fold, replaced

_COUNT = rf"(?:[2-9]|[1-9]\d|(?:a )?(?:{trie(COUNT_WORDS.split('|'))}))"
_SPACED = trie(fold(u) for u in UNITS.split("|") if u[-1] < "\u0780")
_UNSPACED = trie(fold(u) for u in UNITS.split("|") if u[-1] >= "\u0780")
_UNIT = rf"(?:{_SPACED}(?![^\W\d_])|(?<=[\d ]){alternatives(UNITS_ATTACHED)}(?![^\W\d_])|{_UNSPACED})"
_FOR = f"(?:{alternatives(FOR)}|{trie(folded(FOR_MULTIBUY))})"
_JUST = rf"(?:[ ](?:{trie(folded(JUST))}))"
_MEASURED = rf"{alternatives(MEASURED)}(?![^\W\d_])"
"""What a number before an amount counts when it counts no units of the product."""
# "2 for", "any 3 for", "3 pcs", "4 por", "2 kids tshirts at", "combo of 3 shirts", "2 ตัว", before the amount.
_BEFORE = re.compile(
    rf"(?:(?<![\w.,/#+*×-])(?<![+&] )|(?<![^\W_]){alternatives(ARTICLES_ATTACHED)})(?:{alternatives(ANY)} "
    f"|x)?(?!{alternatives(COUNTS_OF_PIECES)}[ -]piece[ ](?!{alternatives(FOR_SEVERAL)}))(?P<count>{_COUNT})"
    rf"[ ]?(?:[x×](?=[ ]?\Z)|{_UNIT}(?:[ ](?!{_COUNT})[^\W\d_]+(?:-[^\W\d_]+)?){{0,2}}(?:[ ]?{_FOR})?|(?![ ]?"
    rf"{_MEASURED})(?:[ ][^\W\d_]+(?:[-'][^\W\d_]+)?){{1,3}}[ ]{_FOR}{_JUST}?|(?:{alternatives(FOR_OR_PAY)}"
    rf"|(?<![^\W\d_]){trie(folded(FOR_MULTIBUY))}){_JUST}?|/)[ :=*(-]{{0,3}}\Z"
)
_ALL = alternatives(ALL)
_COLLECTIVE = re.compile(
    rf"(?:(?<![^\W\d_]){alternatives(COMBOS)}[ ](?:{alternatives(OF)} |d')?{_COUNT}(?![^\W_]|[.,]\d)(?![ ]?"
    rf"{alternatives(MEASURES_OF_PACKS)}\b)[^\n\x1f\x00!?;]{{0,30}}|(?<![^\W\d_]){alternatives(DOZENS)}[ ]?(?:"
    rf"{alternatives(FOR_DOZEN)} |@|= ?|: ?)?|{alternatives(TWO_UNSPACED)})[ :,=بـ(-]{{0,3}}\Z"
    rf"|(?<![^\W\d_])(?:{_ALL})[ ]?(?:\d{{1,2}} )?{alternatives(FOR_ALL)}?[ :=(-]{{0,3}}\Z"
    rf"|(?:\A\W*|(?<![^\W_]){alternatives(TAKE)}[ ])(?:{_ALL})[ ]?,[ ]?\Z"
)
"""A comma between "all" and the amount parts them: "warna lengkap semua, 65rb" is the price of one."""
_MAY_COUNT = re.compile(
    rf"\d|(?<![^\W\d_])(?:{trie(COUNT_WORDS.split('|'))}|{alternatives(MAY_COUNT)})"
    f"|{alternatives(MAY_COUNT_UNSPACED)}"
)
"""None of the two patterns above matches without one of these."""
_AFTER = re.compile(
    rf"[ ]?{alternatives(COVERS)}[ ]?(?:{alternatives(ANY_AFTER)} )?(?P<count>{_COUNT})(?!\d|[.,]\d|[ ]?"
    rf"{alternatives(NOT_UNITS_AFTER)}\b)|[ ](?P<near>[2-9])[ ]?{alternatives(PIECES_AFTER)}\b"
    rf"|[ ]?(?:{alternatives(FOR_BOTH)}|{alternatives(PER_OF_DOZEN)}{alternatives(DOZENS_AFTER)})\b"
)
_FIXED_SET = re.compile(f"{whole_words(FIXED_SETS)}|{alternatives(FIXED_SETS_UNSPACED)}")
_BOUGHT = re.compile(
    rf"(?<![^\W_]){alternatives(BUY)}[ ](?:any )?{_COUNT}[ ]?(?:{alternatives(BOUGHT_FOR)}[ ]?){{0,2}}\Z"
)
_EAST_ASIAN = re.compile(rf"[两二三四五六2-9][ ]?[件双条个套包盒瓶枚足本点個]{alternatives(BUNDLED_UNSPACED)}?[ :]?\Z")
_AT_LEAST = re.compile(rf"(?<![^\W_]){alternatives(AT_LEAST)}[ :]{{0,2}}\Z")
_PER_DOZEN = re.compile(f"[ ]?(?:/|{alternatives(PER_DOZEN)} )[ ]?{alternatives(DOZENS_PER)}")
_PARTS = re.compile(rf"\d ?{alternatives(PARTS)}[ -]?(?:\w+ )?{alternatives(SETS_OF_PARTS)}\b")
_PROMOTION = re.compile(BUNDLE_PROMOS)
_DIGIT = re.compile(r"\d")
_QUANTITY = re.compile(r"([^\W\d_]+) (\d{1,2})[ :=-]{0,3}\Z")
_ONE_FOR_ONE = re.compile(alternatives(ONE_FOR_ONE))
"""Offers in which the price, unless it is said to be of one, is of two."""
_PROMO_WORDS = tuple(PROMO_STEMS.split("|"))
_CLAUSE = re.compile(r"[\n\x1f\x00!?;|]|\.(?=\s)")


def _covers_several(low: str, start: int, end: int, floor: int, ceiling: int) -> bool:
    """Whether the amount at `low[start:end]` is for several units; its words lie within `floor` and `ceiling`."""
    left = max(floor, start - 60)
    head = low[left:start]
    clause = _CLAUSE.split(head)[-1]
    if _EAST_ASIAN.search(clause) or _BOUGHT.search(clause):
        return True
    match = (_BEFORE.search(clause) or _COLLECTIVE.search(clause)) if _MAY_COUNT.search(clause) else None
    if match:
        if _PARTS.search(match.group()) or _AT_LEAST.search(clause[: match.start()]):
            return False
        count = re.match(r"\D*(\d+)", match.group())
        if count and int(count.group(1)) >= 10 and _piecewise(match.group()) and _PIECES.search(match.group()):
            return False  # "wooden blocks 50 pieces KES 1,200" is one box
        counted = low[max(0, start - len(clause) - 40) : start] + low[end : end + 16]
        fixed = _FIXED_SET.search(_CLAUSE.split(counted)[-1] if "\n" in counted else counted)
        return not (fixed and (_piecewise(match.group()) or _PIECES.search(match.group())))
    after = _AFTER.match(low[: min(ceiling + 1, end + 24)], end)
    return bool(after)


_PIECES = re.compile(alternatives(PIECES))
_SEVERAL = re.compile(
    rf"(?<![^\W_])(?:{alternatives(KITS)}[ ](?P<count>[2-9]|1\d)|(?P<bare>[2-9]|[1-4]\d))(?![ ]?{_MEASURED})"
    rf"(?![ ]?{alternatives(IN_ONE)} 1)(?:[ ][^\W\d_]+(?:[-'][^\W\d_]+)?){{1,4}}[ :=-]{{0,3}}\Z"
)
"""Things that are counted right before an amount: `kit 3 calcinhas R$ 45`, `10 paperbacks £12`."""
_BUNDLE_WORD = re.compile(rf"(?<![^\W_])(?:{alternatives(BUNDLES_OF)} )?{alternatives(BUNDLE_WORDS)}(?![^\W_])")
_SET_OF = re.compile(
    rf"(?<![^\W_])(?:{trie(folded(SETS))})(?:[ ]{alternatives(SET_OF)})?[ ](?P<count>{_COUNT})(?:[ ]"
    rf"{alternatives(SET_PIECES)})?(?:[ ]{alternatives(SET_FOR)})*[ :=,-]{{0,3}}\Z"
    rf"|(?<![^\W_.,])(?P<times>[2-9]|1\d|2[04])[ -]?{alternatives(PARTS_ATTACHED)}?[' -]?(?:"
    rf"{trie(folded(SETS))})(?:[ ]{alternatives(SET_FOR_BEHIND)})*[ :=,-]{{0,3}}\Z"
    rf"|(?<![\d.,])(?:[2-9]|1\d)[ ]?{alternatives(SETS_UNSPACED)}[ :]{{0,2}}\Z"
    rf"|{alternatives(SETS_BEFORE_UNSPACED)}[ ]?(?:[2-9]|1\d)[ ]?{alternatives(SET_PIECES_UNSPACED)}"
    r"?[ :]{0,2}\Z"
)
"""A set of one thing by number, right before an amount."""
_SET_NAMED = re.compile(rf"(?<![^\W_])(?:{trie(folded(SETS))})(?:[ ][^\W\d_]+){{0,3}}[ :=-]{{0,3}}\Z")
"""A set that may be of things that are sold singly too."""
_OF_ONE = re.compile(
    rf"[ ]?[,;(|/–-][ ]?(?:(?:{trie(folded(CUES[Cue.EACH]))}|{trie(folded(CUES[Cue.RETAIL]))})[ :=]{{0,3}})?"
)
"""Between the price of a set and that of one of its things no other thing is named: `Set panci 450rb, satuan 120rb`."""
_SET_STEMS = (
    *dict.fromkeys(word[:4] for word in folded(SETS)),
    *SET_STEMS_UNSPACED.split("|"),
)
"""No match of `_SET_OF` lacks all of these."""
_PARTS_WORD = re.compile(rf"{alternatives(PARTS_OR_KINDS)}(?![^\W_])")


def _several(low: str, amount: Amount, floor: int) -> bool:
    """Whether a marked amount is for the things that are counted right before it."""
    match = _SEVERAL.search(_CLAUSE.split(low[max(floor, amount.start - 60) : amount.start])[-1])
    if match is None or not amount.coined or _PARTS_WORD.search(match.group()):
        return False
    return match.group("count") is not None or _BUNDLE_WORD.search(low[: amount.start]) is not None


_COUNTED_THAI = re.compile(r"(?:[2-9]|1\d)[ ]?(?P<unit>[\u0e01-\u0e7f]{2,8})[ ]?\Z")
_AT_COUNT = re.compile(rf"(?:[,/(;]|(?<![^\W_]){alternatives(OR_COUNT)})[ ]{{0,2}}(?:[2-9]|1\d)[ ]?(?:at|@|=|:)?[ ]?\Z")
_COUNTED = re.compile(r"(?<![\w.,/#+*×-])(?:[2-9]|1\d)[ ]?(?P<unit>[^\W\d_]{2,12})[ :=]{0,2}\Z")


def _counts_units(low: str, start: int) -> bool:
    """Whether the words before an amount count what another amount is "per": `280k/thoi, 2 thoi 500k`."""
    head = low[max(0, start - 20) : start]
    if thai := _COUNTED_THAI.search(head):  # "ก้อนละ 35 บาท 3 ก้อน 100 บาท"
        return thai.group("unit") + "ละ" in low
    match = _COUNTED.search(head)
    if match is not None and re.fullmatch(_MEASURED, match.group("unit")):
        return False  # "1kg 1500, 2kg 2800"
    return match is not None and bool(
        re.search(
            rf"(?:/|(?<![^\W_]){alternatives(PER_UNIT)} ?){re.escape(match.group('unit'))}(?![^\W_])",
            low,
        )
    )


def _piecewise(words: str) -> bool:
    """ "3pcs" may be the parts of one set; "3 for" may not."""
    return not re.search(rf"{_FOR}[ :,=*(-]{{0,3}}\Z", words)


@lru_cache(maxsize=8)
def find_promotion(low: str) -> tuple[int, int] | None:
    """Where an offer of the kind "buy 2 get 1" stands. Asked twice of most captions, so kept for a few."""
    match = _PROMOTION.search(low) if any(word in low for word in _PROMO_WORDS) else None
    return match.span() if match else None


def find_bundles(
    offers: list[Judged], judged: list[Judged], clauses: Clauses, taken: list[tuple[int, int]]
) -> list[Judged]:
    """The offers whose amount is for several units. Sizes count nothing: "36 to 40 for 2500"."""
    low = clauses.low
    if taken:
        low = replaced(low, taken, lambda part: _DIGIT.sub("\u00a4", part))
    money = [j.amount for j in judged if j.role is not Role.NOTHING]
    promotion = find_promotion(low)
    found: list[Judged] = []
    sets = _beside_single(offers, low)
    for j in offers:
        start, end = j.amount.start, j.amount.end
        if (j.per_unit and not _PER_DOZEN.match(low, end)) or j.role is Role.WAS:
            continue
        floor = max([0, *(other.end for other in money if other.end <= start)])
        ceiling = min([len(low), *(other.start for other in money if other.start >= end)])
        beside_unit = any(other.per_unit for other in offers) and _AT_COUNT.search(low[max(0, start - 12) : start])
        promoted = (
            promotion is not None
            and floor <= promotion[0]
            and 0 <= start - promotion[1] <= 14
            and not clauses.between(promotion[1], start)
        )
        if (
            promoted
            or beside_unit
            or any(j is other for other in sets)
            or _covers_several(low, start, end, floor, ceiling)
            or _counts_units(low, start)
            or _several(low, j.amount, floor)
        ):
            found.append(j)
    singles = [j for j in offers if j.role is not Role.WAS]
    if not found and promotion is not None and _ONE_FOR_ONE.match(low, promotion[0]) and len(singles) == 1:
        return [] if singles[0].per_unit else singles
    return found + _by_quantity([j for j in offers if j not in found], low)


def _beside_single(offers: list[Judged], low: str) -> list[Judged]:
    """Those for a set when a lower one for a single is there: "mug £12, set of 4 £40", "set 450rb, each 120rb"."""
    if len(offers) < 2:
        return []
    if not any(stem in low for stem in _SET_STEMS):
        return []
    heads = [low[max(0, j.amount.start - 40) : j.amount.start] for j in offers]
    sets = [j for j, head in zip(offers, heads, strict=True) if _SET_OF.search(head)]
    for head, (j, one) in zip(heads, pairwise(offers), strict=False):
        between = low[j.amount.end : one.amount.start]
        if one.per_unit and not j.per_unit and _OF_ONE.fullmatch(between) and _SET_NAMED.search(head):
            sets.append(j)
    singles = [j for j in offers if not any(j is other for other in sets) and j.role is not Role.WAS]
    if not singles:
        return []
    least = min(j.amount.value for j in singles)
    return [j for j in sets if j.amount.value > least]


def _by_quantity(offers: list[Judged], low: str) -> list[Judged]:
    """Those for more than one when a number after the same word counts in each: "doti 1 Tsh 14,000, doti 10 ..."."""
    if len(offers) < 2:
        return []
    heads = [(_QUANTITY.search(low[max(0, j.amount.start - 24) : j.amount.start]), j) for j in offers]
    counted = [(match.group(1), int(match.group(2)), j) for match, j in heads if match]
    same = len(counted) > 1 and len({unit for unit, _, _ in counted}) == 1
    if not same or min(count for _, count, _ in counted) != 1:
        return []
    return [j for _, count, j in counted if count > 1]
