"""The words around an amount."""

import re
from dataclasses import dataclass

from libs.text.tables.products import AMBIGUOUS, PRODUCTS
from libs.text.words import Found, Lexicon
from services.caption.amounts.reading import Amount
from services.caption.lexicon.money.cue_words import CUES
from services.caption.lexicon.money.cues import Cue

LEXICON = Lexicon(CUES)

GOODS = Lexicon({"goods": "|".join(w for w in PRODUCTS.split("|") if w.strip() not in AMBIGUOUS.split("|"))})

CHARGES = frozenset({Cue.FEE, Cue.DEPOSIT, Cue.THRESHOLD, Cue.EXTRA, Cue.OFF, Cue.ELSEWHERE})
MONEY = frozenset({Cue.PRICE, Cue.NOW, Cue.WAS, Cue.FROM, Cue.ONLY, Cue.RETAIL, Cue.WHOLESALE}) | CHARGES
PLAIN = frozenset({Cue.PRICE, Cue.NOW, Cue.WAS})
"""Kinds of words that leave no doubt that the number is a price."""

_PARTED = re.compile(r"[ ]?(?:[,;(|–-]|[ ]/|·)[ ]?\Z")
_NUMBER_AFTER = re.compile(r"[^\d\n.!?]{0,18}\d")


@dataclass(slots=True)
class Surroundings:
    """An amount of `low` and the cues of its clause on either side, other amounts' excluded."""

    amount: Amount
    low: str
    unsized: str
    """`low` without the digits of sizes: 2X is not two times."""
    lefts: list[Found[Cue]]
    rights: list[Found[Cue]]
    goods: list[tuple[int, int]]
    """Where the caption names things that are sold."""
    end: int
    """Where the clause, or the next amount, puts an end to what stands after the amount."""
    previous: int | None = None
    """Where the amount before it in its clause ends."""
    following: Amount | None = None
    """The amount behind it in its clause."""
    spelt: bool = False
    """The caption has a word for a number of instalments."""

    def head(self, length: int) -> str:
        """What stands directly before the amount, `length` characters at most, other clauses included."""
        start = self.amount.start
        return self.low[max(0, start - length) : start]

    def gap_before(self, cue: Found[Cue]) -> int:
        """Characters between a cue on the left and the amount."""
        return self.amount.start - cue.end

    def gap_after(self, cue: Found[Cue]) -> str:
        """Words between the amount and a cue on the right."""
        return self.low[self.amount.end : cue.start].strip(" ,()-*~_/:")

    def nearest_left(self) -> Found[Cue] | None:
        """The last cue before the amount."""
        return self.lefts[-1] if self.lefts else None

    def belongs_to_next(self, cue: Found[Cue]) -> bool:
        """Whether a cue on the right belongs to the amount behind it: `18.000 TL, aylık 1.500 TL`."""
        following = self.following
        return following is not None and _introduces(self.low, self.amount.end, cue, following)

    def belongs_to_this(self, cue: Found[Cue]) -> bool:
        """Whether a cue on the left, parted from the amount before it, belongs to this one."""
        return self.previous is not None and _introduces(self.low, self.previous, cue, self.amount)

    def number_follows(self, cue: Found[Cue]) -> bool:
        """Whether a number comes soon after a cue on the right, and so may be what the cue belongs to."""
        return _NUMBER_AFTER.match(self.low, cue.end) is not None


def _introduces(low: str, end: int, cue: Found[Cue], amount: Amount) -> bool:
    """Whether a cue, parted from an amount that ends at `end`, stands right before another that is money for sure."""
    sure = amount.coined or amount.factor != 1
    return sure and not low[cue.end : amount.start].strip(" :=") and _PARTED.match(low[end : cue.start]) is not None
