"""Payment in parts: `3 easy payments of £15`, `12 cuotas fijas de $ 45.000`, `€45 x 3`."""

import re

from libs.text.words import Trigger, alternatives, folded, separate_words, trie
from services.caption.lexicon.money.payments import (
    COUNTS,
    INSTALMENTS,
    INSTALMENTS_EACH_UNSPACED,
    INSTALMENTS_UNSPACED,
    LENGTHS,
    MONTHS_OF,
    OF_EACH,
    PAYMENT_WORDS,
    PERIODS,
    TIMES,
    TIMES_EQUAL,
    TIMES_MONTHS,
    TIMES_MONTHS_OF,
    TIMES_OF,
)
from services.caption.money.surroundings import Surroundings

PARTS_AFTER = re.compile(rf"[ ]?(?:[x×] ?\d{{1,2}}\b(?! ?(?:{alternatives(LENGTHS)}|\d))|/ ?{alternatives(PERIODS)}\b)")
_TIMES_OF = re.compile(
    rf"\d(?<!\w.)\d?(?: ?[x×]| ?{alternatives(TIMES)}(?: {alternatives(TIMES_EQUAL)})?"
    rf"| {alternatives(TIMES_MONTHS)}(?= {alternatives(TIMES_MONTHS_OF)}))"
    rf"(?: {alternatives(TIMES_OF)})? ?\Z"
)
_OF = rf"(?:[ :=]{{1,2}}{alternatives(OF_EACH)}(?![^\W_])|[ ]?[@x×]|[ ]0[ ]?%)"
_PARTS = (
    r"[ ]?(?:[x×][ ]?)?"
    rf"(?:(?:(?:[^\W\d_]+(?:[-'][^\W\d_]+)*|0[ ]?%)[ ]){{0,3}}?{alternatives(INSTALMENTS)}{_OF}{{0,4}}"
    rf"|(?:[^\W\d_]+(?:[-'][^\W\d_]+)*[ ])??{alternatives(MONTHS_OF)}{_OF}{{1,4}}"
    rf"|{alternatives(INSTALMENTS_UNSPACED)}(?:払い|で|[ ]?{alternatives(INSTALMENTS_EACH_UNSPACED)})*)"
    r"[ :=@x×à]{0,3}\Z"
)
_PARTS_OF = re.compile(rf"[1-9](?<![\w.,].)(?:(?<=[2-9])|\d){_PARTS}")
_SPELT_PARTS_OF = re.compile(rf"(?<![\w.,]){trie(folded(COUNTS))}{_PARTS}")
"""How many parts a price is paid in, before what each of them is: `3 easy payments of`, `12 cuotas fijas de`."""
COUNT_WORDS = Trigger(COUNTS)
TIMES_BEFORE = re.compile(r"(?<![\w.,/+])(?P<count>[1-5])[ ]?[x×][ ]?\Z")
_PAYMENT = re.compile(separate_words(PAYMENT_WORDS))
"""Words of payment in parts, beside `3 x 50`; without them two times a price is a price for two."""


_COUNTED_OF = re.compile(r"[1-9](?<![\w.,].)(?:\d|(?<=[2-9]))[ ](?:[^\W\d_]+[ -]){1,4}of (?:only |just )?\Z")
"""In English whatever is counted and is "of" an amount is a payment."""


def is_in_parts(head: str, *, spelt: bool) -> bool:
    """Whether what stands before an amount says how many of it are paid. `spelt`: that may be in words."""
    if _PARTS_OF.search(head) or _COUNTED_OF.search(head):
        return True
    return spelt and _SPELT_PARTS_OF.search(head) is not None


def is_part(around: Surroundings, head: str) -> bool:
    """Whether an amount is one of several payments, by what stands before it."""
    return (_TIMES_OF.search(head) is not None and not _times(around, head)) or is_in_parts(head, spelt=around.spelt)


def _times(around: Surroundings, head: str) -> bool:
    """Whether `2 x 300` is a price for two (or for one), rather than a payment in two parts."""
    if not (around.amount.marked or around.amount.factor != 1) or TIMES_BEFORE.search(head) is None:
        return False
    end = around.amount.end
    line = re.split(r"[\n.!?\x1f]", head)[-1] + " | " + around.low[end : end + 32].partition("\n")[0]
    return _PAYMENT.search(line) is None
