"""Lists and ranges of sizes: `37-41`, `S/M/L`, `UK 6, 8, 10`, `P ao GG`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from libs.text.words import alternatives, folded, trie
from services.caption.lexicon.amounts.currencies import WORDS
from services.caption.lexicon.sizes.lists import (
    AND,
    AND_BEHIND_COMMA,
    AND_UNSPACED,
    CURRENCIES,
    CURRENCIES_SHORT,
    CURRENCIES_UNSPACED,
    DASH,
    JOINED_UNSPACED,
    MEASURED_AT,
    PHYSICAL,
    RANGE_TO_SIZE,
    TO,
    TO_UNSPACED,
    UNITS,
)
from services.caption.sizes.goods import Goods


@dataclass(slots=True)
class Hit:
    """Sizes that stand at `low[start:end]`."""

    start: int
    end: int
    values: list[str]


class Hits:
    """Sizes found so far, and the characters that they stand on."""

    def __init__(self, length: int) -> None:
        """`length`: that of the caption."""
        self._hits: list[Hit] = []
        self._taken = bytearray(length)

    def add(self, hit: Hit) -> None:
        """Take a hit and the characters that it stands on."""
        self._hits.append(hit)
        self._taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with `low[start:end]`."""
        return self._taken.find(1, start, end) >= 0

    def __iter__(self) -> Iterator[Hit]:
        """In the order in which they were added."""
        return iter(self._hits)


_BABY = ("RN", "P", "M", "G", "GG")
BRAZILIAN = ("PP", "P", "M", "G", "GG", "XG", "XGG")
LETTERS = ("5XS", "4XS", "3XS", "2XS", "XS", "S", "M", "L", "XL", "2XL", "3XL", "4XL", "5XL", "6XL", "7XL", "8XL")
_NAMES = {
    "small": "S", "medium": "M", "large": "L", "extra small": "XS", "x small": "XS", "xsmall": "XS",
    "extra large": "XL", "x large": "XL", "xlarge": "XL",
}  # fmt: skip
LETTER = (
    r"(?:[2-8]xl|x{0,6}l|ll|[2-5]xs|x{0,5}s|m|rn|extra[ -]?(?:small|large)|x-?(?:small|large)"
    r"|small|medium|large|gg|xgg?|eg|pp|ch|[pgu])"
)
_NUMBER = r"(?:\d{2}[a-f]{1,2}|\d{1,2}(?:[ ]?[⅓⅔]|[ ](?:1/2|1/3|2/3)(?![\d/]))|\d{1,3}(?:\.5|(?<=\d\d),5(?!\d|,\d))?)"
_JOINED = alternatives(JOINED_UNSPACED)
"""What is written with a number and is not a unit."""
ATOM = (
    rf"(?:{LETTER}(?![a-z\d\u00c0-\u024f])|{_NUMBER}(?!\d|\.\d|(?!cm\b|{_JOINED})[^\W\d_]|:\d)"
    r"(?:(?!,\d)|(?=,\d{1,2},\d)|(?<=\d,\d)|(?<=\d,\d\d)))"
)
RANGE = (
    "[ ]?(?:-{1,2}>|-|~|→|=>|>{1,2})[ ]?(?:eu |uk |us )?"
    f"|[ ]{alternatives(TO)}[ ](?:{alternatives(RANGE_TO_SIZE)} )?|[ ]?{alternatives(TO_UNSPACED)}[ ]?"
    r"|(?<=\d)to(?=\d)|(?<=\d)a(?=\d)"
)
LIST = (
    rf"(?:[ ]?(?:[,/|·・;&+]|\.(?=[ ]))[ ]?(?:{alternatives(AND_BEHIND_COMMA)} )?|[ ]{alternatives(AND)}[ ]"
    rf"|[ ](?:و)(?=[^\W\d_])|[ ]?{alternatives(AND_UNSPACED)}[ ]?|[ ]{{1,2}})"
    r"(?:(?<!\. )(?:uk|us|eur?)[ ]?(?=\d))?"
)
SEQUENCE = re.compile(rf"{ATOM}(?:(?:{RANGE}|{LIST}){ATOM}){{0,60}}")
_TOKEN = re.compile(rf"(?P<atom>{ATOM})|(?P<range>{RANGE})|(?P<list>{LIST})")
UNIT_AFTER = re.compile(
    f"[ ]?{alternatives(UNITS)}|[€₦₱₹฿₫$£₺¥₵৳]"
    rf"|[ ]?(?:[€₦₱₹฿₫$£₺¥₵৳]|{alternatives(CURRENCIES)}\b|{alternatives(CURRENCIES_UNSPACED)})"
    r"(?![ .:]{0,2}\d)"
)
_TAGGED_UNIT = re.compile(rf"[ ]?(?:\"|''|in(?:ch(?:es)?)?)[ ]{alternatives(MEASURED_AT)}")
_MOST_SIZES = 40
_FRACTION = re.compile(r"(?P<whole>\d{1,2})[ ]?(?P<part>[⅓⅔]|\d/\d)")
_THIRDS = {"⅓": "1/3", "⅔": "2/3"}
_SPACED_PRICE = re.compile(
    r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,2})?[ ]{0,2}"
    rf"(?:{trie(folded('|'.join(WORDS)))}(?![^\W\d_])|{alternatives(CURRENCIES_SHORT)}(?![^\W_])|[€$£₽₴₺₸₾₪₦¥]|,-)"
)
"""A price whose thousands are parted by spaces, as it stands behind sizes: `37 38 39 1 290 dh`."""
_DASH = re.compile(f"[ ]?{alternatives(DASH)}[ ]?")
_PHYSICAL = re.compile(rf"[ ]?{alternatives(PHYSICAL)}(?![^\W\d_])")


def read_sizes(goods: Goods, start: int, end: int, *, weak: bool) -> tuple[int, list[str]]:
    """Where the sizes of `goods.low[start:end]` end, a trailing price or measure cut off, and the sizes, expanded.

    `weak`: the word before them ("no.", "UK") often introduces other numbers.
    """
    low = goods.low
    atoms = [token for token in _TOKEN.finditer(low, start, end) if token.group("atom")]
    while atoms and UNIT_AFTER.match(low, atoms[-1].end()) and not _named_unit(goods, atoms[-1].end()):
        measured = atoms.pop()
        if atoms and _PHYSICAL.match(low, measured.end()) and _DASH.fullmatch(low, atoms[-1].end(), measured.start()):
            atoms.pop()  # "one size 50-75 kg"
    atoms = before_price(atoms, low)
    # "S M L 150": the kind of the first goes on until the other begins.
    atoms = list(takewhile(lambda atom: _is_number(atom.group()) == _is_number(atoms[0].group()), atoms))
    values: list[str] = []
    previous: str | None = None
    last_end = start
    for atom in atoms:
        value = size_name(atom.group())
        joint = low[last_end : atom.start()] if previous is not None else ""
        if (
            previous is not None
            and joint
            and re.fullmatch(RANGE, joint)
            and (expanded := _expand(previous, value, goods))
        ):
            values += expanded[1:]
        elif previous is not None and _is_number(atom.group()) and not _plausible_next(previous, value):
            break
        else:
            values.append(value)
        previous, last_end = value, atom.end()
    if not values or not _plausible(values, weak=weak, several=len(values) > 1):
        return start, []
    return last_end, list(dict.fromkeys(values))


def before_price(atoms: list[re.Match[str]], low: str) -> list[re.Match[str]]:
    """The numbers before the first that no longer ascends and begins a price with spaces."""
    for previous, atom in pairwise(atoms):
        if not atom.group().isdigit() or (first := size_number(previous.group())) is None:
            continue
        if int(atom.group()) <= first and _SPACED_PRICE.match(low, atom.start()):
            return atoms[: atoms.index(atom)]
    return atoms


def _named_unit(goods: Goods, end: int) -> bool:
    """`34" chest` and a hat's `57cm` are sizes with their unit."""
    if _TAGGED_UNIT.match(goods.low, end):
        return True
    return goods.low.startswith(("cm", " cm"), end) and goods.hats


def _is_number(atom: str) -> bool:
    return atom[0].isdigit() and "x" not in atom


def size_name(atom: str) -> str:
    """A size as it is written everywhere: "xxl" and "2xl" are "2XL", "medium" is "M"."""
    plain = re.sub(r"[ -]+", " ", atom)
    if plain in _NAMES:
        return _NAMES[plain]
    if fraction := _FRACTION.fullmatch(atom):
        return f"{fraction['whole']} {_THIRDS.get(fraction['part'], fraction['part'])}"
    upper = atom.upper().replace(",", ".")
    if upper == "LL":
        return "2XL"
    if match := re.fullmatch(r"(X{2,})([SL])", upper):
        return f"{len(match.group(1))}X{match.group(2)}"
    return upper.removesuffix(".0")


def size_number(value: str) -> float | None:
    """A size's number; None for letters."""
    whole, _, part = value.partition(" ")
    if part and "/" in part:
        above, _, below = part.partition("/")
        return int(whole) + int(above) / int(below)
    try:
        return float(value)
    except ValueError:
        return None


def _plausible_next(previous: str, value: str) -> bool:
    """A price may follow sizes without a mark: "38 40 350"."""
    first, second = size_number(previous), size_number(value)
    if first is None or second is None:
        return first is second
    return second <= max(first * 1.6, first + 12) and not (second >= 100 > first and second > first * 1.4)


def _plausible(values: list[str], *, weak: bool, several: bool) -> bool:
    numbers = [n for n in map(size_number, values) if n is not None]
    if weak and not several and not (numbers and 34 <= numbers[0] <= 48):
        return False
    if weak and numbers and not all(n <= 60 or (several and 80 <= n <= 176) for n in numbers):
        return False
    return all(n <= 176 for n in numbers)


def _expand(low_end: str, high_end: str, goods: Goods) -> list[str] | None:
    """All sizes from one end to the other, or None when they are not the ends of an ascending range."""
    for scale in (LETTERS, BRAZILIAN, _BABY):
        if low_end in scale and high_end in scale:
            first, last = scale.index(low_end), scale.index(high_end)
            return list(scale[first : last + 1]) if first < last else None
    first_number, last_number = size_number(low_end), size_number(high_end)
    if first_number is None or last_number is None or not first_number < last_number:
        return None
    if " " in low_end + high_end:
        return None  # thirds: 36 2/3 - 40
    step = _step(first_number, last_number, goods)
    count = int((last_number - first_number) / step)
    if count > _MOST_SIZES:
        return None
    return [f"{first_number + step * i:g}" for i in range(count + 1)]


def _step(first: float, last: float, goods: Goods) -> float:
    """Shoes go up by one; clothes with even numbers by two; children's heights by six or ten centimetres."""
    if first % 1 or last % 1:
        return 0.5 if first % 1 != last % 1 else 1
    if first >= 80:
        return 10 if first % 10 == 0 and last % 10 == 0 else 6
    if first % 2 or last % 2 or goods.shoes:
        return 1
    if first >= 22 and last <= 32 and goods.jeans:
        return 1
    return 2 if last >= 50 or last - first >= 8 or goods.garments or goods.jeans else 1
