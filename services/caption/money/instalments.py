"""Payment in parts: `3 easy payments of £15`, `12 cuotas fijas de $ 45.000`, `€45 x 3`."""

import re

from services.caption.lexicon import Trigger, folded, trie
from services.caption.lexicon.payments import COUNTS, INSTALMENTS, INSTALMENTS_UNSPACED, MONTHS_OF, OF_EACH
from services.caption.money.surroundings import Surroundings

PARTS_AFTER = re.compile(
    r"[ ]?(?:[x×] ?\d{1,2}\b(?! ?(?:cm|mm|\d))|/ ?(?:mo|month|week|wk|day|bln|bulan|mes|mois|monat|thang|เดือน)\b)"
)
_TIMES_OF = re.compile(
    r"\d(?<!\w.)\d?(?: ?[x×]| ?(?:cuotas|parcelas|vezes|taksit|installments|instalments|payments|raten|fois"
    r"|quincenas|pagos)(?: fijas| iguais| iguales| sin interes(?:es)?| sem juros| msi)?"
    r"| (?:meses|mensualidades|mois|monate|aylik|ay)(?= (?:de|x|taksit)))"
    r"(?: d[eo]| of| of only| a| von| je| x| taksit)? ?\Z"
)
_OF = rf"(?:[ :=]{{1,2}}(?:{OF_EACH})(?![^\W_])|[ ]?[@x×]|[ ]0[ ]?%)"
_PARTS = (
    rf"[ ]?(?:[x×][ ]?)?(?:(?:(?:[^\W\d_]+(?:[-'][^\W\d_]+)*|0[ ]?%)[ ]){{0,3}}?"
    rf"(?:{INSTALMENTS}){_OF}{{0,4}}|(?:[^\W\d_]+(?:[-'][^\W\d_]+)*[ ])??(?:{MONTHS_OF}){_OF}{{1,4}}"
    rf"|(?:{INSTALMENTS_UNSPACED})(?:払い|で|[ ]?(?:할부|무이자|월|月々|毎月|各|每期|ละ|x))*)[ :=@x×à]{{0,3}}\Z"
)
_PARTS_OF = re.compile(rf"[1-9](?<![\w.,].)(?:(?<=[2-9])|\d){_PARTS}")
_SPELT_PARTS_OF = re.compile(rf"(?<![\w.,]){trie(folded(COUNTS))}{_PARTS}")
"""How many parts a price is paid in, before what each of them is: `3 easy payments of`, `12 cuotas fijas de`."""
COUNT_WORDS = Trigger(COUNTS)
TIMES_BEFORE = re.compile(r"(?<![\w.,/+])(?P<count>[1-5])[ ]?[x×][ ]?\Z")
_PAYMENT = re.compile(
    r"(?<![^\W_])(?:sem juros|sin interes(?:es)?|sans frais|no cartao|cartao|cartoes|cuotas?|parcel\w*|vezes"
    r"|msi|meses|mois"
    r"|monat\w*|months?|weeks?|bulan|taksit|pay ?later|spaylater|klarna|paypal|fois|credito|quincenas?|pagos|d[eo])"
    r"(?![^\W_])"
)
"""Words of payment in parts, beside `3 x 50`; without them two times a price is a price for two."""


_COUNTED_OF = re.compile(r"[1-9](?<![\w.,].)(?:\d|(?<=[2-9]))[ ](?:[^\W\d_]+[ -]){1,4}of (?:only |just )?\Z")
"""In English whatever is counted and is "of" an amount is a payment."""


def in_parts(head: str, *, spelt: bool) -> bool:
    """Whether what stands before an amount says how many of it are paid. `spelt`: that may be in words."""
    if _PARTS_OF.search(head) or _COUNTED_OF.search(head):
        return True
    return spelt and _SPELT_PARTS_OF.search(head) is not None


def is_part(around: Surroundings, head: str) -> bool:
    """Whether an amount is one of several payments, by what stands before it."""
    return (_TIMES_OF.search(head) is not None and not _times(around, head)) or in_parts(head, spelt=around.spelt)


def _times(around: Surroundings, head: str) -> bool:
    """Whether `2 x 300` is a price for two (or for one), rather than a payment in two parts."""
    if not (around.amount.marked or around.amount.factor != 1) or TIMES_BEFORE.search(head) is None:
        return False
    end = around.amount.end
    line = re.split(r"[\n.!?\x1f]", head)[-1] + " | " + around.low[end : end + 32].partition("\n")[0]
    return _PAYMENT.search(line) is None
