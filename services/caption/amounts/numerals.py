"""Numbers in words before a currency: 만오천원, 三千円, สองพันบาท, seratus ribu rupiah."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from libs.text.words import Words
from services.caption.lexicon.amounts.numerals import (
    ENGLISH,
    ENGLISH_CURRENCIES,
    ENGLISH_UNITS,
    HAN_DIGITS,
    HAN_UNITS,
    HANGUL_DIGITS,
    HANGUL_UNITS,
    INDONESIAN,
    INDONESIAN_UNITS,
    MYRIAD,
    NOT_BEHIND_HAN,
    NOT_BEHIND_HANGUL,
    THAI_DIGITS,
    THAI_UNITS,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words at `low[start:end]`."""

    start: int
    end: int
    value: int


def _longest_first(*tables: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, chain(*tables)), key=len, reverse=True))


_HANGUL = re.compile(
    rf"(?<![가-힣\d.,])(?:{_longest_first(HANGUL_DIGITS, HANGUL_UNITS)}){{1,9}}(?=[ ]?원(?!{NOT_BEHIND_HANGUL}))"
)
_HAN = re.compile(
    rf"(?<![\d.,])(?:{_longest_first(HAN_DIGITS, HAN_UNITS)}){{1,9}}(?=(?:元|块|塊|円|圓)(?!{NOT_BEHIND_HAN}))"
)
_THAI_WORD = re.compile(_longest_first(THAI_DIGITS, THAI_UNITS))
_THAI = re.compile(rf"(?<!\d)(?<!\d )(?:{_THAI_WORD.pattern}){{1,9}}(?=[ ]?บาท)")
_INDONESIAN_WORD = re.compile(_longest_first(INDONESIAN, INDONESIAN_UNITS))
_INDONESIAN = re.compile(
    rf"(?<![^\W_])(?<!\d )(?:{_INDONESIAN_WORD.pattern})(?:[ ](?:{_INDONESIAN_WORD.pattern})){{0,8}}(?=[ ]rupiah)"
)


_ENGLISH_WORD = re.compile(_longest_first(ENGLISH, ENGLISH_UNITS))
_ENGLISH = re.compile(
    rf"(?<![^\W_])(?<!\d )(?<!\d-)(?:{_ENGLISH_WORD.pattern})(?:[ -](?:and )?(?:{_ENGLISH_WORD.pattern})){{0,9}}"
    rf"(?=[ ](?:{ENGLISH_CURRENCIES})(?![^\W_]))"
)


_ENGLISH_WORDS = frozenset((*ENGLISH, *ENGLISH_UNITS))


def find_numerals(words: Words) -> Iterator[Numeral]:
    """Numbers in words that a currency may follow."""
    low = words.low
    if "rupiah" in low:
        yield from _read(_INDONESIAN, _INDONESIAN_WORD, INDONESIAN, INDONESIAN_UNITS, low)
    for match in () if _ENGLISH_WORDS.isdisjoint(words.vocabulary) else _ENGLISH.finditer(low):
        if value := _english(_ENGLISH_WORD.findall(match.group())):
            yield Numeral(*match.span(), value)
    if not words.unspaced:
        return
    if "원" in low:
        yield from _read(_HANGUL, None, HANGUL_DIGITS, HANGUL_UNITS, low)
    if "บาท" in low:
        yield from _read(_THAI, _THAI_WORD, THAI_DIGITS, THAI_UNITS, low)
    yield from _read(_HAN, None, HAN_DIGITS, HAN_UNITS, low)


def _read(
    pattern: re.Pattern[str], word: re.Pattern[str] | None, digits: dict[str, int], units: dict[str, int], low: str
) -> Iterator[Numeral]:
    for match in pattern.finditer(low):
        words = word.findall(match.group()) if word else list(match.group())
        value = _value(words, digits, units)
        if value:
            yield Numeral(*match.span(), value)


def _english(words: list[str]) -> int | None:
    """What English words make: two thousand five hundred. None when they make no number."""
    total = group = last = 0
    for word in words:
        if word in ENGLISH:
            value = ENGLISH[word]
            if last and not (last >= 20 > last % 10 == 0 and value < 10):
                return None
            group, last = group + value, value
            continue
        unit = ENGLISH_UNITS[word]
        if unit == 100:
            group *= 100
        else:
            total, group = total + group * unit, 0
        if not total and not group:
            return None
        last = 0
    return total + group


def _value(words: list[str], digits: dict[str, int], units: dict[str, int]) -> int | None:
    """What the words make; None when there is no unit among them, or two digits in a row."""
    if not any(word in units for word in words):
        return None
    total = group = 0
    digit: int | None = None
    for word in words:
        if word in digits:
            if digit is not None:
                return None
            digit = digits[word]
            continue
        unit = units[word]
        if unit >= MYRIAD or (unit >= 1000 and "ribu" in units):
            total += (group + (digit or 0) or 1) * unit
            group = 0
        else:
            group += (1 if digit is None else digit) * unit
        digit = None
    return total + group + (digit or 0)
