"""Amounts: numbers with their multipliers and currency markers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from libs.text.words import Words, alternatives
from services.caption.amounts import currency, numerals, remainders, subunits
from services.caption.amounts.currency import Marker
from services.caption.amounts.numbers import NUMBER, value_of
from services.caption.lexicon.amounts.currencies import THREE_DECIMALS, TRAILING
from services.caption.lexicon.amounts.numerals import SWAHILI_NUMERALS, SWAHILI_ONES, SWAHILI_TENS, SWAHILI_THOUSANDS
from services.caption.lexicon.amounts.ranges import AND, AND_NUMBER, BETWEEN, MEASURES_BEHIND, SIZE_JOINS, TO


@dataclass(slots=True)
class Amount:
    """A number that could be money, at `low[start:end]`: markers and multiplier included."""

    start: int
    end: int
    value: float
    digits: str
    number_start: int
    number_end: int
    multiplier: str = ""
    factor: int = 1
    markers: list[Marker] = field(default_factory=list)
    word: Marker | None = None
    """That of the markers which is a number word."""
    high: float | None = None
    """The other end of a range."""
    high_start: int = 0

    @property
    def marked(self) -> bool:
        """It has a currency marker or a closing mark, so it is money of some kind."""
        return bool(self.markers)

    @property
    def coined(self) -> bool:
        """It has a currency's own sign or name, not only a number word that one currency uses (rb, tr, lakh)."""
        return any(marker is not self.word for marker in self.markers)

    @property
    def parts(self) -> bool:
        """It is written in parts of a unit: `99p`."""
        return self.multiplier == subunits.NAME

    @property
    def grouped(self) -> bool:
        """Written with separated thousands, as sizes, models and counts seldom are."""
        return bool(re.search(r"\d[.,' ]\d{3}(?!\d)", self.digits))


_HALF = re.compile(
    r"(?P<more>\d{1,3})(?![a-z\d]|[.,]\d)|[ ](?P<half>ruoi)\b|[ ](?P<spaced>\d{1,3})(?![\d%]|[.,]\d|[ ]?[a-z])"
)
_SWAHILI_NUMERAL = re.compile(rf"[ ]{alternatives(SWAHILI_NUMERALS)}(?![^\W_])")
_EURO_CENTS = re.compile(r"(\d{2})(?![\da-z]|[.,]\d)")
_SIZES_NEXT = re.compile(
    rf"[ ]{{1,2}}m(?:[ ]?[,/|&-][ ]?|[ ](?:{alternatives(SIZE_JOINS)} )?)(?:x{{0,4}}l|g{{1,2}}|\dxl)(?![^\W_])"
)
"""`350 M L XL`: no million."""
_LETTER = re.compile(r"[^\W\d_]")
_COUNTED = re.compile(r"(?<!\w)\d[x×]\Z")
"""`2x20€`: the count before the amount."""
_SWAHILI = {word: n for n, word in enumerate(SWAHILI_ONES.split("|"), 1)} | {
    word: n * 10 for n, word in enumerate(SWAHILI_TENS.split("|"), 1)
}
_ELFU = re.compile(
    rf"(?<![^\W_]){alternatives(SWAHILI_THOUSANDS)}[ ](?P<ten>{SWAHILI_TENS})?(?:(?:(?<=[ ])|[ ]na[ ])(?P<one>"
    rf"{SWAHILI_ONES}))?(?![^\W_])(?! na )"
)


def scan(plain: str, words: Words, sized: bytearray | None = None) -> Iterator[Amount]:
    """Every number among `words` that is not part of a word, with what makes it an amount.

    `sized`: 1 for each character that is part of a size. "38 39 40 500 dh" then costs 500, not 40 500.
    """
    low = words.low
    floor = 0
    if "elfu " in low or "alfu " in low:
        yield from _in_words(low)
    for numeral in numerals.find_numerals(words):
        marker = currency.marker_after(plain, low, numeral.end)
        if marker is not None:
            written = str(numeral.value)
            markers = [marker]
            yield Amount(numeral.start, marker.end, numeral.value, written, numeral.start, numeral.end, markers=markers)
    for match in NUMBER.finditer(low):
        start, end = match.span()
        if sized is not None and sized[start] and (gap := sized.find(0, start, end)) > 0 and low[gap] == " ":
            start = gap + 1
        for amount in _amounts(plain, low, start, end, floor):
            floor = amount.end
            yield amount


def _in_words(low: str) -> Iterator[Amount]:
    """Thousands in Swahili words: "elfu thelathini"."""
    for match in _ELFU.finditer(low):
        number = sum(_SWAHILI[word] for word in match.groups() if word)
        if number and not low[max(0, match.start() - 2) : match.start()].strip().isdigit():
            start, end = match.span()
            marker = Marker(start, start + 4, frozenset({"KES", "TZS"}))
            yield Amount(
                start, end, number * 1000, str(number * 1000), start, end, "elfu", 1000, markers=[marker], word=marker
            )


def _amounts(plain: str, low: str, start: int, end: int, floor: int) -> Iterator[Amount]:
    if start < floor:  # the cents of 35€50, the 2 of 1tr2
        return
    prefix = currency.marker_before(plain, low, start, floor)
    in_word = prefix is None and start and _LETTER.match(low[start - 1]) and low[start - 1] < "\u0250"
    if in_word and not (_COUNTED.search(low[max(0, start - 4) : start]) and currency.marker_after(plain, low, end)):
        return
    if prefix is None and " " in low[start:end] and not _space_grouped(plain, low, start, end):
        for part in NUMBER.finditer(low[start:end].replace(" ", ";")):
            yield from _amounts(plain, low, start + part.start(), start + part.end(), floor)
        return
    amount = _read(plain, low, start, end, prefix)
    if amount is not None:
        yield amount


def _space_grouped(plain: str, low: str, start: int, end: int) -> bool:
    """Spaces in `1 299` separate thousands only beside a marker: `38 400` may be a size and a price."""
    return currency.marker_after(plain, low, end) is not None


_SPLIT_THOUSANDS = re.compile(
    rf", (?P<rest>\d{{3}})(?![\d/]|[.,]\d|[ ]?{alternatives(MEASURES_BEHIND)}(?![^\W_])|,? ?(?:"
    rf"{alternatives(AND_NUMBER)} )?\d)"
)
"""A space after the comma of `N8, 500`, unless more numbers or a unit follow."""


def _read(plain: str, low: str, start: int, end: int, prefix: Marker | None) -> Amount | None:
    digits = low[start:end]
    amount = Amount(start, end, 0, digits, start, end)
    if prefix:
        amount.markers.append(prefix)
        amount.start = prefix.start
    elif (elfu := currency.elfu_before(low, start)) is not None:
        amount.start, amount.factor, amount.multiplier = elfu, 1000, "elfu"
        amount.word = Marker(elfu, start - 1, frozenset({"KES", "TZS"}))
        amount.markers.append(amount.word)
    elif (part := subunits.part_after(plain, low, digits, end)) is not None:
        amount.markers.append(part.marker)
        amount.end, amount.value, amount.multiplier = part.marker.end, part.value, subunits.NAME
        return amount
    extra = _number_word(amount, plain, low, prefix)
    if extra is None:
        return None
    if (cents := _markers_after(amount, plain, low, prefixed=prefix is not None)) is not None:
        extra = cents
    if (
        prefix is not None
        and (split := _SPLIT_THOUSANDS.match(low, end))
        and amount.end == end
        and len(digits) <= _THREE
    ):
        amount.digits, amount.number_end, amount.end = f"{digits},{split['rest']}", split.end(), split.end()
        digits = amount.digits
    three = any(marker.codes and marker.codes <= THREE_DECIMALS for marker in amount.markers)
    value = value_of(digits, three_decimals=three, multiplier=amount.factor)
    if value is None:
        return None
    amount.value = value * amount.factor + extra
    if prefix is None:
        _word_alone_before(amount, low)
    return amount


def _number_word(amount: Amount, plain: str, low: str, prefix: Marker | None) -> float | None:
    """Take the number word behind an amount and what it leaves to add; None when the amount is none."""
    end = amount.end
    if amount.factor == 1 and not _SIZES_NEXT.match(low, end) and (found := currency.number_word(low, end)):
        amount.factor, amount.end, codes, amount.multiplier = found
        if amount.multiplier in SWAHILI_THOUSANDS.split("|") and _SWAHILI_NUMERAL.match(low, amount.end):
            return None  # "lita 5 elfu sitini": five litres, sixty thousand
        if codes:
            amount.word = Marker(amount.end - len(amount.multiplier), amount.end, codes)
            amount.markers.append(amount.word)
    elif (
        prefix is not None and (lakh := subunits.lakh_letter(plain, low, amount.digits, end, prefix.codes)) is not None
    ):
        amount.factor, amount.end, amount.multiplier = lakh[0], lakh[1], "lakh"
    if amount.factor == 1:
        return 0.0
    if rest := remainders.rest_after(
        plain, low, amount.end, amount.factor, amount.multiplier, marked=prefix is not None
    ):
        amount.end = rest.end
        return rest.value
    if amount.multiplier in TRAILING and (more := _HALF.match(low, amount.end)):
        amount.end = more.end()
        return _trailing(more, amount.multiplier)
    return 0.0


def _markers_after(amount: Amount, plain: str, low: str, *, prefixed: bool) -> float | None:
    """Take the markers behind an amount, and the hundredths behind those if there are any."""
    cents: float | None = None
    suffix = currency.marker_after(plain, low, amount.end, has_prefix=prefixed)
    if suffix is not None:
        amount.markers.append(suffix)
        amount.end = suffix.end
        if match := _EURO_CENTS.match(low, amount.end):
            cents, amount.end = int(match.group(1)) / 100, match.end()
    if amount.factor == 1 and amount.markers and (behind := subunits.hundredths_behind(low, amount.end)) is not None:
        cents, amount.end = behind
    if closing := currency.closing_mark(low, amount.end):
        amount.markers.append(closing)
        amount.end = closing.end
        if suffix is None and (suffix := currency.marker_after(plain, low, amount.end, has_prefix=prefixed)):
            amount.markers.append(suffix)
            amount.end = suffix.end
    return cents


def _word_alone_before(amount: Amount, low: str) -> None:
    """Take a number word that stands for one of its own before the amount: "bin 500 TL" is 1500."""
    if len(amount.digits) != _THREE or (alone := remainders.thousand_before(low, amount.number_start)) is None:
        return
    factor, start = alone
    if amount.factor * 1000 == factor or (amount.factor == 1 and amount.marked):
        amount.multiplier = low[start : amount.number_start].split(" ", maxsplit=1)[0]
        amount.value, amount.start, amount.factor = amount.value + factor, start, factor


_THREE = 3
"""Digits of what follows a thousand, or a million in thousands."""


def _trailing(match: re.Match[str], multiplier: str) -> float:
    """What `1tr2`, `2tr350`, `1k5`, `1 triệu rưỡi` add to their number."""
    unit = TRAILING[multiplier]
    if match.group("half"):
        return unit * 5
    more = match.group("more") or match.group("spaced")
    return float(int(more) * unit) / float(10 ** (len(more) - 1))


_JOIN = re.compile(rf"[ ]?{alternatives(TO)}[ ]?\Z")
_AND = re.compile(rf"[ ]{alternatives(AND)}[ ]?\Z")
_BETWEEN = re.compile(rf"{alternatives(BETWEEN)}[ ]\Z")


def join_ranges(amounts: list[Amount], low: str) -> list[Amount]:
    """Pairs such as `20-30k` or `Rp50.000 s/d Rp75.000` made one amount with `high`; a multiplier covers both."""
    joined: list[Amount] = []
    for amount in amounts:
        if joined and (first := joined[-1]).high is None and _is_range(first, amount, low):
            if first.factor == 1 and amount.factor != 1 and first.value * amount.factor < amount.value:
                first.value *= amount.factor
                first.factor, first.multiplier = amount.factor, amount.multiplier
            first.high, first.high_start, first.end = amount.value, amount.start, amount.end
            first.markers += amount.markers
            continue
        joined.append(amount)
    return joined


def _is_range(first: Amount, second: Amount, low: str) -> bool:
    between = low[first.end : second.start]
    if len(between) > 12:
        return False
    if not _JOIN.match(between) and not (
        _AND.match(between) and _BETWEEN.search(low[max(0, first.start - 14) : first.start])
    ):
        return False
    scale = second.factor if first.factor == 1 else 1
    value = first.value * scale if first.value * scale < second.value else first.value
    return value < second.value <= value * 20
