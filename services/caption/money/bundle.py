"""Bundles: prices that cover several units (2 for 50k, combo of 3, buy 1 take 1)."""

import re
from functools import lru_cache
from itertools import pairwise

from libs.text.clauses import Clauses
from libs.text.normalised import fold, replaced
from libs.text.words import alternatives, folded, trie, whole_words
from services.caption.amounts.reading import Amount
from services.caption.lexicon.money import bundles as words
from services.caption.lexicon.money.cue_words import CUES
from services.caption.lexicon.money.cues import Cue
from services.caption.money.roles import Judged, Role

_COUNT = rf"(?:[2-9]|[1-9]\d|(?:a )?{trie(words.COUNT_WORDS.split('|'))})"
_SPACED = trie(fold(u) for u in words.UNITS.split("|") if u[-1] < "\u0780")
_UNSPACED = trie(fold(u) for u in words.UNITS.split("|") if u[-1] >= "\u0780")
_UNIT = rf"(?:{_SPACED}(?![^\W\d_])|(?<=[\d ]){alternatives(words.UNITS_ATTACHED)}(?![^\W\d_])|{_UNSPACED})"
_FOR_MULTIBUY = trie(folded(words.FOR_MULTIBUY))
_FOR = f"(?:{alternatives(words.FOR)}|{_FOR_MULTIBUY})"
_JUST = f"(?:[ ]{trie(folded(words.JUST))})"
_MEASURED = rf"{alternatives(words.MEASURED)}(?![^\W\d_])"
"""What a number before an amount counts when it counts no units of the product."""
# "2 for", "any 3 for", "3 pcs", "4 por", "2 kids tshirts at", "combo of 3 shirts", "2 ตัว", before the amount.
_NUMBER_START = rf"(?:(?<![\w.,/#+*×-])(?<![+&] )|(?<![^\W_]){alternatives(words.ARTICLES_ATTACHED)})"
_TWO_PIECE = rf"{alternatives(words.COUNTS_OF_PIECES)}[ -]piece[ ](?!{alternatives(words.FOR_SEVERAL)})"
_NAME = r"(?:[ ][^\W\d_]+(?:[-'][^\W\d_]+)?)"
_BEFORE = re.compile(
    rf"{_NUMBER_START}(?:{alternatives(words.ANY)} |x)?(?!{_TWO_PIECE})(?P<count>{_COUNT})[ ]?(?:"
    r"[x×](?=[ ]?\Z)"
    rf"|{_UNIT}(?:[ ](?!{_COUNT})[^\W\d_]+(?:-[^\W\d_]+)?){{0,2}}(?:[ ]?{_FOR})?"
    rf"|(?![ ]?{_MEASURED}){_NAME}{{1,3}}[ ]{_FOR}{_JUST}?"
    rf"|(?:{alternatives(words.FOR_OR_PAY)}|(?<![^\W\d_]){_FOR_MULTIBUY}){_JUST}?"
    r"|/)[ :=*(-]{0,3}\Z"
)
_ALL = alternatives(words.ALL)
_COMBO = (
    rf"(?<![^\W\d_]){alternatives(words.COMBOS)}[ ](?:{alternatives(words.OF)} |d')?{_COUNT}(?![^\W_]|[.,]\d)"
    rf"(?![ ]?{alternatives(words.MEASURES_OF_PACKS)}\b)[^\n\x1f\x00!?;]{{0,30}}"
)
_DOZEN = rf"(?<![^\W\d_]){alternatives(words.DOZENS)}[ ]?(?:{alternatives(words.FOR_DOZEN)} |@|= ?|: ?)?"
_COLLECTIVE = re.compile(
    rf"(?:{_COMBO}|{_DOZEN}|{alternatives(words.TWO_UNSPACED)})[ :,=بـ(-]{{0,3}}\Z"
    rf"|(?<![^\W\d_]){_ALL}[ ]?(?:\d{{1,2}} )?{alternatives(words.FOR_ALL)}?[ :=(-]{{0,3}}\Z"
    rf"|(?:\A\W*|(?<![^\W_]){alternatives(words.TAKE)}[ ]){_ALL}[ ]?,[ ]?\Z"
)
"""A comma between "all" and the amount parts them: "warna lengkap semua, 65rb" is the price of one."""
_MAY_COUNT = re.compile(
    rf"\d|(?<![^\W\d_])(?:{trie(words.COUNT_WORDS.split('|'))}|{alternatives(words.MAY_COUNT)})"
    f"|{alternatives(words.MAY_COUNT_UNSPACED)}"
)
"""None of the two patterns above matches without one of these."""
_AFTER = re.compile(
    rf"[ ]?{alternatives(words.COVERS)}[ ]?(?:{alternatives(words.ANY_AFTER)} )?(?P<count>{_COUNT})"
    rf"(?!\d|[.,]\d|[ ]?{alternatives(words.NOT_UNITS_AFTER)}\b)"
    rf"|[ ](?P<near>[2-9])[ ]?{alternatives(words.PIECES_AFTER)}\b"
    rf"|[ ]?(?:{alternatives(words.FOR_BOTH)}|{alternatives(words.PER_OF_DOZEN)}{alternatives(words.DOZENS_AFTER)})\b"
)
_FIXED_SET = re.compile(f"{whole_words(words.FIXED_SETS)}|{alternatives(words.FIXED_SETS_UNSPACED)}")
_BOUGHT = re.compile(
    rf"(?<![^\W_]){alternatives(words.BUY)}[ ](?:any )?{_COUNT}[ ]?(?:{alternatives(words.BOUGHT_FOR)}[ ]?){{0,2}}\Z"
)
_EAST_ASIAN = re.compile(
    rf"[两二三四五六2-9][ ]?[件双条个套包盒瓶枚足本点個]{alternatives(words.BUNDLED_UNSPACED)}?[ :]?\Z"
)
_AT_LEAST = re.compile(rf"(?<![^\W_]){alternatives(words.AT_LEAST)}[ :]{{0,2}}\Z")
_PER_DOZEN = re.compile(f"[ ]?(?:/|{alternatives(words.PER_DOZEN)} )[ ]?{alternatives(words.DOZENS_PER)}")
_PARTS = re.compile(rf"\d ?{alternatives(words.PARTS)}[ -]?(?:\w+ )?{alternatives(words.SETS_OF_PARTS)}\b")
_PROMOTION = re.compile(words.BUNDLE_PROMOS)
_DIGIT = re.compile(r"\d")
_QUANTITY = re.compile(r"([^\W\d_]+) (\d{1,2})[ :=-]{0,3}\Z")
_ONE_FOR_ONE = re.compile(alternatives(words.ONE_FOR_ONE))
"""Offers in which the price, unless it is said to be of one, is of two."""
_PROMO_WORDS = tuple(words.PROMO_STEMS.split("|"))
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
        if count and int(count.group(1)) >= 10 and _is_piecewise(match.group()) and _PIECES.search(match.group()):
            return False  # "wooden blocks 50 pieces KES 1,200" is one box
        counted = low[max(0, start - len(clause) - 40) : start] + low[end : end + 16]
        fixed = _FIXED_SET.search(_CLAUSE.split(counted)[-1] if "\n" in counted else counted)
        return not (fixed and (_is_piecewise(match.group()) or _PIECES.search(match.group())))
    after = _AFTER.match(low[: min(ceiling + 1, end + 24)], end)
    return bool(after)


_PIECES = re.compile(alternatives(words.PIECES))
_SEVERAL = re.compile(
    rf"(?<![^\W_])(?:{alternatives(words.KITS)}[ ](?P<count>[2-9]|1\d)|(?P<bare>[2-9]|[1-4]\d))"
    rf"(?![ ]?{_MEASURED})(?![ ]?{alternatives(words.IN_ONE)} 1){_NAME}{{1,4}}[ :=-]{{0,3}}\Z"
)
"""Things that are counted right before an amount: `kit 3 calcinhas R$ 45`, `10 paperbacks £12`."""
_BUNDLE_WORD = re.compile(
    rf"(?<![^\W_])(?:{alternatives(words.BUNDLES_OF)} )?{alternatives(words.BUNDLE_WORDS)}(?![^\W_])"
)
_SET = trie(folded(words.SETS))
_SET_OF = re.compile(
    rf"(?<![^\W_]){_SET}(?:[ ]{alternatives(words.SET_OF)})?[ ](?P<count>{_COUNT})"
    rf"(?:[ ]{alternatives(words.SET_PIECES)})?(?:[ ]{alternatives(words.SET_FOR)})*[ :=,-]{{0,3}}\Z"
    rf"|(?<![^\W_.,])(?P<times>[2-9]|1\d|2[04])[ -]?{alternatives(words.PARTS_ATTACHED)}?[' -]?{_SET}"
    rf"(?:[ ]{alternatives(words.SET_FOR_BEHIND)})*[ :=,-]{{0,3}}\Z"
    rf"|(?<![\d.,])(?:[2-9]|1\d)[ ]?{alternatives(words.SETS_UNSPACED)}[ :]{{0,2}}\Z"
    rf"|{alternatives(words.SETS_BEFORE_UNSPACED)}[ ]?(?:[2-9]|1\d)[ ]?"
    rf"{alternatives(words.SET_PIECES_UNSPACED)}?[ :]{{0,2}}\Z"
)
"""A set of one thing by number, right before an amount."""
_SET_NAMED = re.compile(rf"(?<![^\W_]){_SET}(?:[ ][^\W\d_]+){{0,3}}[ :=-]{{0,3}}\Z")
"""A set that may be of things that are sold singly too."""
_OF_ONE = re.compile(
    rf"[ ]?[,;(|/–-][ ]?(?:(?:{trie(folded(CUES[Cue.EACH]))}|{trie(folded(CUES[Cue.RETAIL]))})[ :=]{{0,3}})?"
)
"""Between the price of a set and that of one of its things no other thing is named: `Set panci 450rb, satuan 120rb`."""
_SET_STEMS = (
    *dict.fromkeys(word[:4] for word in folded(words.SETS)),
    *words.SET_STEMS_UNSPACED.split("|"),
)
"""No match of `_SET_OF` lacks all of these."""
_PARTS_WORD = re.compile(rf"{alternatives(words.PARTS_OR_KINDS)}(?![^\W_])")


def _counts_things(low: str, amount: Amount, floor: int) -> bool:
    """Whether a marked amount is for the things that are counted right before it."""
    match = _SEVERAL.search(_CLAUSE.split(low[max(floor, amount.start - 60) : amount.start])[-1])
    if match is None or not amount.coined or _PARTS_WORD.search(match.group()):
        return False
    return match.group("count") is not None or _BUNDLE_WORD.search(low[: amount.start]) is not None


_COUNTED_THAI = re.compile(r"(?:[2-9]|1\d)[ ]?(?P<unit>[\u0e01-\u0e7f]{2,8})[ ]?\Z")
_AT_COUNT = re.compile(
    rf"(?:[,/(;]|(?<![^\W_]){alternatives(words.OR_COUNT)})[ ]{{0,2}}(?:[2-9]|1\d)[ ]?(?:at|@|=|:)?[ ]?\Z"
)
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
            rf"(?:/|(?<![^\W_]){alternatives(words.PER_UNIT)} ?){re.escape(match.group('unit'))}(?![^\W_])",
            low,
        )
    )


def _is_piecewise(words: str) -> bool:
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
    sets = _sets_beside_single(offers, low)
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
            or _counts_things(low, j.amount, floor)
        ):
            found.append(j)
    singles = [j for j in offers if j.role is not Role.WAS]
    if not found and promotion is not None and _ONE_FOR_ONE.match(low, promotion[0]) and len(singles) == 1:
        return [] if singles[0].per_unit else singles
    return found + _several_by_quantity([j for j in offers if j not in found], low)


def _sets_beside_single(offers: list[Judged], low: str) -> list[Judged]:
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


def _several_by_quantity(offers: list[Judged], low: str) -> list[Judged]:
    """Those for more than one when a number after the same word counts in each: "doti 1 Tsh 14,000, doti 10 ..."."""
    if len(offers) < 2:
        return []
    heads = [(_QUANTITY.search(low[max(0, j.amount.start - 24) : j.amount.start]), j) for j in offers]
    counted = [(match.group(1), int(match.group(2)), j) for match, j in heads if match]
    same = len(counted) > 1 and len({unit for unit, _, _ in counted}) == 1
    if not same or min(count for _, count, _ in counted) != 1:
        return []
    return [j for _, count, j in counted if count > 1]
