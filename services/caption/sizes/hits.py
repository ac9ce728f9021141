"""Where sizes stand in a caption: behind and before words for size, and on their own where their form is enough."""

import re
from collections.abc import Iterator
from itertools import pairwise

from libs.text.words import Trigger, Words, alternatives, folded, separate_words, trie
from services.caption.lexicon.sizes.goods import BANGLES, BANGLES_UNSPACED, SMALL_FEET, SMALL_FEET_UNSPACED
from services.caption.lexicon.sizes.lists import CURRENCIES_OF_NUMBERS, CURRENCIES_OF_TAGS, RUPEES
from services.caption.lexicon.sizes.size_words import (
    ARTICLES,
    AVAILABLE,
    CUE_WORDS,
    CUES_AFTER,
    CUES_AFTER_STEMS,
    CUES_BEFORE,
    FILLERS,
    NOT_SIZES_BEFORE,
    NUMBER_OF,
    SHOPS,
    SHORT,
    STILL,
    WEAK,
    WEARERS,
    WORN,
)
from services.caption.sizes.goods import Goods
from services.caption.sizes.lists import (
    ATOM,
    LETTER,
    LIST,
    RANGE,
    SEQUENCE,
    UNIT_AFTER,
    Hit,
    Hits,
    before_price,
    read_sizes,
    size_name,
    size_number,
)

_CUE = re.compile(
    rf"(?:(?<![^\W_])(?:{trie(folded(CUES_BEFORE, spaced=True))}(?![^\W_])|(?:uk|us|eur?)(?=\d))"
    rf"|{trie(folded(CUES_BEFORE, spaced=False))})"
)
_CUE_STARTS = frozenset(Words(cue).tokens[0] for cue in folded(CUES_BEFORE, spaced=True))
_CUE_CHARACTERS = frozenset(cue[-1] for cue in folded(CUES_BEFORE, spaced=False))
_FILLER = re.compile(rf"(?:[ ]?(?:[:=\-.(\[،]|{alternatives(FILLERS)})){{0,4}}[ ]?\n?")
_WEARERS = frozenset(WEARERS.split("|"))
_SYSTEMS = frozenset({"uk", "us", "eu", "eur"})
_SHORT = frozenset(SHORT.split("|"))
_WEAK = _WEARERS | _SYSTEMS | frozenset(WEAK.split("|"))
"""Words before sizes that often stand before other numbers."""
_CUE_AFTER = re.compile(rf"[ ]?{alternatives(CUES_AFTER)}(?![^\W\d_])|[ ]?\(?(?:eur?|uk|us)(?![^\W_])(?! used)")
_MAY_FOLLOW = re.compile(rf"{alternatives(CUES_AFTER_STEMS)}|[\d ](?:eur?|uk|us)(?![^\W_])")
"""What `_CUE_AFTER` begins with."""
_CUE_WORDS = Trigger(CUE_WORDS)
"""One of them is in each match of `_CUE_AFTER`."""
_LAST = re.compile(rf"{ATOM}(?:{RANGE}{ATOM})?\Z")
_ONE_LETTER = re.compile(rf"(?<![^\W_]){LETTER}(?![^\W_])")
_LETTERS = re.compile(rf"(?<!c/)(?<![^\W_'’&.+-])(?:{LETTER}(?![^\W_]))(?:(?:{RANGE}|{LIST}){LETTER}(?![^\W_'’]))*")
_LETTER_WORDS = frozenset(
    {"x" * crosses + letter for crosses in range(7) for letter in "sl"}
    | {"ll", "m", "rn", "extra", "extrasmall", "extralarge", "x", "xsmall", "xlarge", "small", "medium", "large"}
    | {"gg", "xg", "xgg", "eg", "pp", "ch", "p", "g", "u"}
)
"""One of them is in each match of `_LETTERS`."""
_LAKHS = re.compile(rf"(?:₹|৳|(?<![^\W_]){alternatives(RUPEES)})[ ]?\d{{1,2}}(?:\.\d{{1,2}})?[ ]?\Z")
"""Rupees before an L: ₹1.65 L is not a size."""
_SHOP = re.compile(separate_words(SHOPS))
"""Letters that are a shop's name."""
_JEANS_TAG = re.compile(r"w(?<![^\W_]w)[ ]?(?P<waist>2[2-9]|[34]\d)[ ]?[/x,|]?[ ]?l[ ]?\d{2}(?!\d)")
_BANGLES = re.compile(f"{separate_words(BANGLES)}|{alternatives(BANGLES_UNSPACED)}")
_BANGLE = re.compile(r"2(?<![\w.,/₹$€£-]2)[.](?:2|4|6|8|10|12)(?![\w]|[.,]\d)")
_HAT = re.compile(r"(?<![\w.,/-])(?P<size>4[89]|5\d|6[0-4])[ ]?cm(?![^\W_])")


def _tag(currencies: str) -> str:
    """A pattern of the measure behind a letter size. A number before one of `currencies` is a price instead."""
    return (
        rf"(?:[-:=][ ]?\d{{2,3}}(?!\d|[.,]\d|[ ]?(?:[$€£₦₱₹৳฿]|{currencies}))"
        r"|\([ ]?\d{2,3}(?:[ -/]{1,3}\d{2,3})?[^\d)\n]{0,6}\))"
    )


_TAGGED = re.compile(
    rf"(?<![\w'’&.+-]){LETTER}[ ]?{_tag(alternatives(CURRENCIES_OF_TAGS, '/'))}"
    rf"(?:[ ]?[,/|·;]?[ ]?{LETTER}[ ]?{_tag(alternatives(CURRENCIES_OF_TAGS))})+"
)
_MAY_BE_TAGGED = re.compile(r"[-:=(][ ]?\d\d")
"""What every match of `_TAGGED` has in it."""
_FOOT = re.compile(
    r"(?<![\d.,])(?P<size>1[1-9](?:\.[05])?|2[0-9](?:\.[05])?|3[01](?:\.[05])?)[ ]?(?:cm|センチ)(?![a-z])"
)
_SMALL_FEET = re.compile(f"{separate_words(SMALL_FEET)}|{alternatives(SMALL_FEET_UNSPACED)}")
"""Only children's feet are shorter than 20 cm; 12 cm may be a heel."""
_NUMBERS = re.compile(
    rf"\d(?<![\w.,/:+#%$€£₦₱₹-].)\d(?:\.5)?(?:(?:{RANGE}|{LIST})\d{{2}}(?:\.5)?"
    r"(?!\w|\.\d|,\d{3}|,\d(?!\d)"
    rf"|(?:,\d\d)?[ ]{{0,2}}(?:[€£₺₽₴]|{alternatives(CURRENCIES_OF_NUMBERS)}(?![^\W_]))(?![ .:]{{0,2}}\d)))+"
)
"""The last of them may be a price behind the sizes: `38 | 39 | 40 25 €`."""
_PAIRS = re.compile(r"\d\d/\d\d(?:[ ]?[,|;·]?[ ]?\d\d/\d\d)+")
"""Sizes of shoes, two by two: `24/25 26/27 28/29`."""
_NUMBER = re.compile(r"\d{2}(?:\.5)?")
_RANGE = re.compile(RANGE)
_NOT_SIZES_BEFORE = re.compile(
    rf"(?:[a-z]{{2,}} {alternatives(NUMBER_OF)}|{alternatives(NOT_SIZES_BEFORE)}|\d) ?\Z|[@=]\s*\Z"
)
_PRICE_NEXT = re.compile(r"[ ]{0,2}[:=-]?[ ]?(?:[^\W\d_]{0,3}[ .$₦€£]{0,2})\d")
_UNMISTAKABLE = re.compile(r"x+l|\dxl|x+s")
IS_LEFT = re.compile(rf"[ ](?:{alternatives(STILL)} )?{alternatives(AVAILABLE)}(?![^\W_])")
_SHOE_NUMBERS = range(33, 50)


_WORN = re.compile(rf"(?<![^\W_]){alternatives(WORN)}[ ](?:{alternatives(ARTICLES)} )?\Z")
"""What the person in the video wears cannot be chosen."""


def _cues(words: Words) -> Iterator[re.Match[str]]:
    """Words for sizes. Where words are spaced, they are looked for at those that such a phrase begins with."""
    low = words.low
    if "'" in low or not _CUE_CHARACTERS.isdisjoint(words.unspaced):
        yield from _CUE.finditer(low)
        return
    passed = 0
    for start in [start for start, token in zip(words.starts, words.tokens, strict=True) if token in _CUE_STARTS]:
        if start >= passed and (match := _CUE.match(low, start)) is not None:
            passed = match.end()
            yield match


def after_cues(plain: str, words: Words, goods: Goods, hits: Hits) -> None:
    """Sizes behind a word for them: `Sizes: 37-41`, `ukuran S M L`, `UK 6`."""
    low = goods.low
    for cue in _cues(words):
        filler = _FILLER.match(low, cue.end())
        start = filler.end() if filler else cue.end()
        match = None if hits.overlap(start, start + 1) else SEQUENCE.match(low, start)
        if match is None or _taken(hits, match) or _WORN.search(low, max(0, cue.start() - 16), cue.start()):
            continue
        word = cue.group()
        end, values = read_sizes(goods, match.start(), match.end(), weak=word in _WEAK)
        if not values and word in _WEAK:
            end, values = _single(word, match, plain, goods)
        if values:
            hits.add(Hit(match.start(), end, values))


def tagged_letters(plain: str, goods: Goods, hits: Hits) -> None:
    """Letters with their measures: `M-38 L-40 XL-42`, `S(36) M(38)`."""
    low = goods.low
    for match in _TAGGED.finditer(low) if _MAY_BE_TAGGED.search(low) else ():
        spans = [atom.span() for atom in _ONE_LETTER.finditer(low, *match.span())]
        if _taken(hits, match) or not all(plain[first:last].isupper() for first, last in spans):
            continue
        measured = [int(n) for n in re.findall(r"\d{2,3}", match.group())]
        if max(measured) <= 140 and all(a <= b for a, b in pairwise(measured)):
            hits.add(Hit(*match.span(), list(dict.fromkeys(size_name(low[first:last]) for first, last in spans))))


def foot_lengths(goods: Goods, hits: Hits) -> None:
    """Japanese shoe sizes: `23cm 23.5cm 24cm`."""
    low = goods.low
    if "cm" not in low and "センチ" not in low:
        return
    found = list(_FOOT.finditer(low))
    gaps = [low[a.end() : b.start()] for a, b in pairwise(found)]
    if len(found) < 2 or not goods.shoes or any(not gap or len(gap) > 3 or gap in {"~", "-"} for gap in gaps):
        return
    small = _SMALL_FEET.search(low) is not None
    for match in found:
        if not _taken(hits, match) and (small or match.group("size")[0] != "1"):
            hits.add(Hit(*match.span(), [size_name(match.group("size"))]))


def special_numbers(goods: Goods, hits: Hits) -> None:
    """Sizes in the forms of one kind of goods: jeans (`W32 L34`), bangles (`2.4 2.6`), hats (`57cm`)."""
    low = goods.low
    found = [(match, match.group("waist")) for match in _JEANS_TAG.finditer(low)]
    # The numbers first: they are rarer, and sooner looked for, than the goods.
    if (bangles := list(_BANGLE.finditer(low))) and _BANGLES.search(low):
        found += [(match, match.group()) for match in bangles]
    if "cm" in low and (hats := list(_HAT.finditer(low))) and goods.hats:
        found += [(match, match.group("size")) for match in hats]
    for match, value in found:
        if not _taken(hits, match):
            hits.add(Hit(*match.span(), [value]))


def _taken(hits: Hits, match: re.Match[str]) -> bool:
    return hits.overlap(*match.span())


def _single(word: str, match: re.Match[str], plain: str, goods: Goods) -> tuple[int, list[str]]:
    """One size behind a word that more often means something else: `mens L`, `UK 5.5`."""
    low = goods.low
    start = match.start()
    atom = re.match(ATOM, match.group())
    if atom is None or UNIT_AFTER.match(low, start + atom.end()):
        return start, []
    end, value = start + atom.end(), size_name(atom.group())
    if word in _WEARERS and not value[0].isdigit() and plain[start:end].isupper():
        return end, [value]
    size = size_number(value)
    if word in _SHORT and size is not None and 32 <= size <= 60:
        return (end, [value]) if goods.garments or goods.shoes else (start, [])
    if word in _SYSTEMS and size is not None and (3 <= size <= 16 or 34 <= size <= 50):
        return (end, [value]) if goods.shoes or goods.garments else (start, [])
    return start, []


def before_cues(words: Words, goods: Goods, hits: Hits) -> None:
    """Sizes before a word for them: `36-41 numara`, `38 EU`."""
    low = goods.low
    if _CUE_WORDS.absent(words) or not _MAY_FOLLOW.search(low):
        return
    for match in SEQUENCE.finditer(low):
        start, end = match.span()
        if start and (low[start - 1].isalnum() or low[start - 1] in ".,/:"):
            continue
        cue = _CUE_AFTER.match(low, end)
        if cue is None or _LAST.search(match.group()) is None or _taken(hits, match):
            continue
        word = cue.group().strip(" (")
        if word in {"sizes", "size"} and match.group().isdigit():
            continue  # "5 sizes"
        stop, values = read_sizes(goods, start, end, weak=word in _SYSTEMS)
        if values and stop == end:
            hits.add(Hit(start, end, values))


def free_letters(plain: str, words: Words, goods: Goods, hits: Hits) -> None:
    """Letter sizes on their own: `S M L XL`, `small 2500 large 3500`."""
    low = goods.low
    if _LETTER_WORDS.isdisjoint(words.vocabulary):
        return
    for match in _LETTERS.finditer(low):
        if (
            _taken(hits, match)
            or _LAKHS.search(low, max(0, match.start() - 12), match.start())
            or _SHOP.search(low, max(0, match.start() - 2), match.end())
        ):
            continue
        if not _are_sizes(match, plain, goods):
            continue
        stop, values = read_sizes(goods, match.start(), match.end(), weak=False)
        if values:
            hits.add(Hit(match.start(), stop, values))


def _are_sizes(match: re.Match[str], plain: str, goods: Goods) -> bool:
    """Whether letters are sizes: capitals, several of them, or such as mean nothing else (XL)."""
    low = goods.low
    start, end = match.span()
    spans = [atom.span() for atom in _ONE_LETTER.finditer(match.group())]
    atoms = [match.group()[first:last] for first, last in spans]
    named = all(len(atom) > 3 for atom in atoms)
    capitals = all(plain[start + first : start + last].isupper() for first, last in spans)
    if not named and not capitals and "xl" not in match.group() and match.group().count("/") < 2:
        return False
    if {"p", "u"} & set(atoms) and not {"m", "g", "gg", "xg"} & set(atoms):
        return False
    if len(atoms) > 1:
        return True
    if named:  # one of small, medium, large is a size only beside another: "small R35 medium R50"
        return goods.several_spelt_out and _PRICE_NEXT.match(low, end) is not None
    return _UNMISTAKABLE.fullmatch(atoms[0]) is not None or IS_LEFT.match(low, end) is not None


def free_numbers(goods: Goods, hits: Hits) -> None:
    """Numbers on their own that only shoes and clothes have: `38 | 39 | 40`, `36-41`."""
    low = goods.low
    for match in _NUMBERS.finditer(low):
        start, end = match.span()
        if (
            _taken(hits, match)
            or UNIT_AFTER.match(low, end)
            or _NOT_SIZES_BEFORE.search(low[max(0, start - 12) : start])
        ):
            continue
        atoms = before_price(list(_NUMBER.finditer(low, start, end)), low)
        ascending = _ascending(atoms)
        while ascending < len(atoms) > 2 and _RANGE.fullmatch(low, atoms[-2].end(), atoms[-1].start()):
            atoms.pop()  # "24-34 a 19,99"
        if len(atoms) > 1:
            end = atoms[-1].end()
        numbers = [float(atom.group()) for atom in atoms]
        if ascending >= len(atoms) and _are_numbers(numbers, low[start:end], goods):
            stop, values = read_sizes(goods, start, end, weak=False)
            if values:
                hits.add(Hit(start, stop, values))


def _ascending(atoms: list[re.Match[str]]) -> int:
    """How many of the first numbers ascend."""
    rises = (float(a.group()) < float(b.group()) for a, b in pairwise(atoms))
    return next((count for count, rise in enumerate(rises, 1) if not rise), len(atoms))


def _are_pairs(numbers: list[float], written: str) -> bool:
    """Whether numbers are written two by two, each pair one apart."""
    return _PAIRS.fullmatch(written) is not None and all(
        b - a == 1 for a, b in zip(numbers[::2], numbers[1::2], strict=True)
    )


def _are_numbers(numbers: list[float], written: str, goods: Goods) -> bool:
    """Whether ascending numbers are sizes of shoes (33 to 49) or of clothes (even, 24 to 60)."""
    shoes = all(int(n) in _SHOE_NUMBERS for n in numbers)
    even = all(24 <= n <= 60 and n % 2 == 0 for n in numbers)
    if goods.trousers and all(23 <= n <= 44 for n in numbers) and 3 <= numbers[-1] - numbers[0] <= 16:
        return True
    if len(numbers) > 2:
        return shoes or even or (numbers[0] >= 15 and numbers[-1] < 50 and _are_pairs(numbers, written) and goods.shoes)
    if not _RANGE.search(written) or numbers[1] - numbers[0] > 34:
        return False
    if even and goods.garments:
        return True
    if numbers[1] - numbers[0] > 16:
        return False
    return shoes or (all(15 <= n <= 50 for n in numbers) and goods.shoes)
