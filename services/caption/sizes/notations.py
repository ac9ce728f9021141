"""Sizes in notations of one kind of goods or one country: 34B, 1X, 3T, 38 2/3, 230 mm, S 28-30, M・L・LL・3L."""

import re
from itertools import pairwise

from libs.text.words import alternatives, separate_words
from services.caption.lexicon.sizes.goods import GARMENTS_BEFORE_X
from services.caption.lexicon.sizes.lists import CURRENCIES_BEFORE, UNITS_OF_RANGES
from services.caption.lexicon.sizes.size_words import BAHT, PLUS, SIZE_BEFORE, SIZE_BEFORE_MILLIMETRES, SIZE_IN
from services.caption.sizes.goods import Goods
from services.caption.sizes.lists import LETTER, LIST, RANGE, SEQUENCE, Hit, Hits, read_sizes, size_name

_CUP = r"(?:a{1,3}|bb?|cc?|d{1,4}|e{1,3}|ff?|gg?|hh?|jj?|а|в|с|д|е)"
# Patterns begin with a set of characters where they can, and look behind it afterwards: `re` finds the next character
# of a set many times faster than it tries a lookbehind at every position.
_BRA = re.compile(
    r"[1-9a-j](?<![\w.,$€£₦₱₹].)(?:(?:(?<=[2-5])\d|(?<=[6-9])[05]|(?<=1)[01][05]|(?<=1)20|(?<=[1-7]))"
    rf"[ ]?(?P<cup>{_CUP}(?:[/-]{_CUP})?)|(?<=[a-j])[6-9][05])"
    rf"(?![^\W_]|[.,]\d|[ ]?{alternatives(BAHT)}(?![^\W_]))"
)
_CYRILLIC_CUPS = str.maketrans("АВСДЕ", "ABCDE")
_JOIN = rf"(?:{RANGE}|{LIST})"
_PLUS = re.compile(
    r"[0-6](?<![\w.,].)x(?![^\W_]|[ ]?[x×]|[ ]\d{2,}[ ]?(?:cm|mm))"
    rf"(?:{_JOIN}[1-6]x(?![^\W_]))*"
)
# Possessive: "&" joins letters in two ways, and trying both for each of many would take exponential time.
_LETTERS_BEFORE = re.compile(rf"(?<![^\W_'’&.+-])(?:{LETTER}(?![^\W_]){_JOIN}){{1,8}}+\Z")
_LONGEST_LETTERS = 40
_PARTS_OF_WORDS = frozenset("'’&.+-")
_PLUS_ATOM = re.compile(rf"(?P<x>[0-6]x)(?![^\W_])|(?P<letter>{LETTER})(?![^\W_])")
_SIZE_BEFORE = re.compile(rf"{alternatives(SIZE_BEFORE)}[ :=]{{0,3}}(?:{alternatives(SIZE_IN)} )?\Z")
_PLUS_WORD = re.compile(separate_words(PLUS))
_GARMENT_BEFORE = re.compile(rf"(?<![^\W_]){alternatives(GARMENTS_BEFORE_X)},? \Z")
"""One piece of clothing, of which a price is hardly for two: `Blazer 2X $50`."""
_PRICE_NEXT = re.compile(rf"[ ]{{0,2}}(?!r[$])(?:[$€£₦₱₹]|{alternatives(CURRENCIES_BEFORE)}[.]?[ ]?[$]?)?[ ]?\d")
_TODDLER = re.compile(rf"[2-7](?<![\w.,/-].)t(?![^\W_])(?:{_JOIN}[2-7]t(?![^\W_]))*")
_THIRDS = re.compile(r"[2-5](?<![\w.,/].)\d(?:[ ]?[⅓⅔]|[ ][12]/3(?![\d/]))")
_HALVES = re.compile(r"(?<![^\W_])(?:uk|us|eur?)[ .:]{0,2}(?P<size>\d{1,2} 1/2)(?![\d/])")
_MILLIMETRES = re.compile(
    r"(?<![\w.,/])[12]\d[05](?:[ ]?mm)?(?:(?:[ ]?[~,/|·-][ ]?|[ ]{1,2})[12]\d[05](?:[ ]?mm)?)*"
    r"(?!\d|[.,]\d|[ ]?(?:원|천|만|円|元|k|%))"
)
_FOOT_RANGE = range(110, 325)
_KOREAN = re.compile(r"[\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_JAPANESE_LETTER = rf"(?:[2-8]l|{LETTER})(?![a-z\d])"
_JAPANESE = re.compile(rf"(?<![a-z\d&.+-]){_JAPANESE_LETTER}(?:{_JOIN}{_JAPANESE_LETTER})+")
_WITH_RANGE = (
    rf"(?:{LETTER})[ ]?[:(=]?[ ]?(?:(?:uk|us|eur?)[ ]?)?\d{{1,3}}[ ]?(?:[-~/]|to)[ ]?\d{{1,3}}"
    rf"(?:[ ]?{alternatives(UNITS_OF_RANGES)})?[)]?"
)
_WITH_RANGES = re.compile(rf"(?<![\w'’&.+-]){_WITH_RANGE}(?:[ ]?[,/|·;]?[ ]?{_WITH_RANGE})+(?!\d|[.,]\d)")
_RANGED_LETTER = re.compile(rf"(?<![^\W_])(?:{LETTER})(?=[ ]?[:(=]?[ ]?(?:(?:uk|us|eur?)[ ]?)?\d)")
_MEASURES = re.compile(r"\d[ ]?(?:[-~/]|to)[ ]?\d")
_LARGEST_MEASURE = 140


def special_sizes(plain: str, goods: Goods, hits: Hits) -> None:
    """All of these notations. They go before the others, which would take their numbers for something else."""
    _lettered_ranges(plain, goods, hits)
    _bra_sizes(plain, goods, hits)
    _plus_sizes(plain, goods, hits)
    _toddlers(plain, goods, hits)
    _japanese_letters(plain, goods, hits)
    _millimetres(goods, hits)
    _thirds(goods, hits)


def _thirds(goods: Goods, hits: Hits) -> None:
    """`38 2/3`, `36⅔ 38 39⅓`: shoes; those behind a word for sizes are found with it."""
    low = goods.low
    for match in _HALVES.finditer(low) if " 1/2" in low else ():
        if not hits.overlap(*match.span("size")) and not goods.shoes:  # of shoes they are found with the others
            hits.add(Hit(*match.span("size"), [size_name(match["size"])]))
    for match in _THIRDS.finditer(low):
        start = match.start()
        if hits.overlap(*match.span()) or _SIZE_BEFORE.search(low, max(0, start - 12), start):
            continue
        sequence = SEQUENCE.match(low, start)
        end, values = read_sizes(goods, start, sequence.end() if sequence else match.end(), weak=False)
        if values:
            hits.add(Hit(start, end, values))


def _lettered_ranges(plain: str, goods: Goods, hits: Hits) -> None:
    """`S 28-30 / M 32-34`, `XS (0-2), S (4-6)`: the letters are the sizes, the numbers what they measure."""
    for match in _WITH_RANGES.finditer(goods.low) if _MEASURES.search(goods.low) else ():
        letters = [letter.span() for letter in _RANGED_LETTER.finditer(goods.low, *match.span())]
        measures = [int(n) for n in re.findall(r"\d{1,3}", match.group())]
        if len(letters) > 1 and max(measures) <= _LARGEST_MEASURE and all(plain[a:b].isupper() for a, b in letters):
            hits.add(Hit(*match.span(), list(dict.fromkeys(size_name(goods.low[a:b]) for a, b in letters))))


def _bra_sizes(plain: str, goods: Goods, hits: Hits) -> None:
    """`34B, 36DD`, `75B`, in Japan `B75`."""
    for match in _BRA.finditer(goods.low):
        if not goods.bras:
            return
        short = match["cup"] is not None and len(match.group().replace(" ", "")) < 3
        if short and goods.low[match.end() :].startswith(("/", "-")):
            continue
        if not hits.overlap(*match.span()):
            size = plain[slice(*match.span())].upper().translate(_CYRILLIC_CUPS).replace(" ", "")
            hits.add(Hit(*match.span(), [size]))


def _plus_sizes(plain: str, goods: Goods, hits: Hits) -> None:
    """`1X 2X 3X`, `L/1X/2X`, `size 3X`: plus sizes, not a number of times."""
    low = goods.low
    for match in _PLUS.finditer(low):
        start, end = match.span()
        base = max(0, start - _LONGEST_LETTERS)
        if letters := _LETTERS_BEFORE.search(low[base:start]):
            start = base + letters.start()
        elif low[start - 1 : start] in _PARTS_OF_WORDS and start:
            continue
        atoms = list(_PLUS_ATOM.finditer(low, start, end))
        crosses = [int(atom["x"][0]) for atom in atoms if atom["x"]]
        capitals = all(plain[atom.start() : atom.end()].isupper() for atom in atoms)
        cued = _SIZE_BEFORE.search(low, max(0, start - 16), start) is not None
        alone = len(atoms) == 1
        if (
            alone
            and capitals
            and _GARMENT_BEFORE.search(low, max(0, start - 16), start)
            and _PRICE_NEXT.match(low, end)
        ):
            cued = True
        if hits.overlap(start, end) or any(a >= b for a, b in pairwise(crosses)):
            continue
        if (
            not cued
            and (alone or not capitals)
            and not (_PLUS_WORD.search(low, max(0, start - 60), start) and capitals)
        ):
            continue
        values: list[str] = []
        previous: re.Match[str] | None = None
        for atom in atoms:
            joint = low[previous.end() : atom.start()] if previous else ""
            if previous and previous["x"] and atom["x"] and re.fullmatch(RANGE, joint):
                values += [f"{n}X" for n in range(int(previous["x"][0]) + 1, int(atom["x"][0]))]
            values.append(atom["x"].upper() if atom["x"] else size_name(atom["letter"]))
            previous = atom
        hits.add(Hit(start, end, list(dict.fromkeys(values))))


def _toddlers(plain: str, goods: Goods, hits: Hits) -> None:
    """`2T, 3T, 4T`: toddlers' sizes."""
    low = goods.low
    for match in _TODDLER.finditer(low):
        start, end = match.span()
        if hits.overlap(start, end) or plain[start:end].count("T") != low[start:end].count("t"):
            continue
        atoms = list(re.finditer(r"[2-7]t", match.group()))
        cued = _SIZE_BEFORE.search(low, max(0, start - 16), start) is not None
        if len(atoms) == 1 and not cued and not goods.children:
            continue
        numbers = [int(atom.group()[0]) for atom in atoms]
        if len(numbers) == 2 and re.fullmatch(RANGE, match.group()[atoms[0].end() : atoms[1].start()]):
            numbers = list(range(numbers[0], numbers[1] + 1))
        if numbers == sorted(set(numbers)):
            hits.add(Hit(start, end, [f"{n}T" for n in numbers]))


def _japanese_letters(plain: str, goods: Goods, hits: Hits) -> None:
    """`M・L・LL・3L`: in Japan 3L is XXXL."""
    if not _KANA.search(goods.low):
        return
    for match in _JAPANESE.finditer(goods.low):
        start, end = match.span()
        written = match.group()
        if hits.overlap(start, end) or plain[start:end] != written.upper() or not re.search(r"\dl|ll", written):
            continue
        letters = [letter.group() for letter in re.finditer(_JAPANESE_LETTER, written)]
        sizes = [
            f"{letter[0]}XL" if letter[0].isdigit() and "x" not in letter else size_name(letter) for letter in letters
        ]
        hits.add(Hit(start, end, list(dict.fromkeys(sizes))))


def _millimetres(goods: Goods, hits: Hits) -> None:
    """Korean shoe sizes: `225~250`, `230 235 240mm`."""
    low = goods.low
    if not (_KOREAN.search(low) or "mm" in low) or not goods.shoes:
        return
    for match in _MILLIMETRES.finditer(low):
        start, end = match.span()
        numbers = [int(n) for n in re.findall(r"\d{3}", match.group())]
        cued = (
            re.search(rf"{alternatives(SIZE_BEFORE_MILLIMETRES)}[ :]{{0,3}}\Z", low[max(0, start - 10) : start])
            is not None
        )
        if hits.overlap(start, end) or not all(n in _FOOT_RANGE for n in numbers) or numbers != sorted(set(numbers)):
            continue
        if len(numbers) == 1 and not cued and "mm" not in match.group():
            continue
        if len(numbers) == 2 and re.search(r"[~-]", match.group()):
            numbers = list(range(numbers[0], numbers[1] + 1, 5))
        hits.add(Hit(start, end, [str(n) for n in numbers]))
