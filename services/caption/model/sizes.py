"""Whether the words that a model quotes name the sizes that it reports. Pure; reads folded text (`Text.low`)."""

import re
from collections.abc import Callable

from libs.text.words import alternatives
from services.caption.lexicon.sizes.lists import TO_QUOTED
from services.caption.lexicon.sizes.size_words import ONE_SIZE_QUOTED

LETTER_SIZES = ("4XS", "3XS", "2XS", "XS", "S", "M", "L", "XL", "2XL", "3XL", "4XL", "5XL", "6XL", "7XL", "8XL")
BRAZILIAN_SIZES = ("PP", "P", "M", "G", "GG", "XG")
ONE_SIZE = "ONE SIZE"
MAX_RANGE = 60
"""Steps from one end of a range to the other, halves counted; a longer one is not a range of sizes."""

_ONE_SIZE = re.compile(alternatives(ONE_SIZE_QUOTED))
_SYNONYMS = {"SMALL": "S", "MEDIUM": "M", "LARGE": "L", "EXTRA LARGE": "XL", "X-LARGE": "XL", "XLARGE": "XL"}
_UNITS = re.compile(r"^(?:SIZE|EU|UK|US)\s*(?=\d)|(?<=\d)\s*(?:CM|MM|IN|INCH|INCHES|\")$")
_TO = re.compile(rf"\s?{alternatives(TO_QUOTED)}\s?")
_LETTER = re.compile(r"(?<![^\W_])(\d?)(x*)(s|m|l)(?![^\W_])")
_BRAZILIAN = re.compile(r"(?<![^\W_])(?:pp|p|m|gg|g|xg)(?![^\W_])")
_NUMBER = re.compile(r"(?<!\d)(?<!\d\.)\d{1,3}(?:[.,]5)?(?!\d|\.\d)")
_BAND = re.compile(r"(\d{1,2})-(\d{1,2})\s*([YM])")
_PLAIN = re.compile(r"(\d{1,3}(?:\.5)?)\s*[YM]?")
_SYSTEMS = {"EU": "eur?|euro", "UK": "uk", "US": "usa?"}


def canonical_size(value: str) -> str:
    """A size as the contract writes it: 2XL, S, ONE SIZE, 57, 42.5."""
    size = " ".join(value.upper().split())
    if _ONE_SIZE.search(size.lower()):
        return ONE_SIZE
    size = _UNITS.sub("", _SYNONYMS.get(size, size))
    size = re.sub(r"(?<=\d),(?=5$)", ".", size)
    if match := re.fullmatch(r"(X{2,})([SL])", size):
        return f"{len(match[1])}X{match[2]}"
    return size


def says_size(low: str, size: str) -> bool:
    """Whether `low` names the canonical `size`, alone or within a range."""
    if size == ONE_SIZE:
        return bool(_ONE_SIZE.search(low))
    if number := _PLAIN.fullmatch(size):  # also the age "4Y", written "4 years"
        return int(2 * float(number[1])) in _ranks(low, _NUMBER, _number_rank)
    if size in LETTER_SIZES and LETTER_SIZES.index(size) in _letter_ranks(low):
        return True
    if size in BRAZILIAN_SIZES and BRAZILIAN_SIZES.index(size) in _ranks(low, _BRAZILIAN, _brazilian_rank):
        return True
    pattern = rf"(?<![^\W_]){re.escape(size.lower())}(?![^\W_])"
    if band := _BAND.fullmatch(size):  # "2-3Y" is written "2-3 years", too
        pattern = rf"(?<!\d){band[1]}\D{{1,4}}{band[2]}(?!\d)"
    return bool(size) and re.search(pattern, low) is not None


def says_system(low: str, system: str) -> bool:
    """Whether `low` names the size system."""
    return re.search(rf"(?<![^\W\d_])(?:{_SYSTEMS[system]})(?![^\W\d_])", low) is not None


def _letter_ranks(low: str) -> set[int]:
    low = re.sub(r"\b(?:extra |x-?)large\b", "xl", low)
    low = re.sub(r"\b(?:small|medium|large)\b", lambda word: word[0][0], low)
    return _ranks(low, _LETTER, _letter_rank)


def _letter_rank(match: re.Match[str]) -> int | None:
    digits, crosses, letter = match.groups()
    if digits and not crosses:
        return None  # five litres
    count = int(digits or len(crosses))
    name = f"{count if count > 1 else ''}{'X' if count else ''}{letter.upper()}"
    return LETTER_SIZES.index(name) if name in LETTER_SIZES else None


def _brazilian_rank(match: re.Match[str]) -> int:
    return BRAZILIAN_SIZES.index(match[0].upper())


def _number_rank(match: re.Match[str]) -> int:
    """Half sizes are whole ranks."""
    return int(2 * float(match[0].replace(",", ".")))


def _ranks(low: str, pattern: re.Pattern[str], rank: Callable[[re.Match[str]], int | None]) -> set[int]:
    """The ranks of the sizes in `low`, and of those between two that a word or dash makes a range."""
    ranks: set[int] = set()
    previous: tuple[int, int] | None = None
    for match in pattern.finditer(low):
        here = rank(match)
        if here is None:
            continue
        ranks.add(here)
        if previous and 0 < here - previous[0] <= MAX_RANGE and _TO.fullmatch(low[previous[1] : match.start()]):
            ranks.update(range(previous[0], here))
        previous = here, match.end()
    return ranks
