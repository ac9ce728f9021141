"""Currency markers beside a number, and the places that settle ambiguous ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from libs.text.normalised import fold
from libs.text.words import Lexicon, Words, alternatives, listed, trie
from services.caption.lexicon.amounts.currencies import (
    ALWAYS_AMBIGUOUS,
    ATTACHED_PREFIXES,
    BEFORE_ITS_NUMBER,
    CASED_PREFIXES,
    CASED_SUFFIXES,
    MULTIPLIERS,
    NAMED_ONCE,
    SPACED_SUFFIXES,
    SYMBOLS,
    TAILS,
    UNSPACED_MULTIPLIERS,
    WORDS,
)
from services.caption.lexicon.amounts.numerals import SWAHILI_THOUSANDS
from services.caption.lexicon.amounts.places import NOT_HERE_BEFORE, PLACES

_REACH = 24
"""Characters before a number in which its marker is looked for; the longest has 16."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A currency marker at `low[start:end]` and the codes that it can mean; none when it never settles ("$")."""

    start: int
    end: int
    codes: frozenset[str]


def _folded(table: dict[str, str]) -> dict[str, frozenset[str]]:
    return {fold(key): frozenset(codes.split()) for key, codes in table.items()}


_SYMBOLS = _folded(SYMBOLS)
_WORDS = _folded(WORDS)
_CASED_PREFIXES = {key: frozenset(codes.split()) for key, codes in (CASED_PREFIXES | ATTACHED_PREFIXES).items()}
_CASED_SUFFIXES = {key: frozenset(codes.split()) for key, codes in CASED_SUFFIXES.items()}
_TAILS = {key: frozenset(codes.split()) for key, codes in TAILS.items()}
_MULTIPLIERS = {fold(key): value for key, value in chain(MULTIPLIERS.items(), UNSPACED_MULTIPLIERS.items())}

_LENGTHS: dict[str, list[int]] = {}
"""By the last character of a marker: the lengths of markers that end so, the longest first."""
for _name in (*_WORDS, *_SYMBOLS):
    _LENGTHS.setdefault(_name[-1], []).append(len(_name))
for _last, _sizes in _LENGTHS.items():
    _LENGTHS[_last] = sorted(set(_sizes), reverse=True)
_CASED_PREFIX = re.compile(
    rf"(?<![^\W_])(?:(?P<spaced>{trie(CASED_PREFIXES)})\.?[ ]?|(?P<attached>{trie(ATTACHED_PREFIXES)}))\Z"
)
_SUFFIX = re.compile(
    rf"[ ]{{0,2}}(?:(?P<word>{trie(_WORDS)})(?![^\W\d_])"
    rf"|(?P<symbol>{trie(symbol for symbol in _SYMBOLS if symbol[0] != 's')}))",
)
_CASED_SUFFIX = re.compile(
    rf"(?P<gap>[ ]?)(?P<letters>{trie(_CASED_SUFFIXES)})(?![^\W_]|[.:]?\d|/m(?:o|th|onth)?(?![^\W\d_]))"
)
_NUMBER_NEXT = re.compile(r"[ .:]{0,2}\d[\d.,]{0,14}")
_TAIL = re.compile(r"[ ]?(?P<tail>/=|/-|=/)|[.,]-{1,2}(?!\d)|[ ]?/(?=\s|\Z)")
_MULTIPLIER = re.compile(
    rf"(?P<gap>[ ]{{0,2}})(?:(?P<word>{trie(k for k in _MULTIPLIERS if k[-1] < '฀' and not k[-1] >= 'ऀ')})(?![^\W\d_])"
    rf"|(?P<unspaced>{trie(k for k in _MULTIPLIERS if k[-1] >= 'ऀ')}))"
)
_ELFU = re.compile(rf"(?<![^\W\d_]){alternatives(SWAHILI_THOUSANDS)}[ ]\Z")

_PLACES: Lexicon[str] = Lexicon({code: names for code, names in PLACES.items() if code})
_SIGNED = re.compile(
    "|".join(re.escape(n) for names in PLACES.values() for n in names.split("|") if n[0] in "+" or n[0] > "\U0001f000")
)
_SIGN_CODES = {
    n: code for code, names in PLACES.items() for n in names.split("|") if n[0] == "+" or n[0] > "\U0001f000"
}
_NOT_HERE = re.compile(rf"(?<![a-z])(?:{'|'.join(NOT_HERE_BEFORE)})[ ]\Z")


def marker_before(plain: str, low: str, start: int, floor: int = 0) -> Marker | None:
    """The marker that ends at or a space before `start`; what stands before `floor` belongs to another number."""
    base = max(floor, start - _REACH)
    head = low[base:start].rstrip(" ")
    for stem in dict.fromkeys((head, head.rstrip(" :=."))):
        for length in _LENGTHS.get(stem[-1:], ()):
            if length > len(stem):
                continue
            name = stem[-length:]
            codes = _WORDS.get(name)
            if codes is None:
                codes = _SYMBOLS.get(name)
                free = codes is not None and not (name[0].isalpha() and stem[-length - 1 : -length].isalpha())
            else:
                free = not stem[-length - 1 : -length].isalpha()
            if codes is not None and free:
                end = base + len(stem)
                return Marker(end - length, end, codes)
    if match := _CASED_PREFIX.search(plain[base:start]):
        letters = match.group("spaced") or match.group("attached")
        return Marker(base + match.start(), base + match.start() + len(letters), _CASED_PREFIXES[letters])
    return None


def marker_after(plain: str, low: str, end: int, *, has_prefix: bool = False) -> Marker | None:
    """The marker that begins at or a space after `end`, unless it belongs to the number that follows it."""
    if match := _SUFFIX.match(low, end):
        name = match.group("word") or match.group("symbol")
        start = match.end() - len(name)
        if (number := _NUMBER_NEXT.match(low, match.end())) and (has_prefix or _of_next(low, start, end, number)):
            return None
        return Marker(start, match.end(), listed(_WORDS if match.group("word") else _SYMBOLS, name))
    if (match := _CASED_SUFFIX.match(plain, end)) and (
        not match.group("gap") or match.group("letters").isupper() or match.group("letters") in SPACED_SUFFIXES
    ):
        letters = match.group("letters")
        number = _NUMBER_NEXT.match(low, match.end())
        if number and (has_prefix or _of_next(low, match.start("letters"), end, number)):
            return None
        return Marker(match.start("letters"), match.end(), _CASED_SUFFIXES[letters])
    return None


_BEFORE_ITS_NUMBER = frozenset({symbol for symbol in _SYMBOLS if symbol.endswith("$")} | BEFORE_ITS_NUMBER)
"""Markers that are not written behind a number with a space."""
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d\Z")


def _of_next(low: str, start: int, end: int, number: re.Match[str]) -> bool:
    """Whether a marker at `start` between two numbers belongs to the second: `doti 10 Tsh 125,000`."""
    if start == end:
        return False
    if low[number.start()] != " ":
        return True
    if low[start : number.start()] in _BEFORE_ITS_NUMBER:
        return True  # "kit com 6 R$ 80"
    if _YEAR.search(low[max(0, end - 5) : end]):
        return True  # "Corolla 2019 PKR 42 lac"
    first = re.search(r"(?<![\d.,])\d{1,2}\Z", low[max(0, end - 4) : end])
    return first is not None and len(number.group().strip(" .:")) > 2


def closing_mark(low: str, end: int) -> Marker | None:
    """The mark that closes an amount at `end`: "/=", "/-", ",-"; without codes when it is not a currency marker."""
    match = _TAIL.match(low, end)
    if match is None:
        return None
    mark = match.group("tail")
    return Marker(match.start(), match.end(), _TAILS[mark] if mark else frozenset())


def number_word(low: str, end: int) -> tuple[int, int, frozenset[str], str] | None:
    """The number word at `end`: its factor, where it ends, the currencies that alone use it, and itself."""
    match = _MULTIPLIER.match(low, end)
    if match is None:
        return None
    word = match.group("word") or match.group("unspaced")
    factor, codes = listed(_MULTIPLIERS, word)
    return factor, match.end(), frozenset(codes.split()), word


def elfu_before(low: str, start: int) -> int | None:
    """Where Swahili "elfu" (thousand) before a number starts."""
    match = _ELFU.search(low[max(0, start - 6) : start])
    return max(0, start - 6) + match.start() if match else None


def settled(markers: list[Marker], low: str) -> tuple[str | None, list[tuple[int, int]]]:
    """The one currency that the markers of a price leave, and the spans in `low` that prove it.

    Markers narrow each other down ("Rs 500 PKR"); what stays ambiguous is settled by the only currency among the
    candidates that a named place, flag or dialling code has.
    """
    informative = [marker for marker in markers if marker.codes]
    if not informative:
        return None, []
    codes = informative[0].codes
    used = [informative[0]]
    for marker in informative[1:]:
        if narrowed := codes & marker.codes:
            codes = narrowed
            used.append(marker)
    spans = [(marker.start, marker.end) for marker in used]
    if len(codes) == 1 and not _needs_place(low, used):
        return next(iter(codes)), spans
    named = places(low)
    left = {code for code in codes if code in named}
    if not left and codes == _YUAN:
        return "CNY", spans  # 元 is the yuan's unless Taiwan is named
    if len(left) != 1:
        return None, []
    code = left.pop()
    return code, [*spans, named[code]]


_ONCE = re.compile(
    r"(?<![^\W_])(?:(?<=[.,;:|(/\n-] )|(?<=[(\n])|(?<=(?<![^\W_])in ))"
    rf"(?P<code>{'|'.join(NAMED_ONCE)})(?=[ ]?(?:[.,;|)\n\x1f]|\Z))"
)


def named_once(plain: str, low: str) -> tuple[str | None, list[tuple[int, int]]]:
    """The one currency that a caption names apart from its bare amounts: `250 a piece, 2,400 a dozen. KES.`"""
    found = [match for match in _ONCE.finditer(plain) if low[match.start() : match.end()] == match.group().lower()]
    if len({match.group("code") for match in found}) != 1:
        return None, []
    return found[0].group("code"), [found[0].span("code")]


_YUAN = frozenset({"CNY", "TWD"})


def _needs_place(low: str, markers: list[Marker]) -> bool:
    return all(low[marker.start : marker.end] in ALWAYS_AMBIGUOUS for marker in markers)


@lru_cache(maxsize=8)
def places(low: str) -> Mapping[str, tuple[int, int]]:
    """Currencies of the places that a caption names as its own, each with the first place's span.

    Kept for a few texts: several amounts of one caption ask.
    """
    named: dict[str, tuple[int, int]] = {}
    for found in _PLACES.find(Words(low)):
        if not _NOT_HERE.search(low[max(0, found.start - 16) : found.start]):
            named.setdefault(found.kind, (found.start, found.end))
    for match in _SIGNED.finditer(low) if "+" in low or not low.isascii() else ():
        named.setdefault(_SIGN_CODES[match.group()], match.span())
    return named
