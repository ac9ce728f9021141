"""Numbers that are not money whatever stands around them: measures, models, karats, parts of words."""

import re

from libs.text.words import alternatives
from services.caption.amounts.reading import Amount
from services.caption.lexicon.money.measures import (
    AND_SIZE,
    GOLD,
    GOLD_BEFORE,
    GOLD_BEFORE_UNSPACED,
    KARATS,
    MODELS,
    PARTS,
    UNITS,
    UNITS_UNSPACED,
    VIDEO,
)

_UNIT = re.compile(rf"[ ]?{alternatives(UNITS)}(?![^\W\d_])|[ ]?{alternatives(UNITS_UNSPACED)}")
_SIZE_NEXT = re.compile(
    f"[ ]{{1,2}}(?:(?i:[smlgp]|x{{1,4}}[sl])[ ]?(?:[,/|+&-]|[ ]|{alternatives(AND_SIZE)} )"
    r"[ ]?(?i:x{0,4}[sml]|g{1,2}|\dxl)(?![^\W_])|[SML](?![^\W_]|[.,]\d))"
)
"""What follows is letter sizes: `459 S/M/L`, `350 M`."""
_LEAST_PRICE = 60
"""`1.5 L` and `5 M` are measures; from here on a capital letter after a number is a size."""
_NOT_ALONE_AFTER = re.compile(
    rf"(?!an\b)[a-z]|[:×x+/*][ ]?\d|[+]|-[a-z\d]|[ ]?[x×*][ ]?\d|\.\d|'s|/\d|[ ]?{alternatives(MODELS)}\b"
    rf"|[- ]{alternatives(PARTS)}s?\b"
)
_NOT_ALONE_BEFORE = re.compile(r"(?:[a-z]-|\d[ ]?[x×*:+/-][ ]?|[#*:]\d?|\d[.,]|[$](?=\d{0})|[a-z]/)\Z")
_GOLD = re.compile(rf"[ ]?(?:ct\b|{alternatives(KARATS)}|(?:\w+ )?{alternatives(GOLD)})")
_GOLD_BEFORE = re.compile(
    rf"(?<![^\W_]){alternatives(GOLD_BEFORE)}(?: \w+)?[ :]\Z|{alternatives(GOLD_BEFORE_UNSPACED)}[ ]?\Z"
)
_KARATS = {9, 10, 14, 18, 20, 21, 22, 24}
_VIDEO = re.compile(f"[ ]?{alternatives(VIDEO)}")


def is_measure(amount: Amount, plain: str, low: str) -> bool:  # noqa: PLR0911 - one case after another
    """Whether a number is a measure, a model, a part of a word or a number of karats."""
    after = low[amount.number_end : amount.number_end + 16]
    if amount.multiplier == "k" and amount.value / 1000 in _KARATS and _GOLD.match(low, amount.end):
        return True
    if (
        amount.multiplier == "k"
        and amount.value / 1000 in _KARATS
        and not amount.marked
        and _GOLD_BEFORE.search(low[max(0, amount.start - 22) : amount.start])
    ):
        return True
    if amount.multiplier == "k" and amount.value in {2000, 4000, 8000} and _VIDEO.match(low, amount.end):
        return True
    if amount.multiplier == "m" and not amount.marked and plain[amount.end - 1] != "M":
        return True
    if amount.high is not None and not amount.marked and amount.factor == 1:
        return bool(_UNIT.match(low, amount.end)) or low[amount.end : amount.end + 1].isalpha()
    suffixed = any(m.start >= amount.number_end for m in amount.markers) or amount.multiplier not in {"", "elfu"}
    if suffixed:
        return False
    sized = amount.value >= _LEAST_PRICE and _SIZE_NEXT.match(plain, amount.number_end)
    if _UNIT.match(after) and not sized and not (amount.marked and after.startswith(" ")):
        return True
    if amount.marked or amount.factor != 1:
        return False
    before = low[max(0, amount.start - 4) : amount.start]
    return bool(_NOT_ALONE_AFTER.match(after) or _NOT_ALONE_BEFORE.search(before))
