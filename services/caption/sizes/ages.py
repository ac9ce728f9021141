"""Age bands: 2-3 years, 3-6 months."""

import re
from itertools import pairwise

from libs.text.words import alternatives
from services.caption.lexicon.sizes.ages import (
    AGE,
    AGE_OF,
    AGE_STEMS,
    AND,
    AND_AGE,
    MONTHS,
    MONTHS_UNSPACED,
    NOT_AGES,
    TO,
    UNITS_BETWEEN,
    YEARS,
    YEARS_UNSPACED,
)
from services.caption.sizes.goods import Goods
from services.caption.sizes.lists import Hit, Hits

_BAND = rf"(?>\d{{1,2}}(?!\d)[ ]?{alternatives(TO)}[ ]?\d{{1,2}}(?!\d))"
# Atomic: a separator of optional parts that may match in several ways would make failing take exponential time.
_BANDS = f"{_BAND}(?:(?>[ ]?{alternatives(UNITS_BETWEEN)}?[ ]?[,/|&+;·]?[ ]?(?:{alternatives(AND)} )?){_BAND}){{0,11}}"
_UNIT = (
    rf"[ ]?-?(?:(?P<years>{alternatives(YEARS)})(?![^\W\d_])|(?P<months>{alternatives(MONTHS)})(?![^\W\d_])"
    rf"|(?P<spaceless_years>{alternatives(YEARS_UNSPACED)})|(?P<spaceless_months>{alternatives(MONTHS_UNSPACED)}))"
)
_AGES = re.compile(rf"(?=\d)(?<![\d.,/])(?P<bands>{_BANDS}){_UNIT}")
_SINGLE_AGES = re.compile(
    rf"(?=\d)(?<![\d.,/])(?P<ages>\d{{1,2}}(?>(?:[ ]?[,/|][ ]?|[ ]{alternatives(AND_AGE)}[ ])\d{{1,2}}(?!\d)){{1,11}})"
    rf"{_UNIT}"
)
_AGE_CUE = re.compile(
    rf"(?<![^\W_]){alternatives(AGE)}[ :.(-]{{0,3}}(?:{alternatives(AGE_OF)} )?"
    rf"(?P<bands>{_BANDS})(?![\d.,]|[ ]?{alternatives(MONTHS)}(?![^\W\d_]))"
)
_MAY_BE_AGE = re.compile(alternatives(AGE_STEMS))
_MAY_HAVE_AGES = re.compile(r"\d[ ]?[^\d\s]{1,3}[ ]?\d|\d [^\d]{1,7}\d")
_NO_AGE = re.compile(alternatives(NOT_AGES))


def find_ages(goods: Goods, hits: Hits) -> None:
    """Age bands of clothes, as `2-3Y` and `3-6M`. For toys and bicycles ages are advice, and no sizes."""
    low = goods.low
    if not _MAY_HAVE_AGES.search(low):
        return
    for match in _SINGLE_AGES.finditer(low):  # "tallas 2, 4, 6 años"
        ages = [int(age) for age in re.findall(r"\d+", match.group("ages"))]
        band = len(ages) == 2 and "/" in match.group("ages")  # "6/9 mois"
        if hits.overlap(*match.span()):
            continue
        if not band and not goods.toys and all(a < b for a, b in pairwise(ages)) and ages[-1] <= 18:
            hits.add(Hit(match.start(), match.end(), [f"{age}{_unit(match)}" for age in ages]))
    for match in _AGES.finditer(low):
        line = re.split(r"[.!?\n\x1f]", low[max(0, match.start() - 30) : match.start()])[-1] + " | "
        line += re.split(r"[.,!?\n\x1f]", low[match.end() : match.end() + 20])[0]
        if goods.toys or hits.overlap(*match.span()) or _NO_AGE.search(line):
            continue
        _add_bands(match.group("bands"), _unit(match), match.start(), match.end(), hits)
    for match in _AGE_CUE.finditer(low) if _MAY_BE_AGE.search(low) else ():
        start, end = match.span("bands")
        if not goods.toys and not hits.overlap(start, end):
            _add_bands(match.group("bands"), "Y", start, end, hits)


def _unit(match: re.Match[str]) -> str:
    return "Y" if match.group("years") or match.group("spaceless_years") else "M"


def _add_bands(bands: str, unit: str, start: int, end: int, hits: Hits) -> None:
    written = re.findall(r"(\d{1,2})[^\d,|;&]{1,9}(\d{1,2})[ ]?([ym])?", bands)  # "3-6m, 1-2y": each has its own
    pairs = [(int(a), int(b), own.upper() or unit) for a, b, own in written]
    if pairs and all(a < b <= (20 if own == "Y" else 48) for a, b, own in pairs):
        hits.add(Hit(start, end, [f"{a}-{b}{own}" for a, b, own in pairs]))
