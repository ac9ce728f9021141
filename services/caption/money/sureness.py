"""How sure it is that a number is money: from its form, its marker and the words beside it."""

import re

from libs.text.normalised import MASK
from libs.text.words import alternatives, separate_words
from services.caption.lexicon.money.counts import AUDIENCE, MORE_THAN, OR_SEVERAL, SEVERAL_FOR, SIZES_JOINED
from services.caption.lexicon.money.cues import Cue
from services.caption.lexicon.money.reductions import FROM_BEFORE, REDUCED_TO
from services.caption.money.surroundings import MONEY, PLAIN, Surroundings

_NAIRA = re.compile(r"#[ ]?(?:\d{1,3}(?:,\d{3})+|\d+[ ]?k|\d+00)(?!\d)")
_CENTS = re.compile(r"\d{1,4}[.,]\d\d")
_MORE_THAN = re.compile(rf"[ .:]{{0,2}}{alternatives(MORE_THAN)}?[ ]?\Z")
_AUDIENCE = re.compile(separate_words(AUDIENCE))
_SIZES = re.compile(
    rf"(?:[ ,/|&-]|(?<![^\W_])(?:x{{0,4}}[sl]|m|[2-6]xl|p|gg?|{alternatives(SIZES_JOINED)})(?![^\W_]))+"
)
_LONGEST_SIZES = 40
"""What ends the clause after a price may be letter sizes: `350 M L XL`."""
_OUT_OF = re.compile(rf"(?<![^\W_]){alternatives(FROM_BEFORE)}[ ]\Z")
_REDUCED = re.compile(rf"[ ]{alternatives(REDUCED_TO)}[ ](?:[^\W\d_]{{0,3}}[$€ ]{{0,2}})?\d")
"""`de 199 por 149`: the price before."""
_CONFIRMING = frozenset({Cue.ONLY, Cue.EACH, Cue.NOW, Cue.WAS, Cue.WHOLESALE, Cue.RETAIL, Cue.WAS_AFTER})
_COUNTS = frozenset({Cue.COUNT, Cue.COUNT_BEFORE})


_SEVERAL = re.compile(
    rf"(?:\A|[,(;/|+\x1f]|(?<![^\W_]){alternatives(OR_SEVERAL)})[ ]?[2-9] {alternatives(SEVERAL_FOR)} \Z"
)
"""`35 reais cada, 3 por 90`."""


def sureness(around: Surroundings, *, cued: bool, per_unit: bool) -> float:  # noqa: PLR0911 - one case after another
    """0 when the number is not money; 0.6 for a bare number that ends its clause; 0.98 for `₦55,000` and `55k`.

    `cued`: a price word stands before it; `per_unit`: "each" or the like stands after it.
    """
    amount, low = around.amount, around.low
    if amount.value <= 0:
        return 0
    left = around.nearest_left()
    identified = left is not None and left.kind in {Cue.CODE, Cue.SIZE} and around.gap_before(left) <= 2
    if amount.coined:
        letter = all(marker.end - marker.start == 1 and "a" <= low[marker.start] <= "z" for marker in amount.markers)
        hash_sign = low[amount.start] == "#" and (
            not _NAIRA.match(low, amount.start) or around.head(3).rstrip(" ").endswith(MASK)
        )  # "#sale #100": a row of hashtags
        if hash_sign or (letter and ((identified and amount.value < 100) or (amount.value < 10 and not amount.parts))):
            return 0
        return 0.98 if amount.high is None else 0.95
    right = next((cue for cue in around.rights if not low[amount.end : cue.start].strip(" -,()*~+")), None)
    counted = left is not None and left.kind is Cue.COUNT_BEFORE and _MORE_THAN.match(low[left.end : amount.start])
    if counted or (right is not None and right.kind in _COUNTS):
        return 0
    if amount.multiplier == "m" and not (left is not None and left.kind in MONEY and around.gap_before(left) <= 2):
        return 0
    if not cued and _AUDIENCE.search(low, max(0, amount.start - 40), around.end):
        return 0
    if amount.factor != 1:
        return 0.98 if amount.multiplier in {"k", "elfu"} else 0.93
    if identified and not amount.grouped and not (right is not None and right.kind in _CONFIRMING):
        return 0
    return _bare(around, right.kind if right else None, cued=cued, per_unit=per_unit)


def _bare(  # noqa: PLR0911 - one case after another
    around: Surroundings, right: Cue | None, *, cued: bool, per_unit: bool
) -> float:
    """How sure a number without marker and multiplier is."""
    amount, left = around.amount, around.nearest_left()
    digits = len(amount.digits)
    near = left is not None and left.kind in MONEY and around.gap_before(left) <= 12
    year = digits == 4 and amount.digits[:2] in {"19", "20"}
    if (cued or near) and digits >= 2:
        plainly = any(cue.kind in PLAIN and around.gap_before(cue) <= 14 for cue in around.lefts)
        return 0.9 if (plainly or amount.grouped) and not year else 0.7
    reduced = _REDUCED.match(around.low, amount.end) and _OUT_OF.search(around.head(6))
    if (per_unit or reduced or right in _CONFIRMING) and digits >= 2:
        return 0.88
    if amount.grouped:
        return 0.86
    cents = _CENTS.fullmatch(amount.digits) is not None
    several = (
        _SEVERAL.search(around.head(12))
        and digits >= 2
        and not around.low[amount.end : around.end].strip(" ,.:)(-\x1e")
    )
    if several and not year:
        return 0.8
    if year or digits < 3 or not (cents or amount.digits.isdigit()):
        return 0
    rest = around.low[amount.end : around.end].strip(" ,.:)-\x1e")
    if rest and right is not Cue.SIZE and not (len(rest) <= _LONGEST_SIZES and _SIZES.fullmatch(rest)):
        return 0
    return 0.7 if cents else 0.6
