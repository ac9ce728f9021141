"""Parts of a currency's unit: 99¢, 50p, 60 sen, 4 Euro 99 Cent; and lakhs written as a letter: ₹1.65 L."""

import re
from dataclasses import dataclass
from functools import lru_cache

from libs.text.normalised import fold
from libs.text.words import alternatives, listed, separate_words, trie
from services.caption.amounts.currency import Marker, places
from services.caption.lexicon.amounts.currencies import (
    AND_SUBUNITS,
    LAKH_LETTERS,
    ORE,
    PER_PIECE,
    RUPEES,
    SUBUNITS,
    TENTHS,
)
from services.caption.lexicon.sizes.goods import TEES
from services.caption.sizes.goods import Goods

_SUBUNITS = {fold(word): frozenset(codes.split()) for word, codes in SUBUNITS.items()}
_TENTHS = {fold(word): frozenset(codes.split()) for word, codes in TENTHS.items()}
_WORDS = [word for word in _SUBUNITS if word != "¢"]
_AFTER = re.compile(
    rf"(?P<gap>[ ]{{0,2}})(?:(?P<word>{trie(_WORDS)})"
    rf"(?![^\W_])|(?P<sign>¢)(?!\d)|(?P<tenth>{trie(_TENTHS)}))"
)
_ORE = re.compile(rf"[ ]?{alternatives(ORE)}(?![^\W_])")
_CENT_LETTER = re.compile(rf"c(?=[ ]?(?:{alternatives(PER_PIECE)}(?![^\W_])|/))")
_BEHIND = re.compile(rf"[ ](?:{alternatives(AND_SUBUNITS)} )?(?P<number>\d{{1,2}})[ ]?(?:{trie(_WORDS)})(?![^\W_])")
_LAKH = re.compile(
    r"[ ]?(?P<letter>[Ll])(?![^\W_]|[ ]?[,/|&-][ ]?(?i:x{0,4}[sml]|\dxl)(?![^\W_])|[ ](?i:x{0,4}[sml]"
    r"|\dxl)(?![^\W_]))"
)
_MOST_LAKHS = 100
_LEAST_OF_CLOTHES = 50
"""Rupees that a piece of clothing may cost, behind which an L is its size."""
_TEES = re.compile(separate_words(TEES))
_FIRST = frozenset([*(word[0] for word in (*_SUBUNITS, *_TENTHS)), "o", "c"])
"""What a subunit begins with."""
NAME = "hundredth"
"""What stands for the number word of an amount in parts of a unit."""
_MOST_KARATS = 24
_PENCE_ATTACHED = {"p", "ct"}
"""Letters that are a subunit only in lower case; `p` right behind the number, `ct` if gold has less."""


@dataclass(frozen=True, slots=True)
class Part:
    """An amount in parts of a unit: its value in whole units, and its marker."""

    value: float
    marker: Marker


@lru_cache(maxsize=8)
def _names_clothes(low: str) -> bool:
    """Whether the caption names clothes. Several amounts may ask."""
    return Goods(low).garments or Goods(low).trousers or _TEES.search(low) is not None


def part_after(plain: str, low: str, digits: str, end: int) -> Part | None:  # noqa: PLR0911 - one case after another
    """The amount that `digits` and a subunit at `end` make, or None."""
    if not digits.isdigit() or len(digits) > 2:
        return None
    if low[end : end + 3].lstrip(" ")[:1] not in _FIRST:
        return None
    number = int(digits)
    if ore := _ORE.match(plain.lower(), end) if plain[end : end + 4].strip()[:1].lower() in {"ö", "ø"} else None:
        return Part(number / 100, Marker(ore.end() - 3, ore.end(), frozenset({"SEK", "NOK", "DKK"})))
    if letter := _CENT_LETTER.match(low, end):
        return Part(number / 100, Marker(letter.start(), letter.end(), frozenset()))
    match = _AFTER.match(low, end)
    if match is None:
        return None
    if tenth := match["tenth"]:
        return Part(number / 10, Marker(match.end() - len(tenth), match.end(), _TENTHS[tenth]))
    name = match["word"] or match["sign"]
    start = match.end() - len(name)
    if name in _PENCE_ATTACHED and not plain[start : match.end()].islower():
        return None
    if match["gap"] and (name == "p" or (name == "ct" and number <= _MOST_KARATS)):
        return None
    if name == "p" and not places(low).keys().isdisjoint({"PHP", "BWP"}):
        return None  # pesos, pula
    if name == "¢" and (match["gap"] or "GHS" in places(low)):
        return None  # cedis
    codes = listed(_SUBUNITS, name)
    if name == "ct" and not codes:
        return None
    return Part(number / 100, Marker(start, match.end(), codes))


def unit_beside(markers: list[Marker], low: str) -> list[Marker]:
    """The pound sign of another amount, which settles that a bare `p` is pence: `Badges 99p! postage £1`."""
    if not any(low[marker.start : marker.end] == "p" for marker in markers) or (at := low.find("£")) < 0:
        return []
    return [Marker(at, at + 1, _SUBUNITS["pence"])]


def hundredths_behind(low: str, end: int) -> tuple[float, int] | None:
    """What `4 Euro 99 Cent` adds to its whole units, and where it ends."""
    match = _BEHIND.match(low, end)
    return (int(match["number"]) / 100, match.end()) if match else None


def lakh_letter(plain: str, low: str, digits: str, end: int, codes: frozenset[str]) -> tuple[int, int] | None:
    """What a letter for lakh behind a small number of rupees means, and where it ends: `₹1.65 L`."""
    if not codes & RUPEES or not (digits.isdigit() or re.fullmatch(r"\d{1,2}\.\d{1,2}", digits)):
        return None
    match = _LAKH.match(plain, end)
    if match is None or float(digits) >= _MOST_LAKHS:
        return None
    if digits.isdigit() and int(digits) >= _LEAST_OF_CLOTHES and _names_clothes(low):
        return None  # "Tee ₹99 L"
    return LAKH_LETTERS[match["letter"]], match.end()
