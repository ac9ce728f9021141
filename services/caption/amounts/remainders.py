"""What follows a number word and is part of the same amount: 1 juta 250 ribu, 3万5千, 2 bin 500 TL, 2千5."""

import re
from dataclasses import dataclass

from libs.text.normalised import fold
from libs.text.words import alternatives, trie
from services.caption.amounts import currency
from services.caption.lexicon.amounts.currencies import HUNDREDS, THOUSANDS_ALONE, UNROUNDED, UNSPACED_MULTIPLIERS
from services.caption.lexicon.amounts.numerals import SWAHILI_THOUSANDS
from services.caption.lexicon.amounts.remainders import AND, AND_REST, COUNTED, ENDS

_UNSPACED = frozenset(fold(word) for word in UNSPACED_MULTIPLIERS)
_HUNDREDS = {fold(word): value for word, value in HUNDREDS.items()}
_HUNDRED = re.compile(rf"[ ]?(?P<word>{trie(_HUNDREDS)})(?![a-z])")
_NEXT = re.compile(
    rf"(?P<gap>[ ]?(?:و[ ]?|{alternatives(AND)}[ ])|[ ]{{0,2}})(?P<number>\d{{1,3}}(?:[.,]\d{{3}})?|\d{{4,6}})"
    r"(?!\d|[.,]\d)"
)
_SWAHILI_HUNDREDS = re.compile(r"[ ]na[ ]mia[ ](?P<number>[1-9])(?![\d.,]\d|\d)")
_NO_MONEY = re.compile(rf"[ ]?(?:{alternatives(COUNTED)}|[a-z]{{1,2}}\d)(?![^\W\d_])|[ ]?[個个件枚点足本套개장벌켤]")
_ENDS = re.compile(rf"[ ]{{0,2}}(?:\Z|[\n\x00\x1d-\x1f.,;:!?()|/→❌-]|{alternatives(ENDS)}(?![^\W_]))")
_MILLION = 1_000_000
_ALONE = {fold(word): value for word, value in THOUSANDS_ALONE.items()}
_ALONE_BEFORE = re.compile(rf"(?<![^\W_])(?<!\d )(?P<word>{trie(_ALONE)})[ ](?:و[ ]?|{alternatives(AND_REST)}[ ])?\Z")
_LONGEST_ALONE = 16


@dataclass(frozen=True, slots=True)
class Remainder:
    """The rest of an amount: what it adds, and where it ends in `low`."""

    value: float
    end: int


def rest_after(plain: str, low: str, end: int, factor: int, word: str, *, marked: bool) -> Remainder | None:  # noqa: PLR0911 - one case after another
    """What stands at `end`, behind a number word that means `factor`; None when it is not part of the amount.

    `marked`: a currency stands before the amount.
    """
    if word in SWAHILI_THOUSANDS.split("|") and (match := _SWAHILI_HUNDREDS.match(low, end)):
        return Remainder(int(match["number"]) * 100, match.end())
    if word in UNROUNDED or (match := _NEXT.match(low, end)) is None:
        return None
    unspaced = word in _UNSPACED
    number, stop = int(re.sub(r"[.,]", "", match["number"])), match.end()
    if number == 0:
        return None
    if (lower := _lower(low, stop)) is not None:
        lower_factor, stop, lower_word = lower
        if lower_factor >= factor or number * lower_factor >= factor:
            return None
        rest = rest_after(plain, low, stop, lower_factor, lower_word, marked=marked)
        return Remainder(number * lower_factor + (rest.value if rest else 0), rest.end if rest else stop)
    if _NO_MONEY.match(low, stop) or (not unspaced and not match["gap"]):
        return None
    coined = currency.marker_after(plain, low, stop) is not None
    digits = sum(char.isdigit() for char in match["number"])
    if unspaced and digits == 1 and (not match["gap"] or (word >= "\u0e00" and word < "\u0e80")):
        return Remainder(number * factor / 10, stop)  # 1萬2, 2千5, 2 พัน 5
    whole = len(str(factor)) - 1  # 2800 behind ten thousands
    if number < factor and (coined or (digits == whole and (unspaced or marked or _ENDS.match(low, stop)))):
        if factor == _MILLION and digits <= 3:
            return Remainder(number * 1000, stop) if digits == 3 else None  # "2 millones 500"
        return Remainder(number, stop)
    if factor == _MILLION and digits == 3 and (marked or _ENDS.match(low, stop)):
        return Remainder(number * 1000, stop)
    return None


def thousand_before(low: str, start: int) -> tuple[int, int] | None:
    """The number word alone before a remainder at `start` ("bin 500 TL"): what it means, and where it begins."""
    base = max(0, start - _LONGEST_ALONE)
    match = _ALONE_BEFORE.search(low[base:start])
    return (_ALONE[match["word"]], base + match.start()) if match else None


def _lower(low: str, end: int) -> tuple[int, int, str] | None:
    """The number word at `end`: what it means, where it ends, itself."""
    if match := _HUNDRED.match(low, end):
        return _HUNDREDS[match["word"]], match.end(), match["word"]
    if (found := currency.number_word(low, end)) is None or found[3] in UNROUNDED:
        return None
    return found[0], found[1], found[3]
